"""What the values of a column say: which share of them fits a field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from itertools import islice

from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Column, Kind
from rasoat.survey.dates import parse_date
from rasoat.survey.mapping.cells import is_serial
from rasoat.survey.mapping.heading_words import indicator_names
from rasoat.survey.mapping.marks import is_mark
from rasoat.survey.mapping.section_rows import section_of
from rasoat.survey.parsing import several
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.sheets import Cell, cell_text
from rasoat.survey.text import clean, squash

SAMPLE = 160
"""Filled cells of a column that are looked at."""

_NAME = re.compile(r"[^\W\d_][^\d]*")
_TWO_WORDS = re.compile(r"[^\W\d_]+\s+[^\W\d_]+\b.*\d")
_NAME_AND_MORE = 0.4
_ID = re.compile(r"\d{9,12}")
_UNIT = re.compile(r"[A-Z]{0,3}\d{2,10}")
_RANGES = {
    "household_size": (1, 25), "children": (0, 15), "age": (0, 120), "income_score": (0, 400),
    "deprivation_score": (0, 150), "deprived_count": (0, 12), "member_no": (1, 30), "birth_year": (1850, 2200),
    "income_vnd": (0, 10**9), "floor_area_dm2": (1, 2000),
}  # fmt: skip
_PLACE = re.compile(r"(thôn|bản|ấp|tổ|khu|khóm|buôn|làng|xóm|tdp|plei|sóc|phum|xã|phường|thị trấn|đặc khu)\b.*", re.I)
_STRICT_TEXT = {"decision_no", "address", "note"}


@dataclass(frozen=True)
class Values:
    """Filled cells of one column below its heading (a sample), with how many of how many cells are filled."""

    cells: tuple[Cell, ...]
    run: tuple[Cell, ...]
    filled: int
    rows: int

    @classmethod
    def of(cls, column: Sequence[Cell]) -> "Values":
        """Sample a column evenly; `run` are its first filled cells."""
        stride = max(1, len(column) // (4 * SAMPLE))
        spread = list(filter(_is_filled, column[::stride]))
        filled = len(column) - column.count("")
        if stride == 1:
            filled = len(spread)
        elif len(spread) < SAMPLE:
            spread = list(filter(_is_filled, column))
        step = max(1, len(spread) // SAMPLE)
        run = tuple(islice(filter(_is_filled, column), SAMPLE))
        return cls(tuple(spread[::step][:SAMPLE]), run, filled, len(column))

    @cached_property
    def texts(self) -> list[str]:
        """The sampled cells as text."""
        return [clean(cell_text(cell) or "") for cell in self.cells]

    @cached_property
    def integers(self) -> list[int]:
        """Those that are whole numbers."""
        return _integers(self.texts)

    @cached_property
    def following(self) -> list[str]:
        """The first filled cells as text, one after the other."""
        return [clean(cell_text(cell) or "") for cell in self.run]

    @cached_property
    def counter(self) -> list[int]:
        """Whole numbers among the first filled cells, one after the other."""
        return _integers(self.following)

    @cached_property
    def dates(self) -> float:
        """The share that are dates, serial numbers of dates, or years of birth."""
        return self._share(sum(map(_is_date, self.cells)))

    @cached_property
    def marks(self) -> float:
        """The share that are marks (x, 1, ✓)."""
        return self._share(sum(is_mark(text) for text in self.texts))

    @property
    def counts_up(self) -> bool:
        """True for 1, 2, 3, ... without gaps."""
        return len(self.counter) > 1 and len(self.counter) == len(self.run) and self.steps == {1}

    @property
    def mostly_counts_up(self) -> bool:
        """True where most numbers are one more than the number before (lists begin anew in each section)."""
        pairs = list(zip(self.counter, self.counter[1:], strict=False))
        return bool(pairs) and sum(later - one == 1 for one, later in pairs) > 0.6 * len(pairs)

    @cached_property
    def steps(self) -> set[int]:
        """Differences between whole numbers that follow each other."""
        return {later - one for one, later in zip(self.counter, self.counter[1:], strict=False)}

    @property
    def restarts(self) -> bool:
        """True for 1, 2, 3, 1, 2, 1, ...: numbers inside households."""
        falls = any(step < 0 for step in self.steps)
        return len(self.counter) > 2 and 1 in self.steps and falls and min(self.counter) == 1

    def share(self, field: str) -> float | None:
        """The share of cells that fit a field, 0 to 1; None when the column is empty."""
        if not self.cells:
            return None
        if field in {"birth_date", "decision_date", "measured_on"}:
            return self.dates
        if field == "personal_id":
            return self._share(sum(_ID.fullmatch(text.replace(" ", "")) is not None for text in self.texts))
        if field in {"full_name", "head_name"}:
            return self._share(
                sum(1 if _is_name(text) else _NAME_AND_MORE * _begins_like_name(text) for text in self.texts)
            )
        if field in {"row_no", "household_no"}:
            return self._share(len(self.integers))
        if field in _RANGES:
            low, high = _RANGES[field]
            return self._share(sum(low <= number <= high for number in self.integers))
        if field in {"unit_code", "district_code"}:
            return self._share(sum(_UNIT.fullmatch(text) is not None for text in self.texts))
        if field in {"village", "commune", "district", "province"}:
            return self._places(field)
        if field == "household_id":
            return self._share(sum(any(letter.isdigit() for letter in text) for text in self.texts))
        return self._of_kind(field)

    def _of_kind(self, field: str) -> float:
        column = _columns().get(field)
        if field in indicator_names() or (column is not None and column.kind in {Kind.BOOL, Kind.BIT}):
            yes_no = code_list("yes_no")
            return self._share(sum(text in {"0", "1"} or yes_no.match(text) is not None for text in self.texts))
        if field == "is_head":
            return self.marks
        if column is None or column.kind is Kind.TEXT:
            words = 0.6 if field in _STRICT_TEXT else 0.5
            return words * self._share(sum(not text.isdigit() for text in self.texts))
        if column.choices is not None:
            match = column.choices.match
            if column.kind is Kind.CODES:
                choices = column.choices
                return self._share(sum(several(text, choices) is not None for text in self.texts))
            return self._share(sum(match(text) is not None for text in self.texts))
        return self._share(len(self.integers))

    def _places(self, field: str) -> float:
        levels = [found[0] if (found := section_of(text)) else "" for text in self.texts]
        named = sum(level == field for level in levels)
        if sum(level not in {"", field} for level in levels) > len(levels) / 2:
            return 0.1
        words = sum(not text.isdigit() and parse_date(text) is None for text in self.texts)
        return max(self._share(named), 0.7 * self._share(words))

    def _share(self, number: float) -> float:
        return number / len(self.cells) if self.cells else 0.0


def _is_filled(cell: Cell) -> bool:
    return cell != "" and not (isinstance(cell, str) and cell.isspace())


def _integers(texts: Sequence[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]


@cache
def _columns() -> dict[str, Column]:
    common = full_questionnaire()
    return {**common.columns("household"), **common.columns("member")}


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, datetime | date):
        return True
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return is_serial(cell) or (float(cell).is_integer() and 1900 <= cell <= 2100)
    found = parse_date(str(cell)) or parse_date(_swapped(str(cell)))
    return found is not None and 1880 <= found.year <= 2100


def _swapped(text: str) -> str:
    parts = re.split(r"[/.-]", text.strip())
    return "/".join((parts[1], parts[0], parts[2])) if len(parts) == 3 else text


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 7 and _NAME.fullmatch(text) is not None and _PLACE.match(text) is None and not _is_code(text)
    )


def _begins_like_name(text: str) -> bool:
    """True for a name with something behind it (a year), which people must take apart."""
    return _TWO_WORDS.match(text) is not None and _PLACE.match(text) is None


def _is_code(text: str) -> bool:
    """Words of a list of codes are no names."""
    folded = squash(text)
    return any(folded in code_list(name).spellings for name in ("class", "relation", "ethnicity", "causes", "sex"))
