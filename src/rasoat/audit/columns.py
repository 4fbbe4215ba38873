"""Which column a name in a rule stands for: its heading, the last part of it, the number below it, or its letter."""

from collections.abc import Iterable

from rapidfuzz import process

from rasoat.audit.grid import Grid
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.sheets import column_letter
from rasoat.survey.text import squash

_NEAREST = 3


class ColumnNames:
    """The names of a table's columns. Tones, case, blanks and underscores do not matter."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        columns = range(len(grid.headings))
        numbers = {at: text.split("=")[0].strip(" ()") for at, text in enumerate(grid.numbers) if text}
        self._ways: list[dict[str, list[int]]] = [
            _by_name((squash(grid.name(at)), at) for at in columns if grid.headings[at]),
            _by_name((squash(" ".join(grid.headings[at])), at) for at in columns if grid.headings[at]),
            _by_name((squash(grid.headings[at][-1]), at) for at in columns if grid.headings[at]),
            _by_name((squash(f"c{number}"), at) for at, number in numbers.items()),
            _by_name((squash(column_letter(at)), at) for at in columns),
        ]

    def find(self, name: str) -> int:
        """The column. Raises `FaultsFoundError` when none or several fit."""
        for way in self._ways:
            found = way.get(squash(name), [])
            if len(found) == 1:
                return found[0]
            if found:
                raise self._refused(name, found)
        raise self._refused(name, [])

    def has(self, name: str) -> bool:
        """Whether exactly one column fits."""
        try:
            self.find(name)
        except FaultsFoundError:
            return False
        return True

    def _refused(self, name: str, found: list[int]) -> FaultsFoundError:
        told = {self.grid.name(at): at for at in range(len(self.grid.headings)) if self.grid.headings[at]}
        near = [text for text, _, _ in process.extract(name, list(told), limit=_NEAREST)]
        there = "; ".join(f"{text} ({column_letter(told[text])})" for text in near)
        vi, en = "không có trong bảng", "is none of the table"
        if found:
            vi, en, there = "là tên của nhiều cột", "is that of several columns", ", ".join(map(column_letter, found))
        return FaultsFoundError([Fault(
            "audit-column", f"tên cột “{name}” {vi}", f"the name “{name}” {en}",
            f"dùng tiêu đề đầy đủ hoặc chữ cái của cột: {there}", f"use the whole heading or the letter: {there}",
            Place(file=self.grid.file, sheet=self.grid.sheet), value=name,
        )])  # fmt: skip


def _by_name(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name, at in pairs:
        if name:
            found.setdefault(name, []).append(at)
    return found
