"""The tables of one unit as one object."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from rasoat.scoring.frames import like as as_kind_of
from rasoat.tables.report import CheckResult, Kind, ReportTable


@dataclass(frozen=True, slots=True)
class Reports:
    """Tables by number "1".."15" and "DS1".."DS3", and the cross-checks run on them.

    `unit_codes` are the codes of the rows, in their order. `moves_inside` is the number of listed households that
    went from one part of the unit to another (they stand in columns 4 and 8 of the parts but are no movement of the
    whole); None when movement is not known.
    """

    by_number: dict[str, ReportTable]
    unit_codes: tuple[str, ...] = ()
    moves_inside: int | None = None
    checks: tuple[CheckResult, ...] = ()

    def __getitem__(self, number: str) -> ReportTable:
        return self.by_number[number]

    def __iter__(self) -> Iterator[ReportTable]:
        return iter(self.by_number.values())

    def frame(self, number: str, like: Any = None) -> Any:
        """One table as a data frame: a column a key of the form, rates in hundredths of a percent, blank = null.

        `like`: a pandas, Polars or Arrow table whose kind the result takes (Polars without it). Raises `KeyError`
        for a number that was not made.
        """
        table = self.by_number[number]
        kinds = {Kind.TEXT: pl.String, Kind.COUNT: pl.Int64, Kind.RATE: pl.Int64}
        schema = {column.key: kinds[column.kind] for column in table.columns}
        rows = [row.cells for row in table.rows]
        made = pl.DataFrame(rows, schema=schema, orient="row", strict=False)
        return made if like is None else as_kind_of(made, like)

    @property
    def failed(self) -> list[CheckResult]:
        """Checks that do not hold."""
        return [check for check in self.checks if check.holds is False]
