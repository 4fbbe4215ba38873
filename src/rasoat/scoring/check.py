"""One check over whole columns, and the faults of the rows that fail it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.scoring.faults import WORDS, make_fault
from rasoat.survey.fault_list import FEW, SOURCE_ROW, SOURCE_SHEET, TableSource, listed_faults


@dataclass(frozen=True, slots=True)
class Check:
    """Rows for which `bad` is true are at fault. `parts` fill the words; a part given as expression differs by row."""

    rule: str
    column: str
    bad: pl.Expr
    parts: dict[str, Any] = field(default_factory=dict)


def find_faults(frame: pl.DataFrame, checks: Sequence[Check], source: TableSource) -> tuple[pl.Series, list[Fault]]:
    """Run all checks. Returns which rows have an error (Boolean, one per row), and the faults, listed by row."""
    masks = frame.select(check.bad.fill_null(value=False).alias(str(number)) for number, check in enumerate(checks))
    faulty = pl.Series("faulty", [False]).new_from_index(0, frame.height)
    faults: list[Fault] = []
    keys = [name for name in (SOURCE_ROW, SOURCE_SHEET, "household_id") if name in frame.columns]
    for number, check in enumerate(checks):
        mask = masks[str(number)]
        if not mask.any():
            continue
        if WORDS[check.rule].severity is Severity.ERROR:
            faulty = faulty | mask
        value = pl.col(check.column).cast(pl.String) if check.column in frame.columns else pl.lit(None, pl.String)
        varying = {name: part for name, part in check.parts.items() if isinstance(part, pl.Expr)}
        found = frame[mask.arg_true().head(FEW)].select(
            *keys, value.alias("_value"), *(part.alias(f"_{name}") for name, part in varying.items())
        )
        faults += listed_faults(found, _maker(check, varying, source), total=int(mask.sum()))
    return faulty, faults


def _maker(check: Check, varying: dict[str, pl.Expr], source: TableSource) -> Callable[[dict[str, Any]], Fault]:
    def make(row: dict[str, Any]) -> Fault:
        parts = {name: row[f"_{name}"] if name in varying else part for name, part in check.parts.items()}
        return make_fault(check.rule, source.place(row, check.column), row["_value"], **parts)

    return make
