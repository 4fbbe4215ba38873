"""What was read of each household, as bytes: equal bytes, equal household, wherever its rows stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import Final

import polars as pl

from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import SOURCE_ROW, SOURCE_SHEET
from rasoat.survey.keys import KEY

Row = tuple[str, int]
"""Title of a sheet and number of a row."""

_DIGEST: Final = 16
_TEXT: Final = "_text"


@dataclass(frozen=True, slots=True)
class Unit:
    """One household: its code, everything read of it, and the rows of it and of its members, in order."""

    household_id: str
    content: bytes
    rows: tuple[Row, ...]

    def tag(self, salt: bytes) -> str:
        """The digest by which an unchanged household is known again."""
        return blake2b(self.content, key=salt, digest_size=_DIGEST, person=b"rasoat.tag").hexdigest()

    def key(self, salt: bytes) -> bytes:
        """The key that locks what is remembered of the household: only who has its content can read it."""
        return blake2b(self.content, key=salt, digest_size=32, person=b"rasoat.key").digest()

    def identity(self, salt: bytes) -> str:
        """The digest of its code."""
        return blake2b(self.household_id.encode(), key=salt, digest_size=8, person=b"rasoat.id").hexdigest()


def has_own_codes(dataset: Dataset) -> bool:
    """True when household codes stand in the file; False when the reader made them (any mending changes them)."""
    return any(KEY in letters for letters in dataset.letters.values())


def units_of(dataset: Dataset) -> list[Unit]:
    """The households whose code stands once, in the order of the file.

    Rows without a code, with one that stands twice, and members of no household belong to no unit.
    """
    own = has_own_codes(dataset)
    households = _rows(dataset.households.filter(pl.col(KEY).is_not_null() & pl.col(KEY).is_unique()), own)
    people: dict[str, list[tuple[str, Row]]] = {}
    members = _rows(dataset.members.filter(pl.col(KEY).is_not_null()), own)
    for code, found in groupby(members, key=lambda row: row[0]):
        people.setdefault(code, []).extend((text, row) for _, text, row in found)
    units = []
    for code, text, row in households:
        inside = people.get(code, [])
        content = "\n".join([text, *(words for words, _ in inside)])
        units.append(Unit(code, content.encode(), (row, *(place for _, place in inside))))
    return units


def shape_of(dataset: Dataset) -> str:
    """What all checks of a round depend on besides single households: columns, their types and letters."""
    tables = [
        sorted(zip(frame.columns, map(str, frame.dtypes), strict=True))
        for frame in (dataset.households, dataset.members)
    ]
    letters = sorted((title, sorted(columns.items())) for title, columns in dataset.letters.items())
    return repr((tables, letters, dataset.members.is_empty()))


def _rows(frame: pl.DataFrame, own: bool) -> list[tuple[str, str, Row]]:
    """Per row: household code, all its cells as one text that cannot be read two ways, its place."""
    left_out = {SOURCE_ROW} if own else {SOURCE_ROW, KEY}
    names = sorted(name for name in frame.columns if name not in left_out)
    places = [
        pl.col(name) if name in frame.columns else pl.lit(default).alias(name)
        for name, default in ((SOURCE_SHEET, ""), (SOURCE_ROW, 0))
    ]
    table = frame.select(KEY, pl.concat_str(_cells(names)).alias(_TEXT), *places)
    return [(code, text, (sheet or "", row or 0)) for code, text, sheet, row in table.iter_rows()]


def _cells(names: Sequence[str]) -> list[pl.Expr]:
    """Each cell with its length before it; an empty one as a dash."""
    texts = [pl.col(name).cast(pl.String) for name in names]
    return [pl.format("{}:{}", text.str.len_bytes(), text).fill_null("-") for text in texts] or [pl.lit("")]
