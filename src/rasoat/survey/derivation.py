"""Indicators derived from facts, beside the reviewer's ticks. A tick is never overwritten."""

from datetime import date

import polars as pl

from rasoat.law.standard import Standard
from rasoat.survey.dataset import Dataset
from rasoat.survey.facts import evaluate_households
from rasoat.survey.keys import KEY
from rasoat.survey.questionnaire_build import full_questionnaire


def derive_indicators(dataset: Dataset, standard: Standard, review_date: date) -> pl.DataFrame:
    """`household_id, indicator, derived, ticked, mark`: a row per household and indicator, in the order of the law.

    `derived` is null when the definition gives no expression or the facts do not suffice; `ticked` is null without a
    tick. `mark` is the evidence mark of the indicator's definition. Ages count on `review_date`.
    """
    wide = derived_wide(dataset, standard, review_date)
    parts = [
        wide.select(
            KEY,
            pl.lit(item.code).alias("indicator"),
            pl.col(f"derived_{item.code}").alias("derived"),
            pl.col(f"ticked_{item.code}").alias("ticked"),
            pl.lit(str(item.definition.mark)).alias("mark"),
        )
        for item in standard.indicators
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=_LONG)


def derived_wide(dataset: Dataset, standard: Standard, review_date: date) -> pl.DataFrame:
    """The same, one row a household: `household_id`, `derived_<code>` and `ticked_<code>` for every indicator."""
    nodes = {
        f"derived_{item.code}": item.definition.derive
        for item in standard.indicators
        if item.definition.derive is not None
    }
    households = dataset.households
    types = full_questionnaire().types
    values = evaluate_households(nodes, households, dataset.members, types, review_date) if nodes else pl.DataFrame()
    columns = [households[KEY]]
    for item in standard.indicators:
        name = f"derived_{item.code}"
        known = values[name] if name in values.columns else pl.Series([None] * households.height)
        columns.append(known.cast(pl.Boolean).alias(name))
        tick = households[item.code] if item.code in households.columns else pl.Series([None] * households.height)
        columns.append(tick.cast(pl.Boolean).alias(f"ticked_{item.code}"))
    return pl.DataFrame(columns)


_LONG = {
    KEY: pl.String,
    "indicator": pl.String,
    "derived": pl.Boolean,
    "ticked": pl.Boolean,
    "mark": pl.String,
}
