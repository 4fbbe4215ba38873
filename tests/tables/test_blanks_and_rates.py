"""What the inputs cannot tell stays blank with its reason; rates come from counts, half up."""

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS
from rasoat.survey.known_columns import KnownColumns
from rasoat.tables.api import tables
from rasoat.tables.figures import heading, label, no_column
from rasoat.tables.report import ReportTable
from rasoat.tables.rounding import rate

INDICATORS = [("water", "Nguồn nước"), ("toilet", "Nhà tiêu")]


def households(**columns: object) -> pl.DataFrame:
    base: dict[str, object] = {
        "household_id": ["a", "b", "c"], "unit_code": ["u1", "u1", "u2"], "class": ["poor", "near_poor", "not_poor"],
        "household_size": [4, 3, 2],
    }  # fmt: skip
    return pl.DataFrame(base | columns)


def column(table: ReportTable, key: str) -> list[str | int | None]:
    at = [column.key for column in table.columns].index(key)
    return [row.cells[at] for row in table.rows]


def reason(table: ReportTable, key: str) -> str:
    reasons = dict(table.blank_reasons)
    return reasons.get(key, reasons.get("", ""))


@pytest.mark.parametrize(
    ("numerator", "denominator", "hundredths"),
    [(13_455, 297_899, 452), (35_683, 318_323, 1121), (72_895, 297_899, 2447), (1, 8, 1250), (1, 800, 13), (0, 5, 0)],
)
def test_rates_round_half_up_from_counts(numerator: int, denominator: int, hundredths: int) -> None:
    assert rate(numerator, denominator) == hundredths


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (3, 0), (None, 5), (3, None)])
def test_a_rate_without_a_base_is_blank(numerator: int | None, denominator: int | None) -> None:
    assert rate(numerator, denominator) is None


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_rate_is_never_more_than_half_a_hundredth_off(numerator: int, denominator: int) -> None:
    hundredths = rate(numerator, denominator)

    assert hundredths is not None
    doubled_error = 2 * (hundredths * denominator - numerator * 10_000)
    assert -denominator < doubled_error <= denominator


def test_without_previous_reports_2_and_3_are_blank() -> None:
    made = tables(households(), indicators=INDICATORS)

    for number in ("2", "3"):
        assert all(cell is None for row in made[number].rows for cell in row.cells[3:])
        assert "kỳ trước" in reason(made[number], "")


def test_without_history_only_relapse_and_new_are_blank() -> None:
    made = tables(households(), households(), indicators=INDICATORS)

    assert column(made["2"], "c6") == column(made["2"], "c7") == [None] * 6
    assert column(made["2"], "c9")[:2] == [1, 4]
    assert "lịch sử" in reason(made["2"], "c6")
    assert {result.holds for result in made.checks if result.check == "X01"} == {None}


def test_without_units_totals_and_rates_are_blank() -> None:
    made = tables(households(), indicators=INDICATORS)

    for key in ("c1", "c2", "c4", "c6", "c7", "c8", "c10"):
        assert set(column(made["1"], key)) == {None}
        assert reason(made["1"], key)
    assert column(made["1"], "c3") == [1, 1, 0]


def test_a_complete_round_counts_its_own_totals() -> None:
    made = tables(households(), indicators=INDICATORS, complete=True)

    assert column(made["1"], "c1") == [3, 2, 1]
    assert column(made["1"], "c2") == [9, 7, 2]
    assert column(made["1"], "c4") == [3333, 5000, 0]


def test_the_register_and_a_round_of_another_size_are_not_mixed_in_one_table() -> None:
    units = pl.DataFrame({"unit_code": ["u1", "u2"], "households": [2, 1], "persons": [50, 60]})

    made = tables(households(ethnicity=["01", "08", "01"]), units=units, indicators=INDICATORS, complete=True)

    assert column(made["12"], "c3") == [1, 1, 0]
    assert column(made["12"], "c7") == [None] * 3
    assert "khác tổng đếm" in reason(made["12"], "c7")


def test_missing_indicators_leave_their_reports_blank_but_not_the_totals() -> None:
    made = tables(households(water=[1, 0, 0]), indicators=INDICATORS)

    assert column(made["4"], "c1") == [1, 1, 0]
    assert column(made["4"], "water") == [1, 1, 0]
    assert column(made["4"], "toilet") == column(made["4"], "c2") == [None] * 3
    assert "chỉ số" in reason(made["5"], "toilet")


