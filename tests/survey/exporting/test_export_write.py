"""Everything is checked before anything is written; what is written reads back equal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from rasoat.demo.generate import generate
from rasoat.law.faults import FaultsFoundError
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.check import check_template
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.exporting.store import find_profile, shipped_profiles
from rasoat.survey.exporting.template import Template
from rasoat.survey.exporting.write import write_export
from rasoat.survey.national_write import write_national
from rasoat.survey.notices import NOTICE
from rasoat.survey.reading import read_any

Check = Callable[..., ExportProfile]
Round = Callable[..., Dataset]
NATIONAL = shipped_profiles()[0]


def cells(path: Path) -> dict[str, Any]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def profile_of(tmp_path: Path, text: str) -> ExportProfile:
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return find_profile(str(tmp_path / "own.yaml")).profile


@pytest.fixture(scope="module")
def demo() -> Dataset:
    """Synthetic households with classes, some of which left a list."""
    data = generate("tinh-mau-2026", scale=0.01).current
    place = pl.int_range(pl.len())
    kind = pl.when(place % 3 == 0).then(pl.lit("poor")).when(place % 3 == 1).then(pl.lit("near_poor"))
    left = pl.when(place % 6 == 2).then(pl.lit("escaped_poor")).when(place % 6 == 5).then(pl.lit("escaped_near_poor"))
    stays = pl.when(place % 24 == 1).then(pl.lit("escaped_poor")).otherwise(left)
    households = data.households.with_columns(
        kind.otherwise(pl.lit("not_poor")).alias("class"), stays.alias("escaped_list"),
        (place % 5 == 0).alias("flag_merit"), pl.lit(value=False).alias("flag_no_labour"),
        pl.lit("=SUM(A1)").alias("decision_no"),
    )  # fmt: skip
    return Dataset(households, data.members)


@pytest.mark.parametrize("notice", ["", "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"])
def test_the_national_profile_gives_the_cells_of_the_national_writer(
    demo: Dataset, tmp_path: Path, notice: str
) -> None:
    data = Dataset(demo.households.with_columns(pl.lit(notice).alias(NOTICE)), demo.members)
    write_national(data, tmp_path / "a.xlsx")

    done = write_export(data, NATIONAL, tmp_path / "b.xlsx")

    assert cells(tmp_path / "b.xlsx") == cells(tmp_path / "a.xlsx")
    assert all(done.rows.values())


def test_the_national_workbook_reads_back_as_what_was_written(demo: Dataset, tmp_path: Path) -> None:
    write_national(demo, tmp_path / "a.xlsx")
    first = read_any(tmp_path / "a.xlsx")

    write_export(first, NATIONAL, tmp_path / "b.xlsx")

    again = read_any(tmp_path / "b.xlsx")
    facts = ["member_no", "full_name", "relation", "sex", "birth_date", "birth_year", "personal_id"]
    assert again.faults == first.faults
    assert again.members.select(facts).sort(facts).equals(first.members.select(facts).sort(facts))
    kept = ["head_name", "class", "income_score", "deprivation_score", "flag_merit", "causes", "decision_no"]
    assert again.households.select(kept).sort(kept).equals(first.households.select(kept).sort(kept))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["poor", "near_poor", "not_poor", None]), min_size=3, max_size=3),
       st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=20).map(str.strip)
                .filter(bool), min_size=3, max_size=3))  # fmt: skip
def test_what_is_filled_reads_back_equal(
    template: Path, check_with: Check, small_round: Round, tmp_path: Path, classes: list[Any], villages: list[Any]
) -> None:
    data = small_round(**{"class": classes, "village": villages})

    write_export(data, check_with(template), tmp_path / "o.xlsx", template)

    rows = [row for row in cells(tmp_path / "o.xlsx")["DS_Ho"][5:] if row[1]]
    words = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
    joined = data.members.join(data.households, on="household_id").filter(pl.col("class").is_in(list(words)))
    expected = {(row["household_id"], row["full_name"], words[row["class"]], row["village"])
                for row in joined.iter_rows(named=True)}  # fmt: skip
    assert {(row[1], row[2], row[7], row[11]) for row in rows} == expected


def test_a_new_workbook_of_the_profile_is_a_template_that_fits_it(
    profile_text: str, small_round: Round, tmp_path: Path
) -> None:
    profile = profile_of(tmp_path, profile_text)
    write_export(small_round(**{"class": ["not_poor"] * 3}), profile, tmp_path / "o.xlsx")

    assert check_template(profile, Template(tmp_path / "o.xlsx")) == []
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx")["DS_Ho"]
    assert "D3:E3" in {str(area) for area in sheet.merged_cells.ranges}


@pytest.mark.parametrize(
    ("changes", "rule", "household"),
    [
        ({"village": ["Thôn Đông", "a" * 51, "B"]}, "export-text-too-long", "H1"),
        ({"income_score": [120, 5000, 1]}, "export-value-not-allowed", "H1"),
    ],
)
def test_values_that_the_receiver_does_not_take_stop_everything(
    template: Path, check_with: Check, small_round: Round, tmp_path: Path, changes: dict[str, Any], rule: str,
    household: str,
) -> None:  # fmt: skip
    data = small_round(**changes)
    nameless = data.members.with_columns(full_name=pl.Series(["x", None, "z", "y"]))

    with pytest.raises(FaultsFoundError) as error:
        write_export(Dataset(data.households, nameless), check_with(template), tmp_path / "o.xlsx", template)

    found = {(fault.rule, fault.place.household_id) for fault in error.value.faults}
    assert found >= {(rule, household), ("export-fact-missing", "H1")}
    assert all(fault.place.sheet and fault.place.column for fault in error.value.faults)
    assert not (tmp_path / "o.xlsx").exists()


def test_a_word_that_is_not_on_the_list_stops_everything(
    template: Path, check_with: Check, small_round: Round, tmp_path: Path, profile_text: str
) -> None:
    text = profile_text.replace("from: ethnicity}", "from: other.nhóm}")

    with pytest.raises(FaultsFoundError) as error:
        write_export(small_round(nhóm=["Kinh", "Mông xanh", "Tày"]), check_with(template, text),
                     tmp_path / "o.xlsx", template)  # fmt: skip

    assert [(fault.rule, fault.value) for fault in error.value.faults if fault.severity == "error"] == [
        ("template-word-not-listed", "Mông xanh")
    ]


def test_a_template_that_changed_is_refused_until_checked_again(
    template: Path, check_with: Check, small_round: Round, tmp_path: Path, profile_text: str
) -> None:
    profile = check_with(template)
    book = openpyxl.load_workbook(template)
    book.save(tmp_path / "new.xlsx")

    for tried in (profile, profile_of(tmp_path, profile_text)):
        with pytest.raises(FaultsFoundError) as error:
            write_export(small_round(), tried, tmp_path / "o.xlsx", tmp_path / "new.xlsx")
        assert [fault.rule for fault in error.value.faults] == ["export-template-not-checked"]

    write_export(small_round(), check_with(tmp_path / "new.xlsx"), tmp_path / "o.xlsx", tmp_path / "new.xlsx")
    assert (tmp_path / "o.xlsx").exists()


def test_text_below_the_table_limits_the_rows(
    template: Path, check_with: Check, small_round: Round, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(template)
    book["DS_Ho"]["C8"] = "Người lập biểu"
    book.save(tmp_path / "new.xlsx")

    with pytest.raises(FaultsFoundError) as error:
        write_export(small_round(), check_with(tmp_path / "new.xlsx"), tmp_path / "o.xlsx", tmp_path / "new.xlsx")

    assert "export-no-room" in {fault.rule for fault in error.value.faults}


def test_a_notice_without_a_place_is_refused(profile_text: str, small_round: Round, tmp_path: Path) -> None:
    no_cell = profile_text.replace("    cells:\n      - {at: A2, from: notice}\n", "")
    marked = small_round(**{NOTICE: ["DẤU CHÌM", None, None]})

    with pytest.raises(FaultsFoundError) as error:
        write_export(marked, profile_of(tmp_path, no_cell), tmp_path / "o.xlsx")

    assert [fault.rule for fault in error.value.faults if fault.severity == "error"] == ["export-notice-lost"]
    assert not (tmp_path / "o.xlsx").exists()
    write_export(small_round(), profile_of(tmp_path, no_cell), tmp_path / "o.xlsx")


def test_a_column_can_hold_the_notice(profile_text: str, small_round: Round, tmp_path: Path) -> None:
    text = profile_text.replace("    cells:\n      - {at: A2, from: notice}\n", "")
    text = text.replace('heading: ["Ghi chú"], empty: true', 'heading: ["Ghi chú"], from: notice')

    write_export(small_round(**{NOTICE: ["DẤU", "DẤU", None]}), profile_of(tmp_path, text), tmp_path / "o.xlsx")

    assert [row[13] for row in cells(tmp_path / "o.xlsx")["DS_Ho"][5:]] == ["DẤU", "DẤU", "DẤU"]


def test_what_the_data_do_not_hold_at_all_is_told(profile_text: str, small_round: Round, tmp_path: Path) -> None:
    text = profile_text.replace("from: decision_date, form: date", "from: address").replace(
        "where: {class: [poor, near_poor]}", "where: {escaped_list: [escaped_poor]}"
    )

    done = write_export(small_round(), profile_of(tmp_path, text), tmp_path / "o.xlsx")

    assert [(fault.rule, fault.place.column) for fault in done.warnings] == [
        ("export-fact-absent", "J (Ngày quyết định)"), ("export-filter-absent", ""),
    ]  # fmt: skip
    assert done.rows == {"DS_Ho": 0}


def test_the_template_is_never_written_over(template: Path, check_with: Check, small_round: Round) -> None:
    with pytest.raises(FaultsFoundError) as error:
        write_export(small_round(), check_with(template), template, template)

    assert [fault.rule for fault in error.value.faults] == ["export-over-template"]


def test_columns_nobody_looked_at_are_not_written(profile_text: str, small_round: Round, tmp_path: Path) -> None:
    profile = profile_of(tmp_path, profile_text.replace("from: village,", "from: village, review: true,"))

    with pytest.raises(FaultsFoundError) as error:
        write_export(small_round(), profile, tmp_path / "o.xlsx")

    assert [fault.rule for fault in error.value.faults] == ["export-column-not-reviewed"]
