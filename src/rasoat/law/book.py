"""The law book: everything shipped, overlaid by an office's own law directories."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.links import link_faults
from rasoat.law.loading import M, fault_at, load_yaml
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.shape import TableShape
from rasoat.law.point_table.signatures import Signature, Signer, Signers
from rasoat.law.procedure import Procedure, ReviewKind
from rasoat.law.register import Document, Documents, Instrument, Register
from rasoat.law.standard import Purpose, Standard

SHIPPED = Path(__file__).parent / "data"


class _StandardFile(Standard):
    """A standard as written in a file; `replaces` must name a standard of a lower layer that it takes the place of."""

    replaces: str = ""


class _ProcedureFile(Procedure):
    """A procedure as written in a file; `replaces` as for standards."""

    replaces: str = ""


@dataclass(slots=True)
class LawBook:
    """Standards, procedures, point tables, instruments, documents by id. `origin` tells which file each came from."""

    standards: dict[str, Standard] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    point_tables: dict[str, PointTable] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    table_shape: TableShape = field(default_factory=TableShape)
    signers: dict[str, Signer] = field(default_factory=dict)
    signatures: list[Signature] = field(default_factory=list)
    origin: dict[str, Path] = field(default_factory=dict)

    @classmethod
    def load(cls, *office_directories: Path) -> "LawBook":
        """Load the shipped law and lay each office directory over it, in order.

        An office directory holds any of `standards/*.yaml`, `procedures/*.yaml`, `points/*.yaml`, `register.yaml`,
        `documents.yaml`, `point_table_shape.yaml`, `signers.yaml`, `signatures/*.yaml`.
        Raises `FaultsFoundError` with every fault of every file (file and line each).
        """
        shipped, found = _shipped_layer()
        book = cls(**{part.name: copy(getattr(shipped, part.name)) for part in fields(shipped)})
        faults = list(found)
        for directory in office_directories:
            if not directory.is_dir():
                faults.append(
                    fault_at(directory, "", "law-directory-missing", "không có thư mục này", "no such directory")
                )
                continue
            book._lay(directory, faults)
        unread = frozenset(_kind_of_file(fault) for fault in faults)
        faults += link_faults(book.standards, book.procedures, book.point_tables, book.documents, book.origin, unread)
        if faults:
            raise FaultsFoundError(faults)
        return book

    def standard(self, standard_id: str) -> Standard:
        """The standard, with the indicators of the one it lies over when it has none of its own.

        With the indicators come the reasons why they block official use.
        Raises `FaultsFoundError` naming the known ids.
        """
        found = self.standards.get(standard_id)
        if found is None:
            raise FaultsFoundError([_unknown("standard-unknown", "chuẩn nghèo", standard_id, self.standards)])
        if found.overlay_of and not found.indicators:
            base = self.standards[found.overlay_of]
            taken = {"indicators": base.indicators, "dimensions": base.dimensions}
            found = found.model_copy(update={**taken, "blocked": found.blocked or base.blocked})
        return found

    def point_table(self, table_id: str) -> PointTable:
        """The point table; raises `FaultsFoundError` naming the known ids."""
        found = self.point_tables.get(table_id)
        if found is None:
            raise FaultsFoundError([_unknown("point-table-unknown", "bảng điểm", table_id, self.point_tables)])
        return found

    def ids_in_time(self) -> list[str]:
        """Ids of all standards: national ones by their first day, then those of provinces."""

        def key(standard: Standard) -> tuple[bool, date, str]:
            starts = [item.valid_from for item in standard.applies if item.valid_from]
            return standard.scope != "national", min(starts, default=date.min), standard.id

        return [standard.id for standard in sorted(self.standards.values(), key=key)]

    def at(self, day: date, purpose: Purpose | None = None) -> list[tuple[Purpose, Standard]]:
        """Standards in use on a day, with what each is used for."""
        wanted = [purpose] if purpose else list(Purpose)
        return [
            (item, self.standard(standard_id))
            for item in wanted
            for standard_id in self.ids_in_time()
            if self.standards[standard_id].applies_on(day, item)
        ]

    def procedure_for(self, kind: ReviewKind, day: date) -> Procedure | None:
        """The procedure of reviews of that kind on a day, the newest where several are; None when none is known."""

        def began(procedure: Procedure) -> date:
            use = procedure.use_on(day)
            return (use and use.valid_from) or date.min

        found = [item for item in self.procedures.values() if item.use_on(day) and item.steps(kind)]
        return max(found, key=began, default=None)

    def _lay(self, directory: Path, faults: list[Fault]) -> None:
        lower = {*self.standards, *self.procedures}
        for path in sorted(directory.glob("standards/*.yaml")):
            standard = load_yaml(path, _StandardFile, faults)
            if standard is not None and self._may_take(standard, path, lower, faults):
                self.standards[standard.id] = _content(standard, Standard)
        for path in sorted(directory.glob("procedures/*.yaml")):
            procedure = load_yaml(path, _ProcedureFile, faults)
            if procedure is not None and self._may_take(procedure, path, lower, faults):
                self.procedures[procedure.id] = _content(procedure, Procedure)
        for path in sorted(directory.glob("points/*.yaml")):
            table = load_yaml(path, PointTable, faults)
            if table is not None and self._is_free(table.table_id, path, faults):
                self.point_tables[table.table_id] = table
        register = _load_optional(directory / "register.yaml", Register, faults)
        self.instruments.update({item.id: item for item in register.instruments} if register else {})
        documents = _load_optional(directory / "documents.yaml", Documents, faults)
        self.documents.update({item.id: item for item in documents.documents} if documents else {})
        self._lay_signing(directory, faults)

    def _lay_signing(self, directory: Path, faults: list[Fault]) -> None:
        shape = _load_optional(directory / "point_table_shape.yaml", TableShape, faults)
        self.table_shape = shape or self.table_shape
        people = _load_optional(directory / "signers.yaml", Signers, faults)
        self.signers.update({item.person_id: item for item in people.signers} if people else {})
        found = [load_yaml(path, Signature, faults) for path in sorted(directory.glob("signatures/*.yaml"))]
        self.signatures.extend(item for item in found if item is not None)

    def _may_take(
        self, written: _StandardFile | _ProcedureFile, path: Path, lower: set[str], faults: list[Fault]
    ) -> bool:
        if written.replaces:
            if written.replaces != written.id or written.id not in lower:
                faults.append(
                    fault_at(
                        path,
                        f"replaces: {written.replaces}",
                        "law-replaces-nothing",
                        "`replaces` phải trùng `id`, và mã đó phải có ở lớp dưới",
                        "`replaces` must equal `id` and exist in a lower layer",
                    )
                )
                return False
            self.origin.pop(written.id, None)
        return self._is_free(written.id, path, faults)

    def _is_free(self, key: str, path: Path, faults: list[Fault]) -> bool:
        if key in self.origin:
            vi = f"mã “{key}” đã có ở {self.origin[key].name}; thêm `replaces: {key}` nếu muốn thay thế"
            en = f"id “{key}” is taken by {self.origin[key].name}; add `replaces: {key}` to take its place"
            faults.append(fault_at(path, key, "law-id-taken", vi, en))
            return False
        self.origin[key] = path
        return True


def _content(written: BaseModel, model: type[M]) -> M:
    """What a file says, without the words that concern the file itself."""
    return model.model_construct(**{name: getattr(written, name) for name in model.model_fields})


def _kind_of_file(fault: Fault) -> str:
    """`standards` for a file in that folder, `documents` for `documents.yaml`."""
    path = Path(fault.place.file)
    return path.parent.name if path.parent.name == "standards" else path.stem


def _load_optional(path: Path, model: type[M], faults: list[Fault]) -> M | None:
    return load_yaml(path, model, faults) if path.exists() else None


def _unknown(rule: str, what: str, asked: str, known: Iterable[str]) -> Fault:
    listed = ", ".join(sorted(known))
    return Fault(
        rule=rule,
        vi=f"không có {what} “{asked}”",
        en=f"no such id “{asked}”",
        remedy_vi=f"chọn một trong: {listed}",
        remedy_en=f"choose one of: {listed}",
        value=asked,
    )


@cache
def _shipped_layer() -> tuple[LawBook, tuple[Fault, ...]]:
    """What the package brings and the faults in it, read once: the strict reader needs most of a second for it."""
    book, faults = LawBook(), list[Fault]()
    book._lay(SHIPPED, faults)
    return book, tuple(faults)


@cache
def shipped_law() -> LawBook:
    """The shipped law alone, loaded once."""
    return LawBook.load()
