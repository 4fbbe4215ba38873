"""What a column of a table holds and how its cells are read."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from rasoat.survey.choices import CodeList


class Kind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    INT = "int"
    BIT = "bit"
    BOOL = "bool"
    CODE = "code"
    CODES = "codes"
    DATE = "date"


DTYPES: dict[Kind, type[pl.DataType]] = {
    Kind.TEXT: pl.String,
    Kind.INT: pl.Int64,
    Kind.BIT: pl.Int8,
    Kind.BOOL: pl.Boolean,
    Kind.CODE: pl.String,
    Kind.CODES: pl.String,
    Kind.DATE: pl.Date,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One known column.

    `choices` lists its codes; a `scale` of 100 reads "45,5" as 4550; `year_column` takes the year of a date,
    and allows dates of which only the year is written.
    """

    name: str
    kind: Kind
    choices: CodeList | None = None
    scale: int = 1
    year_column: str = ""

    @property
    def dtype(self) -> pl.DataType:
        """The type of the column once read."""
        return DTYPES[self.kind]()
