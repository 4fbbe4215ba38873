"""Published figures beside the computed ones."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources

import polars as pl

from rasoat.demo.province import Province

SETS = {"bac_giang_2023": "data/bac_giang_2023.csv"}


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One published figure: code, Vietnamese name, the published and the computed value, and whether they agree."""

    code: str
    name: str
    published: str
    computed: str
    agrees: bool
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one round: all households, poor, near-poor, and listed households with a person of merit."""

    households: int
    poor: int
    near_poor: int
    merit: int = 0

    @property
    def listed(self) -> int:
        """Poor and near-poor."""
        return self.poor + self.near_poor


def counts_of(province: Province) -> tuple[Counts, Counts]:
    """Counts of this and the previous round; the current round must be decided."""
    pairs = ((province.current, province.units), (province.previous, province.previous_units))
    this, before = (
        Counts(
            households=int(units["households"].sum()),
            poor=data.households.filter(_class_is("poor")).height,
            near_poor=data.households.filter(_class_is("near_poor")).height,
            merit=data.households.filter((_class_is("poor") | _class_is("near_poor")) & pl.col("flag_merit")).height,
        )
        for data, units in pairs
    )
    return this, before


def _class_is(klass: str) -> pl.Expr:
    return pl.col("class") == klass


def compare(what: Province | tuple[Counts, Counts], published: str = "bac_giang_2023") -> list[ComparedFigure]:
    """Every published figure beside the one computed from counts (of this round, of the previous one).

    Rates are percent and points with two decimals, half up; changes of rates come from unrounded rates.
    Raises `KeyError` for an unknown set.
    """
    this, before = counts_of(what) if isinstance(what, Province) else what
    computed = figures_of(this, before)
    return [
        ComparedFigure(
            **row, computed=str(computed[row["code"]]), agrees=Decimal(row["published"]) == computed[row["code"]]
        )
        for row in _rows(published)
    ]


def published_count(published: str, code: str) -> int:
    """A published (or, where marked so, chosen) whole number. `KeyError` when the set has no such figure."""
    return int({row["code"]: row["published"] for row in _rows(published)}[code])


@cache
def _rows(published: str) -> tuple[dict[str, str], ...]:
    with resources.files("rasoat.demo").joinpath(SETS[published]).open(encoding="utf-8") as stream:
        return tuple(csv.DictReader(stream))


def figures_of(this: Counts, before: Counts) -> Mapping[str, Decimal]:
    """Counts, rates (percent) and changes by code: `poor`, `poor_rate`, `poor_rate_before`, `poor_rate_change`, ...

    Rates and changes have two decimals, half up; a change of rates comes from the unrounded rates.
    """
    figures: dict[str, Decimal] = {"merit": Decimal(this.merit)}
    for code in ("households", "poor", "near_poor", "listed"):
        now, then = getattr(this, code), getattr(before, code)
        figures[code], figures[f"{code}_before"] = Decimal(now), Decimal(then)
        figures[f"{code}_change"] = Decimal(now - then)
        if code != "households":
            rate, rate_before = (Decimal(n * 100) / Decimal(c.households) for n, c in ((now, this), (then, before)))
            figures[f"{code}_rate"], figures[f"{code}_rate_before"] = _round(rate), _round(rate_before)
            figures[f"{code}_rate_change"] = _round(rate - rate_before)
    return figures


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
