"""What is counted of poor and near-poor households (reports 1, 4-13) and of the whole population (1, 12, 13)."""

from collections.abc import Sequence

import polars as pl

from rasoat.survey.ethnic_groups import KINH
from rasoat.tables.figures import SUBJECT, Figures, Measure, tally
from rasoat.tables.inputs import LISTED
from rasoat.tables.scope import PLACE, Scope

FLAGS = {
    "minority": "flag_minority", "local_minority": "flag_local_minority", "no_labour": "flag_no_labour",
    "merit": "flag_merit", "female_head": "female_head",
}  # fmt: skip
INDICATORS = "đủ các chỉ số thiếu hụt"
CHILDREN = ("children", "children_without_insurance", "children_malnourished", "children_out_of_school")
POPULATION = {"total": "", "kinh": "_kinh", "minority": "_minority", "local_minority": "_local_minority"}


def count_listed(
    households: pl.DataFrame, scope: Scope, indicators: Sequence[str], groups: Sequence[str], causes: Sequence[str]
) -> Figures:
    """Every figure of poor and near-poor households at their places, in one pass.

    Args:
        households: rows of the round with `_place`.
        scope: the places.
        indicators: codes of the standard's indicators.
        groups: codes of the ethnic groups.
        causes: codes of the causes of poverty.
    """
    listed = households.filter(pl.col("class").is_in(LISTED) & pl.col(PLACE).is_not_null())
    listed = listed.rename({"class": SUBJECT})
    measures = [*_total(), *_deprivations(indicators), *_ethnic(groups), *_causes(causes)]
    for name, column in FLAGS.items():
        measures += both_units(name, pl.col(column), column)
    measures += both_units("kinh", _kinh(listed), "ethnicity" if "ethnicity" in listed.columns else "flag_minority")
    measures += [Measure(name, "persons", pl.col(name), (name,)) for name in CHILDREN]
    return tally(_coded(listed, groups), measures, LISTED, len(scope.places), total=True)


def count_population(households: pl.DataFrame, scope: Scope, complete: bool) -> Figures:
    """All households: from the unit register where it tells, else counted when the frame holds every household."""
    figures = Figures()
    inside = households.filter(pl.col(PLACE).is_not_null()) if complete else households.clear()
    inside = inside.with_columns(pl.lit("population").alias(SUBJECT))
    measures = [*_total(), *both_units("average_living", pl.col("average_living"), "average_living")]
    measures += both_units("kinh", _kinh(inside), "ethnicity" if "ethnicity" in inside.columns else "flag_minority")
    for name in ("minority", "local_minority"):
        measures += both_units(name, pl.col(FLAGS[name]), FLAGS[name])
    counted = tally(inside, measures, ["population"], len(scope.places), total=True)
    for measure in measures:
        ref = ("population", measure.name, measure.unit)
        stated = _stated(scope, measure.name, measure.unit)
        if None not in stated:
            figures.values[ref] = stated
        elif complete and _same_total(scope, measure.unit, counted):
            figures.values[ref] = counted.values[ref]
            if why := counted.why(ref):
                figures.reasons[ref] = why
        else:
            figures.values[ref] = stated
            figures.reasons[ref] = _DIFFERENT if complete else "bảng đơn vị không có số liệu này của mọi địa bàn"
    return figures


_DIFFERENT = "bảng đơn vị không có số liệu này, và tổng số của bảng khác tổng đếm từ danh sách hộ"


def _same_total(scope: Scope, unit: str, counted: Figures) -> bool:
    """Figures of the register and of the households may stand in one table only when both speak of the same whole."""
    stated = _stated(scope, "total", unit)
    return all(
        count in (None, own) for count, own in zip(stated, counted.values["population", "total", unit], strict=True)
    )


def both_units(name: str, holds: pl.Expr, *needs: str) -> list[Measure]:
    """The households where it holds, and their members."""
    size = pl.col("household_size")
    persons = pl.when(holds).then(size).when(holds.is_not_null()).then(pl.lit(0, pl.Int64))
    return [Measure(name, "households", holds, needs), Measure(name, "persons", persons, (*needs, "household_size"))]


def _total() -> list[Measure]:
    return [
        Measure("total", "households", pl.col("household_id").is_not_null()),
        Measure("total", "persons", pl.col("household_size"), ("household_size",)),
    ]


def _deprivations(indicators: Sequence[str]) -> list[Measure]:
    columns = [pl.col(code).cast(pl.Int64) for code in indicators]
    every = pl.sum_horizontal(columns, ignore_nulls=False) if columns else pl.lit(None, pl.Int64)
    needs = tuple(indicators)
    return [
        Measure("deprivations", "households", every, needs, INDICATORS),
        *(Measure(f"indicator.{code}", "households", pl.col(code), (code,), INDICATORS) for code in indicators),
    ]


def _coded(listed: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Ethnic codes as small integers: 56 comparisons a household are cheap on them."""
    return listed.with_columns(pl.col("ethnicity").cast(pl.Enum(groups))) if "ethnicity" in listed.columns else listed


def _ethnic(groups: Sequence[str]) -> list[Measure]:
    of_group = [(f"ethnic.{code}", pl.col("ethnicity") == code) for code in groups]
    measures = both_units("ethnic_minority", pl.col("ethnicity") != KINH, "ethnicity")
    for name, holds in of_group:
        measures += both_units(name, holds, "ethnicity")
    return measures


def _causes(causes: Sequence[str]) -> list[Measure]:
    named = pl.col("causes").str.replace_all(" ", "").str.split(";")
    return [Measure(f"cause.{code}", "households", named.list.contains(code), ("causes",)) for code in causes]


def _kinh(households: pl.DataFrame) -> pl.Expr:
    return pl.col("ethnicity") == KINH if "ethnicity" in households.columns else ~pl.col("flag_minority")


def _stated(scope: Scope, name: str, unit: str) -> list[int | None]:
    total = f"average_living_{unit}" if name == "average_living" else unit + POPULATION[name]
    return [place.unit.totals[total] if place.unit else None for place in scope.places]
