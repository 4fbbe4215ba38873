"""The district example of Cư Jút: a real pair of sheets with two known slips, both of one commune."""

import csv
from pathlib import Path

import pytest

from rasoat.tables.check_reports import check_reports
from rasoat.tables.report import CheckResult, Column, Kind, ReportTable, Row
from rasoat.tables.reports import Reports

DATA = Path(__file__).parent / "data"
DISTRICT, COMMUNE = "Huyện Cư Jút", "Xã Tâm Thắng"
LINES = {"households": "Hộ", "persons": "Nhân khẩu"}
INDICATORS = (
    "employment", "dependants", "nutrition", "health_insurance", "adult_education", "child_school",
    "housing_quality", "housing_area", "water", "toilet", "telecom", "info_assets",
)  # fmt: skip


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(number: str, keys: list[str], rows: list[Row], texts: list[str]) -> ReportTable:
    columns = [Column(key, (key,), kind=Kind.TEXT) for key in texts] + [Column(key, (key,)) for key in keys]
    return ReportTable(number, "", DISTRICT, "", "national_2022", tuple(columns), tuple(rows))


def movement_table(number: str) -> ReportTable:
    keys = [f"c{n}" for n in range(1, 10)]
    fields = ["c1_open", "c2", "c3", "c4_other_down", "c5", "c6", "c7", "c8_other_up", "c9_close_printed"]
    rows, last = [], ""
    for line in (row for row in read("report_movement_example.csv") if row["report_no"] == number):
        # columns 4 and 8 are blank on the sheet, where a blank stands for "none"
        numbers = [int(line[field] or 0) for field in fields]
        name = None if line["place"] == last else line["place"]
        rows.append(Row((name, LINES[line["unit"]], *numbers), 0 if line["place"] == DISTRICT else 1))
        last = line["place"]
    return table(number, keys, rows, ["place", "line"])


def deprivation_table() -> ReportTable:
    rows = []
    for line in read("report_deprivation_example.csv"):
        fields = ("poor_households", "total_deprivations", *(f"i{n}" for n in range(1, 13)))
        counts = [int(line[field]) for field in fields]
        rows.append(Row((line["place"], *counts), 0 if line["place"] == DISTRICT else 1))
    return table("4", ["c1", "c2", *INDICATORS], rows, ["place"])


@pytest.fixture(scope="module")
def results() -> list[CheckResult]:
    tables = {"2": movement_table("2"), "3": movement_table("3"), "4": deprivation_table()}
    return check_reports(Reports(tables, moves_inside=0))


def failures(results: list[CheckResult], check: str) -> list[tuple[str, int | None]]:
    wrong = [result for result in results if result.check == check and result.holds is False]
    return [(result.unit_name, result.difference) for result in wrong]


def held(results: list[CheckResult], check: str) -> list[CheckResult]:
    return [result for result in results if result.check == check and result.holds]


def test_near_poor_closing_is_two_short_in_one_commune_and_the_district(results: list[CheckResult]) -> None:
    assert failures(results, "X01") == [(DISTRICT, -2), (COMMUNE, -2)]
    assert all("biểu 3" in result.text_vi for result in results if result.check == "X01" and result.holds is False)


def test_poor_households_and_persons_add_up(results: list[CheckResult]) -> None:
    poor = [result.text_vi for result in held(results, "X01") if result.unit_name == DISTRICT]
    assert any("(Hộ) là 204" in text for text in poor)
    assert any("(Nhân khẩu) là 852" in text for text in poor)


def test_crossing_to_near_poor_is_64_against_63(results: list[CheckResult]) -> None:
    assert failures(results, "X02") == [(DISTRICT, 1), (COMMUNE, 1)]
    district = next(result for result in results if result.check == "X02" and result.unit_name == DISTRICT)
    assert "64" in district.text_vi
    assert "63" in district.text_vi
    assert "off by +1" in district.text_en


@pytest.mark.parametrize("check", ["X03", "X06", "X07", "X08"])
def test_the_other_checks_hold_everywhere(results: list[CheckResult], check: str) -> None:
    assert failures(results, check) == []
    assert {result.unit_name for result in held(results, check)} >= {DISTRICT, COMMUNE}


def test_communes_add_up_in_all_fourteen_columns(results: list[CheckResult]) -> None:
    of_report_4 = [result for result in results if result.check == "X15" and "biểu 4" in result.text_vi]
    assert len(of_report_4) == 14
    assert all(result.holds for result in of_report_4)


def test_lines_that_are_not_printed_cannot_be_told(results: list[CheckResult]) -> None:
    persons = [result for result in results if result.check == "X02" and "Nhân khẩu" in result.text_vi]
    assert persons
    assert all(result.holds is None for result in persons)
