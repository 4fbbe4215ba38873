"""What-if: the same answers under another or an edited standard, always marked as a simulation."""

from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rasoat
from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.assumption import Assumption

HOUSEHOLDS = st.lists(
    st.tuples(st.sampled_from(["rural", "urban"]), st.integers(0, 4_000_000), st.integers(0, 12)),
    min_size=1,
    max_size=40,
)


def table(rows: list[tuple[str, int, int]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "household_id": f"H{n}",
                "unit_code": f"X{n % 3}",
                "area": area,
                "income_vnd": income,
                "deprived_count": count,
            }
            for n, (area, income, count) in enumerate(rows)
        ]
    )


def edited_line(value: int) -> Assumption:
    change = {"parameters": {"line": {"rural": {"value": value}}}}
    return Assumption(standard="national_2022", note=f"chuẩn nông thôn {value}", set=change)


@settings(max_examples=12, deadline=None)
@given(HOUSEHOLDS)
def test_no_household_is_lost(rows: list[tuple[str, int, int]]) -> None:
    frame = table(rows)

    matrix = rasoat.whatif(frame, under="bac_ninh_local")
    by_unit = rasoat.whatif(frame, under="bac_ninh_local", by="unit_code")

    assert matrix["households"].sum() == by_unit["households"].sum() == len(rows)
    for side, standard in (("from_class", "national_2022"), ("to_class", "bac_ninh_local")):
        classes = rasoat.classify(frame, standard)["class"].value_counts()
        sums = matrix.group_by(pl.col(side).alias("class")).agg(pl.col("households").sum().alias("count"))
        assert sums.sort("class").rows() == classes.sort("class").rows()
    assert dict(by_unit.group_by("unit_code").agg(pl.col("households").sum()).rows()) == dict(
        frame["unit_code"].value_counts().rows()
    )


@settings(max_examples=10, deadline=None)
@given(HOUSEHOLDS)
def test_against_itself_nobody_moves(rows: list[tuple[str, int, int]]) -> None:
    matrix = rasoat.whatif(table(rows))

    assert matrix["from_class"].to_list() == matrix["to_class"].to_list()


def test_an_edited_line_moves_those_between_the_lines() -> None:
    frame = table([("rural", 1_500_000, 3), ("rural", 1_600_000, 3), ("rural", 1_700_001, 3), ("urban", 1_600_000, 3)])

    matrix = rasoat.whatif(frame, assume=edited_line(1_700_000))

    assert matrix.select("from_class", "to_class", "households").rows() == [
        ("poor", "poor", 2), ("not_poor", "poor", 1), ("not_poor", "not_poor", 1)
    ]  # fmt: skip


def test_the_notice_is_always_there() -> None:
    frame = table([("rural", 1, 0)])

    plain = rasoat.whatif(frame)["notice"].to_list()
    edited = rasoat.whatif(frame, assume=edited_line(1))["notice"].to_list()

    assert all(notice.startswith("MÔ PHỎNG") for notice in plain + edited)
    assert "chuẩn nông thôn 1" in edited[0]


def test_a_blocked_standard_is_refused_and_an_assumption_opens_it() -> None:
    frame = table([("rural", 2_000_000, 3)])

    with pytest.raises(FaultsFoundError, match="standard-blocked"):
        rasoat.whatif(frame, under="national_2027")
    opened = rasoat.whatif(frame, under="national_2027", assume=Assumption(standard="national_2027", note="ước tính"))

    assert opened.select("from_class", "to_class").row(0) == ("not_poor", "poor")
    assert "ước tính" in opened["notice"][0]


def test_an_assumption_of_neither_standard_is_refused() -> None:
    with pytest.raises(FaultsFoundError, match="assumption-unused"):
        rasoat.whatif(table([("rural", 1, 0)]), under="bac_ninh_local", assume=edited_line(1))


def test_a_table_of_neither_standard_is_refused() -> None:
    with pytest.raises(FaultsFoundError, match="point-table-unused"):
        rasoat.whatif(table([("rural", 1, 0)]), "national_2016", points="minh-hoa-2022")


def test_faulty_rows_refuse_the_whole_table() -> None:
    frame = table([("rural", 1, 0), ("rural", 2, 13)])

    with pytest.raises(FaultsFoundError, match="count-too-high"):
        rasoat.whatif(frame, under="bac_ninh_local")


def test_an_unknown_unit_column_is_refused() -> None:
    with pytest.raises(FaultsFoundError, match="column-missing"):
        rasoat.whatif(table([("rural", 1, 0)]), by="thon")


def test_answers_are_scored_on_both_sides(answers: Any) -> None:
    frame = pl.DataFrame(
        [{"household_id": "H1", "area": "rural", "region_code": "NT1", "deprived_count": 3} | answers()]
    )
    change = {
        "parameters": {"income_line_score": {"rural": {"value": 0}}, "deprivation_poor_min": {"any": {"value": 40}}}
    }
    assumption = Assumption(standard="national_2022", note="nâng ngưỡng", set=change)

    matrix = rasoat.whatif(frame, assume=assumption, points="minh-hoa-2022")

    assert matrix.select("from_class", "to_class").row(0) == ("poor", "near_poor")
    assert "BẢNG ĐIỂM MINH HỌA" in matrix["notice"][0]


def test_pandas_in_pandas_out() -> None:
    assert isinstance(rasoat.whatif(table([("rural", 1, 0)]).to_pandas()), pd.DataFrame)
