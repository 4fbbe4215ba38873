"""Rows of signed lists as offices write them: households found by code or words, classes by words or marks, faults."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.web.reviews.signed.columns import columns_of, doubled, lacking
from rasoat.web.reviews.signed.faults import WrongRowError
from rasoat.web.reviews.signed.planning import class_of
from rasoat.web.reviews.signed.reading import ListRow, read_list
from rasoat.web.reviews.signed.scope import results_for
from rasoat.web.reviews.signed.template import headings, template_of
from rasoat.web.vault.files import plain_copy
from web.review_making import STANDARD, make_case
from web.reviews.signed.conftest import plan_of, told_of


def entered(plan) -> dict[str, str]:
    return {each.case.head_name: each.said.household_class for each in plan.entries}


def test_a_household_is_found_by_head_birth_year_and_village(cases, take):
    kept = take(
        ("", "LÒ VĂN ƠN", 1980, "Cuối Suối", "Hộ nghèo"), ("", "tong thi dao", "1980", "Thôn Cuối Suối", "cận nghèo")
    )
    plan = plan_of(kept)
    assert told_of(plan) == []
    assert entered(plan) == {"Lò Văn Ơn": "poor", "Tòng Thị Đào": "near_poor"}


def test_a_list_of_one_village_needs_no_village_column(cases, take, villages):
    kept = take(("Lò Văn Ơn", 1980, "N"), headings=("Họ và tên chủ hộ", "Năm sinh", "Loại hộ"), village=villages[0])
    assert entered(plan_of(kept)) == {"Lò Văn Ơn": "poor"}


def test_what_names_no_household_for_certain_is_told_at_its_cell(cases, take, list_round, family):
    twin = make_case(list_round, family("Lò Văn Ơn"))
    code = cases[0].household.code
    kept = take(
        ("99999999", "", "", "", "N"),
        (code, "Người Khác", "", "", "N"),
        ("", "Tòng Thị Đào", "", "Cuối Suối", "N"),
        ("", "Tòng Thị Đào", 1980, "", "N"),
        ("", "Tòng Thị Đào", 1975, "Cuối Suối", "N"),
        ("", "Lò Văn Ơn", 1980, "Cuối Suối", "N"),
        ("", "", "", "", "N"),
    )
    told = told_of(plan_of(kept))
    assert [cell for cell, _what in told] == ["A4", "B5", "C6", "D7", "B8", "B9", "A10"]
    assert told[0][1] == "Không có hộ mã 99999999 trong danh sách rà soát của xã."
    assert told[1][1] == f"Mã {code} là hộ Lò Văn Ơn, dòng này ghi Người Khác."
    assert twin.household.code in told[5][1]


def test_a_household_of_another_village_is_not_in_the_list_of_this_one(cases, take, villages):
    kept = take((cases[0].household.code, "", "", "", "N"), village=villages[1])
    assert plan_of(kept).entries == []
    assert "Không có hộ mã" in plan_of(kept).faults[0].what


def test_a_household_that_stands_twice_is_entered_from_no_row(cases, take):
    code = cases[0].household.code
    kept = take((code, "", "", "", "N"), (code, "", "", "", "CN"), (cases[1].household.code, "", "", "", "N"))
    plan = plan_of(kept)
    assert told_of(plan) == [
        ("A4", "Hộ này đứng ở nhiều dòng: 4, 5."),
        ("A5", "Hộ này đứng ở nhiều dòng: 4, 5."),
    ]
    assert entered(plan) == {"Tòng Thị Đào": "poor"}


def test_classes_by_marks_in_columns(cases, take):
    columns = ("STT", "Mã hộ", "Hộ nghèo", "Hộ cận nghèo")
    rows = [(at, case.household.code) for at, case in enumerate(cases, 1)]
    kept = take((*rows[0], "x", ""), (*rows[1], "", "X"), (*rows[2], "x", "x"), headings=columns)
    plan = plan_of(kept)
    assert entered(plan) == {"Lò Văn Ơn": "poor", "Tòng Thị Đào": "near_poor"}
    assert told_of(plan) == [("C6", "Đánh dấu nhiều loại hộ.")]


@pytest.mark.parametrize("points", ["mười", "-4", "12,5", "1000"])
def test_points_that_are_none_are_told(cases, take, points):
    kept = take((cases[0].household.code, "", "", "", "N", points))
    assert [cell for cell, _what in told_of(plan_of(kept))] == ["F4"]


def test_formulas_without_a_value_and_totals_at_the_foot(officer, cases, take):
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for at, heading in enumerate(("Mã hộ", "Họ tên chủ hộ", "Loại hộ")):
            sheet.write(0, at, heading)
        sheet.write_string(1, 0, cases[0].household.code)
        sheet.write_formula(1, 2, '=IF(TRUE,"Hộ nghèo","")', None, "")
        sheet.write_string(2, 0, cases[1].household.code)
        sheet.write_formula(2, 2, '="Hộ nghèo"', None, "Hộ nghèo")
        sheet.write(3, 1, "Tổng cộng")
        sheet.write(3, 2, 2)
    kept = take(file=SimpleUploadedFile("ds.xlsx", target.getvalue()))
    plan = plan_of(kept)
    assert told_of(plan) == [("C2", "Ô công thức không có giá trị.")]
    assert entered(plan) == {"Tòng Thị Đào": "poor"}


def test_the_file_made_ready_is_read_back(list_round, communes, villages, cases, take):
    rows = list(results_for(list_round, communes[0], villages[0], STANDARD))
    content = template_of(list_round, communes[0], villages[0], STANDARD, rows)
    kept = take(file=SimpleUploadedFile("mau.xlsx", content), village=villages[0])
    with plain_copy(kept.file) as path:
        found = read_list(path)
    assert [row.said["household_id"] for row in found] == [case.household.code for case in cases]
    assert [row.said["head_name"] for row in found] == [case.head_name for case in cases]
    assert {row.said["class"] for row in found} == {""}
    assert len(plan_of(kept).blank) == 3


def test_the_file_made_ready_carries_classes_that_stand(list_round, communes, cases, take):
    rows = list(results_for(list_round, communes[0], None, STANDARD))
    rows[0].proposed = "near_poor"
    content = template_of(list_round, communes[0], None, STANDARD, rows)
    assert entered(plan_of(take(file=SimpleUploadedFile("mau.xlsx", content)))) == {"Lò Văn Ơn": "near_poor"}


def test_headings_that_are_understood():
    known = {column.heading: column.field for column in columns_of([[heading] for heading in headings()])}
    assert known == {
        "Mã hộ": "household_id", "Họ và tên chủ hộ": "head_name", "Năm sinh": "birth_date", "Thôn": "village",
        "Loại hộ": "class", "Điểm A": "income_score", "Điểm B": "deprivation_score", "Lý do phân loại": "reason",
    }  # fmt: skip
    assert not doubled(columns_of([[heading] for heading in headings()]))
    assert lacking(columns_of([["Loại hộ"]])) == ["Mã hộ (hoặc Họ tên chủ hộ, Năm sinh, Thôn)"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_in_the_class_is_a_class_a_blank_or_a_fault(said):
    row = ListRow("Danh sách", 4, {}, {"class": said.strip()})
    try:
        found, told = class_of(row), ("", "")
    except WrongRowError as wrong:
        found, told = "", (wrong.fault.what, wrong.fault.remedy)
    assert found in {"poor", "near_poor", "not_poor", ""}
    assert bool(told[0]) == bool(told[1])
