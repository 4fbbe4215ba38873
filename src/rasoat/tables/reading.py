"""Read figures back from finished tables, as a person with the paper in hand would."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rasoat.tables.cell_rules import CellRef, Place
from rasoat.tables.report import Kind, ReportTable


@dataclass(frozen=True)
class Sheet:
    """One of reports 1-13, by place and line."""

    table: ReportTable

    @cached_property
    def lines(self) -> dict[tuple[Place, str], tuple[str | int | None, ...]]:
        """Cells of each place and line ("" where the report has one line a place)."""
        place_at, line_at = self._at("place"), self._at("line")
        place: Place = ("", 0)
        seen: dict[str, int] = {}
        found = {}
        for row in self.table.rows:
            name = row.cells[place_at] if place_at is not None else None
            if isinstance(name, str):
                seen[name] = seen.get(name, 0) + 1
                place = (name, seen[name])
            line = row.cells[line_at] if line_at is not None else ""
            found[place, str(line or "")] = row.cells
        return found

    @cached_property
    def places(self) -> list[Place]:
        """Places in the order of the rows."""
        return list(dict.fromkeys(place for place, _ in self.lines))

    @cached_property
    def counts(self) -> list[str]:
        """Keys of the columns that hold counts."""
        return [column.key for column in self.table.columns if column.kind is Kind.COUNT]

    @cached_property
    def rates(self) -> list[str]:
        """Keys of the columns that hold rates."""
        return [column.key for column in self.table.columns if column.kind is Kind.RATE]

    def get(self, place: Place, key: str, line: str = "") -> int | None:
        """One number; None when it is blank or not there."""
        cells, at = self.lines.get((place, line)), self._at(key)
        value = None if cells is None or at is None else cells[at]
        return value if isinstance(value, int) else None

    def ref(self, place: Place, key: str, line: str = "") -> CellRef:
        """The name of one cell among all tables."""
        return CellRef(self.table.number, place, line, key)

    def number_of(self, key: str) -> str:
        """The number printed under a column, or its key where it has none."""
        at = self._at(key)
        number = "" if at is None else self.table.columns[at].number.partition("=")[0]
        return number or (key.removeprefix("c") if key[1:].isdigit() and key[0] == "c" else key)

    def _at(self, key: str) -> int | None:
        return self._columns.get(key)

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {column.key: at for at, column in enumerate(self.table.columns)}


@dataclass(frozen=True)
class PeopleList:
    """Report 14 or 15: how many households and persons stand under each heading."""

    table: ReportTable

    @cached_property
    def totals(self) -> dict[Place, tuple[int, int]]:
        """(households, persons) by place of the bold rows."""
        found: dict[Place, tuple[int, int]] = {}
        place: Place = ("", 0)
        for row in self.table.rows:
            if row.bold:
                place = (next(str(cell) for cell in row.cells if cell), 1)
            households, persons = found.get(place, (0, 0))
            found[place] = (households, persons) if row.bold else (households + (row.cells[0] is not None), persons + 1)
        return found

    @cached_property
    def whole(self) -> tuple[int, int]:
        """(households, persons) of the whole list."""
        return sum(h for h, _ in self.totals.values()), sum(p for _, p in self.totals.values())

    def at(self, place: Place, top: Place) -> tuple[int, int]:
        """(households, persons) of a place; the whole list for the unit asked for."""
        return self.whole if place == top else self.totals.get(place, (0, 0))


def sheets(tables: Mapping[str, ReportTable]) -> dict[str, Sheet]:
    """The figure tables among them, by number."""
    return {number: Sheet(table) for number, table in tables.items() if number.isdigit() and int(number) <= 13}
