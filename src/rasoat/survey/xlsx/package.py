"""A workbook as the package of parts it is: parts are read, put and dropped, all others stay byte for byte."""

import posixpath
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import Final, Self

from rasoat.law.faults import FaultsFoundError
from rasoat.law.whole_file import whole_file
from rasoat.survey.file_kind import FileKind, file_kind, refusal
from rasoat.survey.xlsx.content_types import CONTENT_TYPES, ContentTypes
from rasoat.survey.xlsx.relations import Relation, read_relations, relations_part, written_relations
from rasoat.survey.xlsx.safe_xml import UnsafeXmlError, root_of

MAX_RATIO: Final = 250
"""How many times larger than on disk a part may be, once it exceeds `RATIO_FREE_BYTES`."""

RATIO_FREE_BYTES: Final = 16 << 20
"""Parts up to this size are never refused for their ratio."""

MAX_PARTS: Final = 20_000
"""Number of parts of one package."""

_OUR_TIME: Final = (1980, 1, 1, 0, 0, 0)


class Package:
    """The parts of one workbook, by name without a leading slash (`xl/workbook.xml`), in the order of the file.

    Parts are unpacked when asked for. Nothing is written to the file that was read.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self._archive = _archive(path, content)
        self._infos = {info.filename: info for info in self._archive.infolist() if not info.is_dir()}
        self._order = list(self._infos)
        self._by_folded = {name.lower(): name for name in self._order}
        self._changed: dict[str, bytes | Path] = {}
        self._types: ContentTypes | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """The package at `path`. Raises `FaultsFoundError` for anything that is not a sound .xlsx of sane size."""
        if file_kind(path) is not FileKind.WORKBOOK:
            raise refusal(
                path,
                "not-a-workbook",
                "không phải sổ Excel .xlsx",
                "not an .xlsx workbook",
                "mở bằng Excel hoặc LibreOffice và lưu thành .xlsx",
                "open it in Excel or LibreOffice and save it as .xlsx",
            )
        return cls(path, path.read_bytes())

    @property
    def names(self) -> list[str]:
        """Names of all parts, new ones last."""
        return list(self._order)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_folded

    def part(self, name: str) -> bytes:
        """The unpacked content. Raises `KeyError` for a part that is not there, `FaultsFoundError` for a broken one."""
        name = self._by_folded[name.lower()]
        if (changed := self._changed.get(name)) is not None:
            return changed.read_bytes() if isinstance(changed, Path) else changed
        try:
            return self._archive.read(self._infos[name])
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise broken(self.path, name) from error

    def put(self, name: str, content: bytes, content_type: str | None = None) -> None:
        """Set a part. `content_type` adds an override; without one, the type stays what it is."""
        known = self._by_folded.setdefault(name.lower(), name)
        if known not in self._order:
            self._order.append(known)
        self._changed[known] = content
        if content_type is not None:
            self._set_types(self.content_types.with_part(known, content_type))

    def put_file(self, name: str, path: Path) -> None:
        """Set a part that is there to the content of a file, read piece by piece at `write`: for large parts."""
        self._changed[self._by_folded[name.lower()]] = path

    def drop(self, name: str) -> None:
        """Take a part away, with its own relations and type. Relations that point to it are left to the caller."""
        for gone in (name, relations_part(name)):
            known = self._by_folded.pop(gone.lower(), None)
            if known is not None:
                self._order.remove(known)
                self._changed.pop(known, None)
                if known.lower() != CONTENT_TYPES.lower():
                    self._set_types(self.content_types.without_part(known))

    @property
    def content_types(self) -> ContentTypes:
        """Types of the parts. Raises `FaultsFoundError` when the part that tells them is missing or broken."""
        if self._types is None:
            if CONTENT_TYPES not in self:
                raise broken(self.path, CONTENT_TYPES)
            self._types = ContentTypes.read(self.tree_source(CONTENT_TYPES))
        return self._types

    def set_type_of(self, name: str, content_type: str) -> None:
        """The type of a part that goes by its extension (`vml`): for the whole extension where it has none yet."""
        types = self.content_types.with_default(name.rpartition(".")[2], content_type)
        self._set_types(types.with_part(name, content_type))

    def tree_source(self, name: str) -> bytes:
        """The content of an XML part that was found to be safe. Raises `FaultsFoundError` otherwise."""
        content = self.part(name)
        try:
            root_of(content)
        except UnsafeXmlError as error:
            raise broken(self.path, name) from error
        return content

    def relations(self, name: str) -> list[Relation]:
        """Relations of a part (`""`: of the package), their targets resolved to names of parts."""
        part = relations_part(name)
        return read_relations(self.tree_source(part), name) if part in self else []

    def relate(self, name: str, type_: str, target: str) -> str:
        """Add a relation from one part to another; returns its new id."""
        old = self.relations(name)
        taken = {relation.id for relation in old}
        number = len(old) + 1
        while f"rId{number}" in taken:
            number += 1
        new = Relation(f"rId{number}", type_, target)
        self._set_relations(name, [*old, new])
        return new.id

    def unrelate(self, name: str, id_: str) -> None:
        """Take one relation of a part away."""
        self._set_relations(name, [relation for relation in self.relations(name) if relation.id != id_])

    def write(self, path: Path) -> None:
        """Write the package, whole or not at all. The same changes give the same bytes."""
        with whole_file(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as out:
            for name in self._order:
                old = self._infos.get(name)
                info = zipfile.ZipInfo(name, old.date_time if old and name not in self._changed else _OUR_TIME)
                stored = old is not None and old.compress_type == zipfile.ZIP_STORED
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                info.create_system = old.create_system if old else 3
                info.external_attr = old.external_attr if old else 0o600 << 16
                changed = self._changed.get(name)
                if isinstance(changed, Path):
                    info.file_size = changed.stat().st_size
                    with changed.open("rb") as source, out.open(info, "w") as target:
                        copyfileobj(source, target)
                else:
                    out.writestr(info, self.part(name))

    def _set_types(self, types: ContentTypes) -> None:
        if types != self.content_types:
            self._types = types
            self.put(CONTENT_TYPES, types.written())

    def _set_relations(self, name: str, relations: list[Relation]) -> None:
        self.put(relations_part(name), written_relations(relations, name))


def broken(path: Path, part: str) -> FaultsFoundError:
    """The refusal of a package with a part that cannot be read safely."""
    return refusal(
        path,
        "workbook-broken",
        f"phần {part} trong sổ Excel bị hỏng hoặc chứa nội dung không an toàn",
        f"the part {part} of the workbook is damaged or unsafe",
        "mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi thử lại",
        "open it in Excel or LibreOffice, save it again as .xlsx and retry",
    )


def _archive(path: Path, content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as error:
        raise broken(path, "zip") from error
    infos = archive.infolist()
    folded = [info.filename.lower() for info in infos]
    if len(set(folded)) < len(folded) or any(info.flag_bits & 1 for info in infos):
        raise broken(path, "zip")
    if any(posixpath.isabs(name) or ".." in name.split("/") for name in folded):
        raise broken(path, "zip")
    swollen = any(
        info.file_size > RATIO_FREE_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1) for info in infos
    )
    if swollen or len(infos) > MAX_PARTS:
        raise refusal(
            path,
            "workbook-too-large",
            f"sổ Excel nén bất thường như một tệp phá hoại (gấp hơn {MAX_RATIO} lần, hoặc trên {MAX_PARTS} phần)",
            f"the workbook is packed like a zip bomb (over {MAX_RATIO} times, or over {MAX_PARTS} parts)",
            "xóa các dòng trống có định dạng và trang tính thừa, lưu lại rồi thử lại; tệp lạ thì không mở",
            "delete formatted blank rows and spare sheets, save again and retry; do not open files from strangers",
        )
    return archive
