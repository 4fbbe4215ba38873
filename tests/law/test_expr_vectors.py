"""Every node means the same in every interpreter."""

from datetime import date

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.expr.evaluate import Scope, completed_years, evaluate
from rasoat.law.expr.nodes import NODE_TYPES
from rasoat.law.expr.render import aggregate, member_column, none_of, quantifiers, render
from rasoat.law.expr.targets import TARGETS, lacking
from rasoat.law.expr.vectors import Vector, load_vectors
from rasoat.law.expr.walk import fields

VECTORS = load_vectors()
IDS = [f"{number}-{vector.node}" for number, vector in enumerate(VECTORS)]
UNKNOWN_TYPES = {"a": pl.Int64, "b": pl.Int64, "x": pl.Boolean, "y": pl.Boolean, "k": pl.String, "d": pl.Date}


def frame_of(rows: list[dict[str, object]]) -> pl.DataFrame:
    names = {name for row in rows for name in row}
    return pl.DataFrame(rows, schema={name: UNKNOWN_TYPES[name] for name in sorted(names)})


def test_every_node_has_a_vector() -> None:
    assert {vector.node for vector in VECTORS} == set(NODE_TYPES)


@pytest.mark.parametrize("vector", VECTORS, ids=IDS)
def test_reference_interpreter(vector: Vector) -> None:
    scope = Scope(fields=vector.fields, params=vector.params, members=vector.members)

    assert evaluate(vector.expr, scope) == vector.result


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.members is None and v.node not in {"any"}])
@pytest.mark.parametrize("target", [pl, nw], ids=["polars", "narwhals"])
def test_column_renderings(vector: Vector, target: object) -> None:
    if target is nw and lacking(vector.expr, "narwhals"):
        assert vector.node in {"age", "any", "all", "count"}
        return
    known = {name: vector.fields.get(name) for name in fields(vector.expr)}
    frame = frame_of([known]) if known else pl.DataFrame({"row": [0]})

    expression = render(vector.expr, target, vector.params)
    if target is nw:  # noqa: SIM108
        result = nw.from_native(frame).select(out=expression).to_native()
    else:
        result = frame.select(out=expression)

    assert result["out"].to_list() == [vector.result]


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.members is not None])
def test_member_renderings(vector: Vector) -> None:
    keys = quantifiers(vector.expr)
    members = frame_of(vector.members or [{"x": None}]).with_columns(household=pl.lit(1))
    if not vector.members:
        members = members.clear()
    inner = getattr(keys[0], vector.node)

    grouped = members.group_by("household").agg(
        aggregate(keys[0], render(inner, pl, vector.params) & pl.col("household").is_not_null(), pl).alias("value")
    )
    value = pl.DataFrame({"household": [1]}).join(grouped, on="household", how="left")
    empty = none_of(keys[0]) if not vector.members else None
    frame = value.select(
        pl.col("value").fill_null(empty).alias(member_column(0))
        if empty is not None
        else pl.col("value").alias(member_column(0))
    )
    result = frame.select(out=render(vector.expr, pl, vector.params, member_keys=keys))

    assert result["out"].to_list() == [vector.result]


def test_targets_name_only_known_operators() -> None:
    for operators in TARGETS.values():
        assert operators <= set(NODE_TYPES)


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.dates(date(1900, 1, 1), date(2030, 1, 1)))
def test_completed_years_counts_birthdays(born: date, on: date) -> None:
    years = completed_years(born, on)

    if born > on:
        assert years is None
    else:
        passed = sum((year, born.month, born.day) <= (on.year, on.month, on.day) for year in range(born.year + 1, 2031))
        assert years == passed