def test_one_unanswered_household_blanks_its_places_only() -> None:
    frame = pl.DataFrame({
        "household_id": ["a", "b"], "unit_code": ["u1", "u2"], "class": ["poor", "poor"], "flag_merit": [True, None],
    })  # fmt: skip

    made = tables(frame, indicators=INDICATORS)

    assert [row.cells[6] for row in made["8"].rows if row.cells[2] == "Hộ"] == [None, 1, None]
    assert "1 hộ chưa có" in reason(made["8"], "c4")


def test_a_base_of_zero_prints_blank_and_passes_its_check() -> None:
    made = tables(households(water=[1, 0, 0], toilet=[1, 1, 1]), indicators=INDICATORS)

    assert column(made["5"], "water") == [10_000, 10_000, None]
    rates = [result for result in made.checks if result.check == "X09"]
    assert all(result.holds for result in rates if "biểu 5" in result.text_vi)
    assert not any(result.holds is False for result in rates)


def test_population_by_ethnic_group_is_needed_for_reports_12_and_13() -> None:
    units = pl.DataFrame({
        "unit_code": ["p", "u1", "u2"], "name": ["Tỉnh", "Một", "Hai"], "level": ["province", "commune", "commune"],
        "parent_code": [None, "p", "p"], "households": [None, 10, 20],
    })  # fmt: skip

    without = tables(households(flag_minority=[True, False, False]), units=units, indicators=INDICATORS)
    split = units.with_columns(households_minority=pl.Series([None, 4, 5]))
    with_them = tables(households(flag_minority=[True, False, False]), units=split, indicators=INDICATORS)

    assert column(without["12"], "c21") == [None] * 3
    assert reason(without["12"], "c3")
    assert column(with_them["12"], "c3") == [9, 4, 5]
    assert column(with_them["12"], "c21") == [1111, 2500, 0]


def test_the_old_standard_has_ten_indicators() -> None:
    made = tables(households(), standard="national_2016")

    keys = [item.key for item in made["4"].columns[4:]]
    assert len(keys) == 10
    assert keys[0] == "health_access"
    assert made["4"].columns[4].heads[-1].startswith("1. ")


def test_all_54_groups_and_the_other_stand_in_report_9() -> None:
    made = tables(households(ethnicity=["08", "01", "01"]), indicators=INDICATORS)
    few = tables(households(ethnicity=["08", "01", "01"]), indicators=INDICATORS, ethnic_columns="present")

    assert len([item for item in made["9"].columns if item.key.startswith("e")]) == 54
    assert [item.key for item in few["9"].columns if item.key.startswith("e")] == ["e08"]


def test_every_layout_says_that_it_was_not_compared_with_the_form() -> None:
    made = tables(households(), households(), indicators=INDICATORS)

    assert {table.layout_mark for table in made} == {"secondary"}
    assert list(made.by_number) == [*(str(n) for n in range(1, 16)), "DS1", "DS2", "DS3"]


CODE_NAME = re.compile(r"[a-z0-9]*_[a-z0-9_]+")
"""What only code is named like: no Vietnamese word has an underscore in it."""


@pytest.mark.parametrize("name", [*HOUSEHOLD_COLUMNS, "_start_size", "_end_size", "_earlier"])
def test_no_column_is_named_by_its_code(name: str) -> None:
    for words in (no_column([name]), label([name]), no_column([name, "household_size"])):
        assert name not in words
        assert not CODE_NAME.search(words)
        assert "số liệu khác" not in words
        assert "“”" not in words


@pytest.mark.parametrize("name", sorted(KnownColumns("household").columns))
def test_every_column_of_the_form_and_every_indicator_can_be_told_without_its_code(name: str) -> None:
    assert name not in re.findall(r"\w+", no_column([name]))
    assert heading(name)


@pytest.mark.parametrize("standard", sorted(LawBook.load().standards))
def test_a_blank_of_any_report_or_list_names_columns_as_the_form_words_them(standard: str) -> None:
    bare = pl.DataFrame({"household_id": ["a", "b"], "unit_code": ["u1", "u2"], "class": ["poor", "near_poor"]})

    made = tables(bare, bare, standard=standard, complete=True, watermark="MẪU")

    reasons = [why for table in made for _, why in table.blank_reasons]
    assert "dữ liệu hộ không có cột “Số trẻ em suy dinh dưỡng”" in reasons
    assert not [why for why in reasons if CODE_NAME.search(why)]
