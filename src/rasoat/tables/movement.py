"""Movement between two rounds (reports 2 and 3): where every listed household came from and went to.

The matrix and its order: a household of both rounds moves from class to class; one that was truly absent at the
start comes in column 8, one that is truly absent at the end leaves in column 4; then start poor, start near-poor,
an earlier class, and at last "phát sinh mới". A household that crosses between the two lists is counted with its
opening members in both reports; the later change of its members stands in columns 4 and 8 of the list it ends on.
"""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from rasoat.tables.figures import SUBJECT, Figures, Measure, tally
from rasoat.tables.inputs import LISTED, Round
from rasoat.tables.scope import PLACE, Scope

ABSENT, NOT_POOR = "absent", "not_poor"
ARRIVED = ("moved_in", "split", "merged")
COLUMNS = tuple(f"c{number}" for number in range(1, 10))
UNITS = ("households", "persons")


@dataclass(frozen=True, slots=True)
class MovementRules:
    """What the law leaves open, with our defaults.

    Attributes:
        year: year of the current round; history rows of this year and later are left out. None takes every row.
        look_back: how many years back an earlier class still counts for "tái nghèo", "tái cận nghèo". None: all.
        poor_then_near_poor: column of report 3 for a household not poor at the start, poor in an earlier year, now
            near-poor. Default `c7` (phát sinh mới).
        near_poor_then_poor: column of report 2 for a household not poor at the start, near-poor but never poor in an
            earlier year, now poor. Default `c7`.
    """

    year: int | None = None
    look_back: int | None = None
    poor_then_near_poor: Literal["c6", "c7"] = "c7"
    near_poor_then_poor: Literal["c6", "c7"] = "c7"

    def notes(self) -> tuple[str, ...]:
        """The choices, as printed under the reports."""
        window = "không giới hạn" if self.look_back is None else f"{self.look_back} năm"
        return (
            f"Thời hạn nhìn lại để tính tái nghèo, tái cận nghèo: {window} (văn bản chưa rõ, tham số của phần mềm).",
            f"Hộ không nghèo đầu kỳ, từng nghèo, nay cận nghèo: biểu 3 cột {self.poor_then_near_poor[1:]} (tham số).",
            f"Hộ từng cận nghèo, chưa từng nghèo, nay nghèo: biểu 2 cột {self.near_poor_then_poor[1:]} (tham số).",
            "Nhân khẩu của hộ chuyển giữa nghèo và cận nghèo tính theo đầu kỳ; tăng, giảm sau đó ghi cột 8, cột 4.",
        )


@dataclass(frozen=True, slots=True)
class Movement:
    """Figures of reports 2 and 3, the way of each household seen from the unit asked for, and `moves`: how many
    listed households went from one part of the unit to another."""

    figures: Figures = field(default_factory=Figures)
    ways: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"household_id": pl.String}))
    moves: int | None = None


def blank_movement(scope: Scope, reason: str) -> Movement:
    """Reports 2 and 3 without figures."""
    refs = [(f"movement_{name}", column, unit) for name in LISTED for column in COLUMNS for unit in UNITS]
    return Movement(Figures({ref: [None] * len(scope.places) for ref in refs}, dict.fromkeys(refs, reason)))


def movement(
    current: Round, previous: Round, history: pl.DataFrame | None, scope: Scope, rules: MovementRules,
    *, complete: bool, complete_previous: bool,
) -> Movement:  # fmt: skip
    """Compare two rounds under one standard.

    Args:
        current, previous: rounds whose households carry `_place`.
        history: checked rows of earlier years, or None: columns 6 and 7 then stay blank.
        scope: the places.
        rules: open questions of the law.
        complete, complete_previous: True when the round holds every household, so that a missing one is truly
            absent; False when only listed ones are records, so that a missing one was, or is, not poor, unless its
            `change_kind` says otherwise.
    """
    pairs = _pairs(current, previous, complete=complete, complete_previous=complete_previous)
    pairs = _with_earlier(pairs, history, rules)
    pairs = pairs.with_columns(_part=pl.coalesce("_end_place", "_start_place"))
    whole = pairs.with_columns(
        pl.when(pl.col(place).is_not_null()).then(0).alias(place) for place in ("_start_place", "_end_place")
    )
    seen, parts = _seen_from_places(whole), _seen_from_places(pairs)
    both = pl.concat([seen, parts.filter(pl.col(PLACE) > 0)]).with_columns(pl.lit("").alias(SUBJECT))
    figures = Figures()
    for name in LISTED:
        subject = f"movement_{name}"
        measures = _measures(name, rules)
        frame = both.with_columns(pl.lit(subject).alias(SUBJECT))
        figures.add(tally(frame, measures, [subject], len(scope.places), total=False))
    if history is None:
        _blank_history(figures, len(scope.places))
    here = pl.col("_start_place").is_not_null() & pl.col("_end_place").is_not_null()
    crossed = here & (pl.col("_start_place") != pl.col("_end_place"))
    return Movement(figures, seen, int(pairs.select(crossed.sum()).item() or 0))


