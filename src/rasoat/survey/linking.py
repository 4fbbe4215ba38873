"""Link the households of two rounds by the personal numbers of their members. A name only proposes a link."""

from dataclasses import dataclass, replace

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.dataset import Dataset
from rasoat.survey.keys import KEY
from rasoat.survey.text import fold_expr

NOW, BEFORE = f"{KEY}_current", f"{KEY}_previous"


@dataclass(frozen=True, slots=True)
class Links:
    """What was found between two rounds.

    `linked`: `household_id_current, household_id_previous, shared, by` - at most one partner on either side.
    `proposed`: the pair, `name, birth_year, village, reason` - for a person to confirm, never used by itself.
    `conflicts`: the pair, `shared, reason`: members in common but no link. Reasons: `split`, `merged` (the other side
    is linked elsewhere), `moved` (both are), `tie`, `number_twice`.
    """

    linked: pl.DataFrame
    proposed: pl.DataFrame
    conflicts: pl.DataFrame


def link(current: Dataset, previous: Dataset) -> Links:
    """Link each household to the one of the previous round with which it shares most members.

    The link must be the best of both sides; of equal ones that with the same head wins, and otherwise none (`tie`).
    Numbers that stand with several people of one round prove nothing (`number_twice`).
    """
    now, before = _numbers(current), _numbers(previous)
    pairs = _pairs(now.filter(~pl.col("twice")), before.filter(~pl.col("twice")))
    linked = pairs.filter(pl.col("best_now") & pl.col("best_before"))
    conflicts = pl.concat([_left_over(pairs, linked), _twice(now, before)])
    return Links(
        linked=linked.select(NOW, BEFORE, "shared", pl.lit("personal_id").alias("by")),
        proposed=_proposed(current, previous, linked),
        conflicts=conflicts,
    )


def with_current_codes(previous: Dataset, links: Links) -> Dataset:
    """The previous round with the household codes of the current one where they are linked.

    Raises `FaultsFoundError` when another household of the previous round already has such a code.
    """
    codes = links.linked.select(pl.col(BEFORE).alias(KEY), pl.col(NOW).alias("_code"))
    left = previous.households.join(codes, on=KEY, how="anti")
    taken = left.join(codes.select(pl.col("_code").alias(KEY)), on=KEY, how="semi")
    if taken.height:
        raise FaultsFoundError([_code_taken(previous.source, str(code)) for code in taken[KEY].head(50)])

    def recoded(frame: pl.DataFrame) -> pl.DataFrame:
        joined = frame.join(codes, on=KEY, how="left", maintain_order="left")
        return joined.with_columns(pl.coalesce("_code", KEY).alias(KEY)).drop("_code")

    carried = {name: recoded(frame) if KEY in frame.columns else frame for name, frame in previous.carried.items()}
    return replace(
        previous, households=recoded(previous.households), members=recoded(previous.members), carried=carried
    )


def _numbers(dataset: Dataset) -> pl.DataFrame:
    """Household, number, whether it is the head's, and whether the number stands with several people."""
    members = dataset.members
    if "personal_id" not in members.columns:
        return pl.DataFrame(schema={KEY: pl.String, "personal_id": pl.String, "head": pl.Boolean, "twice": pl.Boolean})
    head = (
        (pl.col("relation") == "head").fill_null(value=False) if "relation" in members.columns else pl.lit(value=False)
    )
    sound = pl.col("personal_id").str.contains(r"^(\d{9}|\d{12})$")
    rows = members.filter(sound & pl.col(KEY).is_not_null()).select(KEY, "personal_id", head.alias("head"))
    return rows.with_columns(pl.col("personal_id").is_duplicated().alias("twice"))


