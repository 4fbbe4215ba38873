"""Faults: what is wrong, where it stands, and what to do next, in Vietnamese and English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error refuses the input; a warning is shown and kept with the result."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault stands. Rows and lines count from 1, as people see them in their own program.

    `cell` is the address in a sheet (`H12`) where it is known: programs go by it, people by row and column.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    household_id: str = ""
    cell: str = ""

    def text_vi(self) -> str:
        """`tệp a.xlsx, trang tính "Hộ", dòng 12, cột "area"`."""
        return self._text("tệp", "trang tính", "dòng", "cột", "hộ")

    def text_en(self) -> str:
        """The same place in English."""
        return self._text("file", "sheet", "row", "column", "household")

    def _text(self, file: str, sheet: str, row: str, column: str, household: str) -> str:
        parts = [
            f"{file} {self.file}" if self.file else "",
            f'{sheet} "{self.sheet}"' if self.sheet else "",
            f"{row} {self.row}" if self.row is not None else "",
            f'{column} "{self.column}"' if self.column else "",
            f"{household} {self.household_id}" if self.household_id else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `rule` is a stable code (`kebab-case`); `value` is what was found there."""

    rule: str
    vi: str
    en: str
    remedy_vi: str
    remedy_en: str
    place: Place = Place()
    value: str = ""
    severity: Severity = Severity.ERROR

    def text_vi(self) -> str:
        """One line: where, what, the value found, and what to do."""
        found = f' (giá trị: "{self.value}")' if self.value else ""
        where = self.place.text_vi()
        return f"{where + ': ' if where else ''}{self.vi}{found} [{self.rule}]. Cách sửa: {self.remedy_vi}"

    def text_en(self) -> str:
        """The same line in English."""
        found = f' (value: "{self.value}")' if self.value else ""
        where = self.place.text_en()
        return f"{where + ': ' if where else ''}{self.en}{found} [{self.rule}]. Remedy: {self.remedy_en}"


class FaultsFoundError(ValueError):
    """An input was refused. `faults` holds every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: Sequence[Fault] = tuple(faults)
        super().__init__("\n".join(fault.text_vi() for fault in self.faults))


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Only the faults that refuse the input."""
    return [fault for fault in faults if fault.severity is Severity.ERROR]


def refuse_if_any(faults: Iterable[Fault]) -> None:
    """Raise `FaultsFoundError` with all faults when at least one is an error."""
    found = list(faults)
    if errors(found):
        raise FaultsFoundError(found)
