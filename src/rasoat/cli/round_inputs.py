"""The two rounds of a review, read and made ready: areas filled in, households linked, classes put in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from rasoat.cli.classify import classify_dataset
from rasoat.law.faults import Fault, refuse_if_any
from rasoat.law.pack import Pack
from rasoat.scoring.classify import Classification
from rasoat.survey.contradictions import contradictions
from rasoat.survey.dataset import Dataset
from rasoat.survey.linking import BEFORE, NOW, Links, link, with_current_codes
from rasoat.survey.notices import NOTICE
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.validation import validate

ENDED = ("moved_out", "died", "merged")
"""Kinds of change after which a row only says that the household is no longer there."""


def checked(data: Dataset, pack: Pack, on: date | None) -> list[Fault]:
    """Faults of the answers among themselves, and facts that contradict ticks. Needs the review date for ages."""
    if on is None:
        return []
    questionnaire = questionnaire_for(pack.standard, pack.point_table)
    return [*validate(data, questionnaire, review_date=on), *contradictions(data, pack.standard, on)]


def classify_present(data: Dataset, packs: Sequence[Pack], region: str, more: Sequence[Fault] = ()) -> Classification:
    """Classify the households that are there; rows that only say a household left are passed over."""
    present = data.households.filter(~_left(data.households))
    told = replace(data, households=present, faults=(*data.faults, *more))
    return classify_dataset(told, packs, partial=False, region=region)


def with_classes(data: Dataset, result: Classification, pack: Pack) -> Dataset:
    """The households with the class, reason and scores of one pack put in, and the notice of what they come from.

    A household without a result (it left) keeps the notice that it had.
    """
    own = result.table.filter(pl.col("standard_id") == pack.standard.id)
    taken = ["class", "reason", "income_score", "deprivation_score"]
    kept = data.households.drop(taken, strict=False)
    if NOTICE not in kept.columns:
        kept = kept.with_columns(pl.lit(None, pl.String).alias(NOTICE))
    borne = pl.col(NOTICE).replace("", None).alias("_notice")
    joined = kept.join(own.select("household_id", *taken, borne), on="household_id", how="left", maintain_order="left")
    households = joined.with_columns(pl.coalesce("_notice", NOTICE).alias(NOTICE)).drop("_notice")
    return replace(data, households=households)


def decided_before(before: Dataset, pack: Pack, region: str) -> Dataset:
    """The previous round as decided; classified by the same pack only when its file holds no class at all."""
    refuse_if_any(before.faults)
    if "class" in before.households.columns and before.households["class"].is_not_null().any():
        return before
    return with_classes(before, classify_present(before, [pack], region), pack)


def matched(current: Dataset, before: Dataset) -> tuple[Dataset, Links | None]:
    """The previous round under the codes of this one.

    A code that stands in both rounds is the same household; the others are linked by personal numbers, where both
    rounds have members. Links that only a name suggests are returned for a person to confirm.
    """
    if current.members.is_empty() or before.members.is_empty():
        return before, None
    links = link(current, before)
    shared = set(current.households["household_id"]) & set(before.households["household_id"])
    new = links.linked.filter(~pl.col(NOW).is_in(shared) & ~pl.col(BEFORE).is_in(shared))
    return with_current_codes(before, replace(links, linked=new)), links


def _left(households: pl.DataFrame) -> pl.Series:
    """Rows that say how a household ended."""
    if "change_kind" not in households.columns:
        return pl.Series([False]).new_from_index(0, households.height)
    return households["change_kind"].is_in(ENDED).fill_null(value=False)
