"""The notice of the input is joined to the watermark of the pack, in every kind of output."""

import polars as pl
import pytest

import rasoat
from rasoat.law.book import shipped_law

MARK = shipped_law().point_table("minh-hoa-2022").watermark


def typed(*notices: str | None) -> pl.DataFrame:
    """Households with totals, as typed from paper, and a notice each."""
    rows = len(notices)
    return pl.DataFrame({
        "household_id": [f"H{at}" for at in range(rows)], "area": ["rural"] * rows, "income_score": [140] * rows,
        "deprivation_score": [30] * rows, "notice": pl.Series(notices, dtype=pl.String),
    })  # fmt: skip


def test_every_row_bears_the_notice_it_came_with() -> None:
    found = rasoat.classify(typed(MARK, None, " ", "khác"))

    assert found["notice"].to_list() == [MARK, "", "", "khác"]


def test_the_watermark_of_the_pack_stands_first_and_once() -> None:
    found = rasoat.classify(typed(MARK, "khác", None), points="minh-hoa-2022")

    assert found["notice"].to_list() == [MARK, f"{MARK}; khác", MARK]


@pytest.mark.parametrize("frame", [typed(None, ""), typed(None).drop("notice"), typed(None).to_pandas()])
def test_without_any_notice_there_is_no_column(frame: object) -> None:
    assert "notice" not in rasoat.classify(frame).columns


def test_each_standard_bears_the_notice() -> None:
    frame = typed(MARK).rename({name: f"{name}@national_2022" for name in ("income_score", "deprivation_score")})
    older = frame.with_columns(pl.lit(100).alias("income_score@national_2016"),
                               pl.lit(0).alias("deprivation_score@national_2016"))  # fmt: skip

    found = rasoat.classify(older, ["national_2022", "national_2016"])

    assert found["notice"].to_list() == [MARK, MARK]


def test_explanations_and_comparisons_bear_it_too() -> None:
    assert rasoat.explain(typed(MARK), "H0").text_vi().startswith(MARK)
    earning = pl.DataFrame({
        "household_id": ["H0"], "area": ["rural"], "income_vnd": [1_600_000], "deprived_count": [4], "notice": [MARK],
    })  # fmt: skip
    assert MARK in rasoat.whatif(earning, under="bac_ninh_local")["notice"][0]
