"""The rows of a printed table under their keys, its columns under their names, and which row each row is part of."""

from collections.abc import Iterator, Mapping, Sequence

from rasoat.audit.columns import ColumnNames
from rasoat.audit.grid import Grid
from rasoat.audit.printed_numbers import is_blank, read_count
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.sheets import cell_text, column_letter
from rasoat.survey.text import clean, squash

FIRST = "@first"
"""As roll-up: the first row is the sum of all others."""

RowKey = tuple[str, ...]
"""The keys of a row, folded: the place first."""

_RUNNING = {"tt", "stt", "sott", "no"}
_CODES = {*_RUNNING, "nam", "year", "code", "id", "level", "cap", "ma", "maso", "kyhieu"}


class TableRows:
    """Rows with the same keys that differ in the column `across` become one row, its columns named `value.column`."""

    def __init__(
        self, grid: Grid, names: ColumnNames, keys: Sequence[str], where: Sequence[tuple[str, str]], across: str
    ) -> None:
        self.grid, self.names = grid, names
        self._across = names.find(across) if across else None
        self._where = [(names.find(name), squash(value)) for name, value in where]
        self._key_columns = [names.find(name) for name in keys] or [self._default_key()]
        self._labels: dict[RowKey, str] = {}
        self._row_at: dict[tuple[RowKey, str], int] = {}
        self.values: dict[str, str] = {}
        self.without_figures: list[int] = []
        self._read()

    @property
    def keys(self) -> list[RowKey]:
        """Keys in the order of the rows."""
        return list(self._labels)

    def label(self, key: RowKey) -> str:
        """The keys as written."""
        return self._labels[key]

    def resolve(self, name: str) -> str:
        """A column's full name, from any way to name it. Raises `FaultsFoundError` when it is not clear."""
        if self._across is None:
            return self.grid.name(self.names.find(name))
        value, point, column = name.partition(".")
        if not point or squash(value) not in self.values:
            raise FaultsFoundError([self._fault(
                "audit-across", f"tên cột “{name}” phải viết GIÁ_TRỊ.CỘT", f"the name “{name}” must be VALUE.COLUMN",
                f"các giá trị: {', '.join(self.values.values())}", f"the values: {', '.join(self.values.values())}",
            )])  # fmt: skip
        return f"{self.values[squash(value)]}.{self.grid.name(self.names.find(column))}"

    def column(self, name: str) -> int:
        """The column of the grid that a full name stands for."""
        return self.names.find(name if self._across is None else self._split(name)[1])

    def cell(self, key: RowKey, name: str) -> tuple[int, int] | None:
        """Row and column (from 0, among the rows) of a cell; None where the table has no such row."""
        value, column = ("", name) if self._across is None else self._split(name)
        row = self._row_at.get((key, squash(value)))
        return None if row is None else (row, self.names.find(column))

    def count_columns(self, rollup: str) -> list[str]:
        """Columns of counts: nothing but whole numbers from 0 up, not all the same, not keys, years or codes."""
        taken = {*self._key_columns, *(column for column, _ in self._where)}
        taken |= {self._across} if self._across is not None else set()
        taken |= {self.names.find(rollup)} if rollup != FIRST else set()
        rows = sorted(set(self._row_at.values()))
        found = []
        for at, parts in enumerate(self.grid.headings):
            if at in taken or (parts and squash(parts[-1]) in _CODES):
                continue
            filled = [
                cell for row in rows if at < len(self.grid.rows[row]) and not is_blank(cell := self.grid.rows[row][at])
            ]
            counts = [read_count(cell) for cell in filled]
            if len(filled) > 2 and len(set(counts)) == 1 and counts[0]:
                continue
            if filled and all(count is not None and count >= 0 for count in counts):
                found.append(self.grid.name(at))
        if self._across is None:
            return found
        return [f"{value}.{name}" for value in self.values.values() for name in found]

    def parents(self, rollup: str) -> Mapping[RowKey, RowKey]:
        """Row -> the row it is part of. Raises `FaultsFoundError` for a parent that is no row, or for circles."""
        if not self._labels:
            return {}
        first = next(iter(self._labels))[0]
        if rollup == FIRST:
            return {key: (first, *key[1:]) for key in self._labels if key[0] != first}
        found: dict[RowKey, RowKey] = {}
        faults: list[Fault] = []
        column = self.names.find(rollup)
        for (key, _), row in self._row_at.items():
            written = cell_text(self.grid.rows[row][column]) or ""
            parent = (squash(written), *key[1:])
            if not parent[0] or parent == key:
                continue
            if parent in self._labels:
                found[key] = parent
            elif not any(other[0] == parent[0] for other in self._labels):
                faults.append(self._fault(
                    "audit-parent", "địa bàn cấp trên không có dòng nào", "the parent is no row of the table",
                    "ghi đúng tên như ở cột địa bàn, hoặc để trống cho dòng cao nhất",
                    "write it as in the key column, or leave it blank for the top row", row, column, written,
                ))  # fmt: skip
        faults += self._circles(found)
        if faults:
            raise FaultsFoundError(faults)
        return found

    def _read(self) -> None:
        faults: list[Fault] = []
        last = [""] * len(self._key_columns)
        for number, row in enumerate(self.grid.rows):
            parts = [clean(cell_text(row[at]) or "") if at < len(row) else "" for at in self._key_columns]
            if len(parts) > 1 and not parts[0]:
                parts[0] = last[0]
            if not all(parts) or not self._is_wanted(row):
                continue
            if not self._has_figures(row):
                self.without_figures.append(number)
                continue
            last = parts
            key = tuple(map(squash, parts))
            value = clean(cell_text(row[self._across]) or "") if self._across is not None else ""
            self.values.setdefault(squash(value), value)
            if (key, squash(value)) in self._row_at:
                faults.append(self._fault(
                    "audit-key-twice", "khóa xuất hiện ở hai dòng", "the key stands in two rows",
                    "thêm --key cho cột phân biệt hai dòng, hoặc --across cho cột tách dòng",
                    "add --key for the column that tells them apart, or --across for the one that splits rows",
                    number, self._key_columns[0], " / ".join(parts),
                ))  # fmt: skip
                continue
            self._row_at[key, squash(value)] = number
            self._labels.setdefault(key, " / ".join(parts))
        if faults:
            raise FaultsFoundError(faults)
        if not self._row_at:
            raise FaultsFoundError([self._fault(
                "no-rows", "bảng không có dòng số liệu nào", "the table has no row of figures",
                "kiểm tra --sheet, --head, --key, --where", "check --sheet, --head, --key, --where",
            )])  # fmt: skip

    def _default_key(self) -> int:
        first = self.grid.headings[0] if self.grid.headings else ()
        running = bool(first) and squash(first[-1]) in _RUNNING
        return 1 if running and len(self.grid.headings) > 1 else 0

    def _has_figures(self, row: Sequence[object]) -> bool:
        taken = {*self._key_columns, self._across}
        return any(
            read_count(cell) is not None for at, cell in enumerate(row) if at not in taken  # type: ignore[arg-type]
        )  # fmt: skip

    def _is_wanted(self, row: Sequence[object]) -> bool:
        return all(squash(str(row[at])) == value for at, value in self._where)

    def _split(self, name: str) -> tuple[str, str]:
        value = next(value for value in self.values.values() if name.startswith(f"{value}."))
        return value, name[len(value) + 1 :]

    def _circles(self, parents: Mapping[RowKey, RowKey]) -> Iterator[Fault]:
        for key in parents:
            seen, at = {key}, parents[key]
            while at in parents and at not in seen:
                seen.add(at)
                at = parents[at]
            if at == key:
                yield self._fault(
                    "audit-circle", "địa bàn là cấp trên của chính mình (vòng tròn)", "the row is its own parent",
                    "sửa cột cấp trên", "mend the parent column", value=self.label(key),
                )  # fmt: skip

    def _fault(
        self, rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str, row: int | None = None,
        column: int | None = None, value: str = "",
    ) -> Fault:  # fmt: skip
        letter = "" if column is None else column_letter(column)
        number = None if row is None else self.grid.first_row + row
        place = Place(file=self.grid.file, sheet=self.grid.sheet, row=number, column=letter,
                      cell=f"{letter}{number}" if letter and number else "")  # fmt: skip
        return Fault(rule, vi, en, remedy_vi, remedy_en, place, value=value)