def _pairs(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Households with members in common, and whether each is the only best partner of the other."""
    pairs = (
        now.join(before, on="personal_id", suffix="_before")
        .group_by(pl.col(KEY).alias(NOW), pl.col(f"{KEY}_before").alias(BEFORE))
        .agg(pl.len().cast(pl.Int64).alias("shared"), (pl.col("head") & pl.col("head_before")).any().alias("same_head"))
        .with_columns((pl.col("shared") * 2 + pl.col("same_head")).alias("weight"))
        .sort(NOW, BEFORE)
    )
    return pairs.with_columns(_only_best(NOW).alias("best_now"), _only_best(BEFORE).alias("best_before"))


def _only_best(side: str) -> pl.Expr:
    best = pl.col("weight") == pl.col("weight").max().over(side)
    return best & (best.sum().over(side) == 1)


def _left_over(pairs: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """Pairs with members in common that did not become links, with the reason."""
    rest = pairs.join(linked, on=[NOW, BEFORE], how="anti", maintain_order="left")
    before_linked = pl.col(BEFORE).is_in(linked[BEFORE].implode())
    now_linked = pl.col(NOW).is_in(linked[NOW].implode())
    reason = (
        pl.when(before_linked & ~now_linked)
        .then(pl.lit("split"))
        .when(now_linked & ~before_linked)
        .then(pl.lit("merged"))
        .when(now_linked & before_linked)
        .then(pl.lit("moved"))
        .otherwise(pl.lit("tie"))
    )
    return rest.select(NOW, BEFORE, "shared", reason.alias("reason"))


def _twice(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose only common number stands with several people of a round."""
    both = now.join(before, on="personal_id", suffix="_before").filter(pl.col("twice") | pl.col("twice_before"))
    return (
        both.group_by(pl.col(KEY).alias(NOW), pl.col(f"{KEY}_before").alias(BEFORE))
        .agg(pl.len().cast(pl.Int64).alias("shared"))
        .with_columns(pl.lit("number_twice").alias("reason"))
        .sort(NOW, BEFORE)
    )


def _proposed(current: Dataset, previous: Dataset, linked: pl.DataFrame) -> pl.DataFrame:
    now = _heads(current).filter(~pl.col(KEY).is_in(linked[NOW].implode()))
    before = _heads(previous).filter(~pl.col(KEY).is_in(linked[BEFORE].implode()))
    found = now.join(before, on=["_name", "birth_year", "_village"], suffix="_before")
    return found.select(
        pl.col(KEY).alias(NOW),
        pl.col(f"{KEY}_before").alias(BEFORE),
        pl.col("full_name").alias("name"),
        "birth_year",
        "village",
        pl.lit("chủ hộ cùng tên, năm sinh, thôn; không có số định danh chung").alias("reason"),
    ).sort(NOW, BEFORE)


def _heads(dataset: Dataset) -> pl.DataFrame:
    """Heads whose name, birth year and village are all known."""
    needed = {"relation", "full_name", "birth_year"}
    schema = {KEY: pl.String, "full_name": pl.String, "birth_year": pl.Int64, "village": pl.String}
    if not needed <= set(dataset.members.columns) or "village" not in dataset.households.columns:
        heads = pl.DataFrame(schema=schema)
    else:
        places = dataset.households.select(KEY, "village")
        heads = dataset.members.filter(pl.col("relation") == "head").join(places, on=KEY).select(list(schema))
    folded = heads.with_columns(fold_expr("full_name").alias("_name"), fold_expr("village").alias("_village"))
    return folded.drop_nulls(["_name", "birth_year", "_village"])


def _code_taken(file: str, code: str) -> Fault:
    return Fault(
        "household-id-taken",
        "mã hộ kỳ trước trùng mã của một hộ khác trong kỳ này",
        "a household of the previous round has the code of another household of this round",
        "đặt mã hộ thống nhất giữa hai kỳ, hoặc bổ sung số định danh để liên kết",
        "use the same codes in both rounds, or add personal numbers so that they can be linked",
        Place(file=file, household_id=code),
        value=code,
    )