def _pairs(current: Round, previous: Round, *, complete: bool, complete_previous: bool) -> pl.DataFrame:
    """One row per household listed at either end: class, size and place at start and end."""
    end, start = _side(current, "_end"), _side(previous, "_start")
    listed = pl.concat([
        end.filter(pl.col("_end").is_in(LISTED)).select("household_id"),
        start.filter(pl.col("_start").is_in(LISTED)).select("household_id"),
    ]).unique()  # fmt: skip
    end, start = end.join(listed, on="household_id", how="semi"), start.join(listed, on="household_id", how="semi")
    both = start.join(end, on="household_id", how="full", coalesce=True)
    new, ended = pl.col("_start").is_null(), pl.col("_end").is_null()
    arrived = new & (pl.lit(complete_previous) | pl.col("_end_kind").is_in(ARRIVED).fill_null(False))
    left = ended & (pl.lit(complete) | pl.col("household_id").is_in(current.gone.to_list()))
    return both.with_columns(
        _start=pl.when(arrived).then(pl.lit(ABSENT)).when(new).then(pl.lit(NOT_POOR)).otherwise("_start"),
        _end=pl.when(left).then(pl.lit(ABSENT)).when(ended).then(pl.lit(NOT_POOR)).otherwise("_end"),
        _start_place=pl.when(new & ~arrived).then("_end_place").otherwise("_start_place"),
        _end_place=pl.when(ended & ~left).then("_start_place").otherwise("_end_place"),
    )


def _side(side: Round, name: str) -> pl.DataFrame:
    size = [pl.col("household_size").alias(f"{name}_size")] if side.has("household_size") else []
    kind = pl.col("change_kind") if side.has("change_kind") else pl.lit(None, pl.String)
    return side.households.select(
        "household_id", pl.col("class").alias(name), *size,
        pl.col(PLACE).alias(f"{name}_place"), kind.alias(f"{name}_kind"),
    )  # fmt: skip


def _with_earlier(pairs: pl.DataFrame, history: pl.DataFrame | None, rules: MovementRules) -> pl.DataFrame:
    """Add `_earlier`: the list (poor before near-poor) the household stood on in an earlier year, or ""."""
    if history is None:
        return pairs.with_columns(_earlier=pl.lit(None, pl.String))
    if rules.year is not None:
        history = history.filter(pl.col("year") < rules.year)
        if rules.look_back is not None:
            history = history.filter(pl.col("year") >= rules.year - rules.look_back)
    was = pl.when((pl.col("class") == "poor").any()).then(pl.lit("poor")).otherwise(pl.lit("near_poor"))
    listed = history.filter(pl.col("class").is_in(LISTED)).group_by("household_id").agg(was.alias("_earlier"))
    return pairs.join(listed, on="household_id", how="left").with_columns(pl.col("_earlier").fill_null(""))


def _seen_from_places(pairs: pl.DataFrame) -> pl.DataFrame:
    """One row per household and place: a household that changed place is absent at the end of the old one and at
    the start of the new one."""
    stays = pl.col("_start_place") == pl.col("_end_place")
    start, end = pl.col("_start_place"), pl.col("_end_place")
    same = pairs.filter(stays).with_columns(start.alias(PLACE))
    left = pairs.filter(start.is_not_null() & ~stays.fill_null(False)).with_columns(
        start.alias(PLACE), pl.lit(ABSENT).alias("_end")
    )
    came = pairs.filter(end.is_not_null() & ~stays.fill_null(False)).with_columns(
        end.alias(PLACE), pl.lit(ABSENT).alias("_start")
    )
    return pl.concat([same, left, came]).with_columns(pl.col(PLACE).cast(pl.Int32))


def _measures(klass: str, rules: MovementRules) -> list[Measure]:
    """The nine columns of the report of one class, in households and persons."""
    other = "near_poor" if klass == "poor" else "poor"
    start, end, earlier = pl.col("_start"), pl.col("_end"), pl.col("_earlier")
    opening, closing = pl.col("_start_size"), pl.col("_end_size")
    growth = closing - opening
    starts, ends = start == klass, end == klass
    fresh = (start == NOT_POOR) & ends
    open_column = rules.near_poor_then_poor if klass == "poor" else rules.poor_then_near_poor
    again = (earlier == klass) | ((earlier == other) & pl.lit(open_column == "c6"))
    to_other, to_not_poor = starts & (end == other), starts & (end == NOT_POOR)
    columns = {
        "c1": (starts, opening),
        "c2": (to_other if klass == "poor" else to_not_poor, opening),
        "c3": (to_not_poor if klass == "poor" else to_other, opening),
        "c4": (starts & (end == ABSENT), opening),
        "c5": ((start == other) & ends, opening),
        "c6": (fresh & again, closing),
        "c7": (fresh & ~again, closing),
        "c8": ((start == ABSENT) & ends, closing),
        "c9": (ends, closing),
    }
    kept = start.is_in(LISTED) & ends
    zero = pl.lit(0, pl.Int64)
    changes = {"c4": -pl.min_horizontal(growth, zero), "c8": pl.max_horizontal(growth, zero)}
    measures = []
    for name, (holds, size) in columns.items():
        needs: tuple[str, ...] = ("_start_size",) if size is opening else ("_end_size",)
        change: pl.Expr = zero
        if name in changes:
            change = pl.when(kept & growth.is_not_null()).then(changes[name]).when(~kept).then(zero)
            needs = ("_start_size", "_end_size")
        persons = pl.when(holds).then(size).otherwise(change)
        measures += [Measure(name, "households", holds), Measure(name, "persons", persons, needs)]
    return measures


def _blank_history(figures: Figures, rows: int) -> None:
    for name in LISTED:
        for column in ("c6", "c7"):
            for unit in UNITS:
                ref = (f"movement_{name}", column, unit)
                figures.values[ref] = [None] * rows
                figures.reasons[ref] = "chưa có lịch sử các năm trước nên không tách được tái nghèo và phát sinh mới"
