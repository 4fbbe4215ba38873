"""Plans over known totals, refusals of plans and tables that do not fit, exact boundaries, streamed files."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from rasoat.law.expr.nodes import Const, FieldRef, Ge, Gt, Param
from rasoat.scoring.kernels.coded import CodedAnswer, CodedIndicator, CodedItem, CodedPlan, CodedRegion, CodedRule
from rasoat.scoring.kernels.crosstab import crosstab, crosstab_parquet
from rasoat.scoring.kernels.gathered import CACHED_ENTRIES, gathered_tables
from rasoat.scoring.kernels.native import classify_coded
from rasoat.scoring.kernels.portable import classify_portable
from rasoat.scoring.kernels.trees import balanced

TOTALS = CodedPlan(
    regions=(CodedRegion("rural", "rural"), CodedRegion("urban", "urban")),
    rules=(
        CodedRule(Gt(gt=(FieldRef(field="income_score"), Param(param="line"))), "not_poor"),
        CodedRule(Ge(ge=(FieldRef(field="deprivation_score"), Param(param="least"))), "poor", "income_and_deprivation"),
        CodedRule(Const(const=True), "near_poor"),
    ),
    parameters={"rural": {"line": 140, "least": 30}, "urban": {"line": 175, "least": 30}},
    income_column="a",
    deprivation_column="b",
)
WITH_ITEMS = replace(
    TOTALS,
    income_column=None,
    items=(
        CodedItem("size", (CodedAnswer("size", ((100, 50, 0), (90, 60, 0))),)),
        CodedItem("assets", (CodedAnswer("assets", ((30, 20), (25, 15)), mask=True),), caps=(40, None)),
    ),
)
both_kernels = pytest.mark.parametrize("kernel", [classify_coded, classify_portable])


@both_kernels
@pytest.mark.parametrize(
    ("region", "a", "b", "klass"),
    [
        (1, 140, 30, "poor"),
        (1, 140, 29, "near_poor"),
        (1, 140, 0, "near_poor"),
        (1, 141, 120, "not_poor"),
        (2, 175, 30, "poor"),
        (2, 175, 29, "near_poor"),
        (2, 176, 30, "not_poor"),
        (1, None, 30, None),
        (1, 150, None, None),
        (1, -1, 30, None),
        (None, 140, 30, None),
        (3, 140, 30, None),
    ],
)
def test_boundaries_of_known_totals_are_exact(kernel, region, a, b, klass):
    frame = pl.DataFrame({"region": [region], "a": [a], "b": [b]}, schema=dict.fromkeys(["region", "a", "b"], pl.Int64))

    assert kernel(frame, TOTALS)["class"].to_list() == [klass]


@both_kernels
def test_caps_masks_and_unasked_answers(kernel):
    plan = replace(WITH_ITEMS)
    frame = pl.DataFrame(
        {"region": [1, 2, 1, 1], "size": [1, 1, 3, 2], "assets": [4, 4, 1, 0], "b": [0, 0, 0, 0]},
        schema=dict.fromkeys(["region", "size", "assets", "b"], pl.UInt8),
    )

    result = kernel(frame, plan)

    assert result["income_score"].to_list() == [140, 130, 0, None]


@both_kernels
def test_an_absent_column_is_refused_by_name(kernel):
    frame = pl.DataFrame({"region": [1], "a": [1]})

    with pytest.raises(ValueError, match="columns absent: b"):
        kernel(frame, TOTALS)


@both_kernels
def test_a_column_without_integers_is_refused_by_name(kernel):
    frame = pl.DataFrame({"region": [1], "a": [1.5], "b": ["30"]})

    with pytest.raises(ValueError, match="no integers: a, b"):
        kernel(frame, TOTALS)


@both_kernels
def test_an_empty_table_stays_empty(kernel):
    frame = pl.DataFrame(schema=dict.fromkeys(["region", "a", "b"], pl.Int64))

    assert kernel(frame, TOTALS).height == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"regions": ()}, "needs regions and rules"),
        ({"income_column": None}, "either items or income_column"),
        ({"deprivation_column": None}, "either indicators or deprivation_column"),
        ({"deprivation_column": "a"}, "'a' is used twice"),
        ({"parameters": {"rural": {"line": 1, "least": 1}, "urban": {"line": 1}}}, "'least' is missing for urban"),
    ],
)
def test_a_plan_whose_parts_do_not_fit_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        replace(TOTALS, **change)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (CodedItem("x", ()), "no answer column"),
        (CodedItem("x", (CodedAnswer("x", ((1, 2),)),)), "every region and answer"),
        (CodedItem("x", (CodedAnswer("x", ((1, 2), (1,))),)), "every region and answer"),
        (CodedItem("x", (CodedAnswer("x", ((1, -2), (1, 2))),)), "negative points"),
        (CodedItem("x", (CodedAnswer("x", ((1,), (1,))),), caps=(1,)), "one cap per region"),
        (CodedItem("x", (CodedAnswer("x", ((1,) * 22,) * 2, mask=True),), caps=(9, 9)), "too many combinations"),
    ],
)
def test_an_item_whose_parts_do_not_fit_is_refused(item, message):
    with pytest.raises(ValueError, match=message):
        replace(TOTALS, income_column=None, items=(item,))


def test_negative_indicator_points_are_refused():
    with pytest.raises(ValueError, match="negative points"):
        replace(TOTALS, deprivation_column=None, indicators=(CodedIndicator("tick", -10),))


def test_columns_share_arrays_that_fit_the_cache():
    items = tuple(CodedItem(f"i{n}", (CodedAnswer(f"i{n}", ((0, 5, 10), (0, 5, 15))),)) for n in range(8))

    tables = gathered_tables(replace(TOTALS, income_column=None, items=items))

    assert len(tables) == 2
    assert all(len(table.values) <= CACHED_ENTRIES for table in tables)
    assert {answer.column for table in tables for answer in table.answers} == {item.code for item in items}


def test_a_parquet_file_of_several_row_groups_is_counted_by_several_columns(tmp_path: Path):
    frame = pl.DataFrame(
        {
            "unit_code": ["00007", "00001"] * 500,
            "village": [1, 2, 3, 4] * 250,
            "region": [1, 2] * 500,
            "a": [140, None, 141, 175] * 250,
            "b": [30, 30, 30, 20] * 250,
        }
    )
    frame.write_parquet(tmp_path / "part.parquet", row_group_size=100)

    counts = crosstab_parquet(tmp_path / "part.parquet", TOTALS, by=("unit_code", "village"))

    assert counts.columns == ["unit_code", "village", "not_poor", "poor", "near_poor", "incomplete"]
    assert counts.rows() == [
        ("00001", 2, 0, 0, 0, 250),
        ("00001", 4, 0, 0, 250, 0),
        ("00007", 1, 0, 250, 0, 0),
        ("00007", 3, 250, 0, 0, 0),
    ]
    assert counts.equals(crosstab(frame.lazy(), TOTALS, by=("unit_code", "village")))


def test_long_sums_become_shallow_trees():
    def depth(tree):
        return 1 + max(map(depth, tree)) if isinstance(tree, tuple) else 0

    assert depth(balanced(list(range(1000)), lambda left, right: (left, right))) == 10
