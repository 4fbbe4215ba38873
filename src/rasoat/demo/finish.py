"""From answers to a closed round: put in the classes that the scoring gave, and what follows from them."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from rasoat.demo.draws import Draws
from rasoat.demo.province import Province
from rasoat.demo.rounds import average_living, decision_number
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, Dataset

_LISTED = ("poor", "near_poor")
_TAKEN = ("income_score", "deprivation_score", "class", "reason", "notice")


def finish(province: Province, classified: pl.DataFrame) -> Province:
    """Close the current round of a province whose households have answers but no class.

    `classified` has one row a household: `household_id`, `class` and, where given, `income_score`,
    `deprivation_score`, `reason`, `notice` (rows of other standards left out by the caller). Sets causes to null off
    the list and to C8 where a household came onto it unplanned, the decision, the average living standard, and the
    unit counts. Raises `ValueError` when a household has no class. A province that is decided already comes back
    unchanged.
    """
    if not province.undecided:
        return province
    taken = [name for name in _TAKEN if name in classified.columns]
    table = province.current.households.drop(taken).join(
        classified.select("household_id", *taken), on="household_id", how="left", maintain_order="left"
    )
    if table["class"].null_count():
        raise ValueError(f"{table['class'].null_count()} households have no class")
    listed = pl.col("class").is_in(_LISTED)
    decisions = {code: decision_number(code, province.year) for code in table["unit_code"].unique().to_list()}
    table = table.with_columns(
        causes=pl.when(listed).then(pl.col("causes").fill_null("C8")),
        supports=pl.when(listed).then(pl.col("supports").fill_null("")),
        decision_no=pl.when(listed).then(pl.col("unit_code").replace_strict(decisions)),
        decision_date=pl.when(listed).then(date(province.year, 12, 10)),
        average_living=pl.Series(_average_living(province, table)),
        notice=pl.col("notice").replace("", None),
    ).select(province.current.households.columns)
    current = replace(province.current, households=table.cast({n: HOUSEHOLD_COLUMNS[n] for n in taken}))
    return replace(province, current=current, units=_recounted(province.units, current), undecided=False)


def closing_households(province: Province) -> pl.DataFrame:
    """The households of the current round and, after them, one row for each that left: id, unit and `change_kind`.

    This is the table the movement reports take; a row that only says "left" has no class.
    """
    left = province.departures.drop("into_household_id")
    return pl.concat([province.current.households, left], how="diagonal")


def _average_living(province: Province, table: pl.DataFrame) -> list[bool]:
    ids, klass = (table[name].to_numpy().astype(object) for name in ("household_id", "class"))
    urban = np.asarray((table["area"] == "urban").to_numpy())
    return list(average_living(Draws(province.seed), ids, klass, urban).tolist())


def _recounted(units: pl.DataFrame, current: Dataset) -> pl.DataFrame:
    average = pl.col("average_living")
    counts = current.households.group_by("unit_code", "area").agg(
        _households=average.sum().cast(pl.Int64), _persons=pl.col("household_size").filter(average).sum()
    )
    lowest = pl.col("households").is_not_null()
    return (
        units.join(counts, on=["unit_code", "area"], how="left", maintain_order="left")
        .with_columns(
            average_living_households=pl.when(lowest).then(pl.col("_households").fill_null(0)),
            average_living_persons=pl.when(lowest).then(pl.col("_persons").fill_null(0)),
        )
        .drop("_households", "_persons")
    )
