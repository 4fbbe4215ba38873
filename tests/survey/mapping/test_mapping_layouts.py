"""One feature of a layout at a time: marks, sections, dates, units of money, counters, doubles."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from rasoat.law.faults import errors
from rasoat.survey.dataset import Dataset
from rasoat.survey.mapping.propose import Proposal, propose

from .conftest import MakeBook

PERSON = ["Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Giới tính"]
AN, BE = ["Lò Văn An", "Chủ hộ", 1980, "Nam"], ["Lò Thị Bé", "Vợ", 1982, "Nữ"]
CHI, DU = ["Hà Thị Chi", "Chủ hộ", 1970, "Nữ"], ["Vi Văn Du", "Chủ hộ", 1960, "Nam"]


def read(found: Proposal) -> Dataset:
    assert found.read is not None, found.passed_over
    return found.read.dataset


def targets(found: Proposal) -> dict[str, tuple[str, str, str]]:
    return {
        column.letter: (column.choice.target.field, column.choice.target.mark, column.choice.target.sex)
        for sheet in found.sheets
        for column in sheet.columns
        if column.choice.target is not None
    }


def test_numbered_ticks_under_a_merged_heading(make_book: MakeBook) -> None:
    rows: list[list[Any]] = [
        ["TT", "Họ tên chủ hộ", "Số khẩu", "Chỉ số thiếu hụt", *[None] * 11],
        [None, None, None, *range(1, 13)],
        [1, "Lò Văn An", 4, "x", None, "x", *[None] * 9],
        [2, "Hà Thị Chi", 3, *[None] * 12],
        [3, "Vi Văn Du", 3, *[None] * 11, "X"],
    ]
    merges = [(0, 3, 0, 14), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2)]

    households = read(propose(make_book(rows, merges))).households

    assert households["employment"].to_list() == [1, None, 0]
    assert households["nutrition"].to_list() == [1, None, 0]
    assert households["info_assets"].to_list() == [0, None, 1]


def test_a_single_column_named_like_an_indicator_is_no_tick(make_book: MakeBook) -> None:
    rows = [[*PERSON, "Bảo hiểm y tế"], [*AN, "Có"], [*BE, "Không"], [*CHI, "Có"]]

    data = read(propose(make_book(rows)))

    assert "health_insurance" not in data.households.columns
    assert data.members["has_health_insurance"].to_list() == [True, False, True]


def test_many_columns_named_like_indicators_are_ticks_for_people_to_see(make_book: MakeBook) -> None:
    names = ["Việc làm", "Người phụ thuộc trong hộ gia đình", "Dinh dưỡng", "Bảo hiểm y tế", "Chất lượng nhà ở",
             "Nguồn nước sinh hoạt", "Nhà tiêu hợp vệ sinh"]  # fmt: skip
    found = propose(make_book([["Họ tên chủ hộ", "Số khẩu", *names], ["Lò Văn An", 3, 1, 0, 0, 1, 0, 0, 1]]))

    assert read(found).households.select("employment", "health_insurance", "toilet").row(0) == (1, 1, 1)
    assert not any(column.choice.is_sure for column in found.sheets[0].columns[2:])


def test_sections_of_classes_and_places_above_the_headings(make_book: MakeBook) -> None:
    rows = [
        ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO XÃ TÂN LẬP NĂM 2026"], ["Thôn Nà Mò"], PERSON,
        ["A. HỘ NGHÈO"], AN, BE, CHI, ["B. HỘ CẬN NGHÈO"], DU, ["Tổng: 3 hộ"],
    ]  # fmt: skip

    households = read(propose(make_book(rows))).households

    assert households["class"].to_list() == ["poor", "poor", "near_poor"]
    assert set(households["commune"]) == {"XÃ TÂN LẬP"}
    assert set(households["village"]) == {"Thôn Nà Mò"}
    assert households["household_size"].to_list() == [2, 1, 1]


def test_villages_end_with_their_commune(make_book: MakeBook) -> None:
    rows = [PERSON, ["I. Xã Tân Lập"], ["1. Thôn Nà Mò"], AN, ["II. Phường Tân An"], CHI]

    households = read(propose(make_book(rows))).households

    assert households["commune"].to_list() == ["Xã Tân Lập", "Phường Tân An"]
    assert households["village"].to_list() == ["Thôn Nà Mò", None]


def test_sex_by_marks_and_causes_by_marks(make_book: MakeBook) -> None:
    rows = [
        ["STT", "Họ và tên", "Nam", "Nữ", "Năm sinh", "Quan hệ với chủ hộ", "Nguyên nhân nghèo", None],
        [None, None, None, None, None, None, "Thiếu đất", "Thiếu vốn"],
        [1, "Lò Văn An", "x", None, 1980, "Chủ hộ", "x", "x"], [None, "Lò Thị Bé", None, "x", 1982, "Vợ", None, None],
        [2, "Hà Thị Chi", None, "x", 1970, "Chủ hộ", None, "x"],
    ]  # fmt: skip

    data = read(propose(make_book(rows, [(0, 6, 0, 7)])))

    assert data.members["sex"].to_list() == [1, 2, 2]
    assert data.households["causes"].to_list() == ["C1;C2", "C2"]
    assert data.households["household_size"].to_list() == [2, 1]


def test_two_marks_where_one_may_be_are_a_fault_at_the_cell(make_book: MakeBook) -> None:
    rows = [[*PERSON, "Hộ nghèo", "Hộ cận nghèo"], [*AN, "x", "x"], [*CHI, "x", None], [*DU, None, "nhiều"]]

    faults = {fault.rule: fault.place.cell for fault in errors(read(propose(make_book(rows))).faults)}

    assert faults == {"two-marks": "E2", "not-mark": "F4"}


def test_births_in_both_columns_and_unreadable_ones_are_told_at_their_cells(make_book: MakeBook) -> None:
    rows = [
        ["Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", None], [None, None, "Nam", "Nữ"],
        ["Lò Văn An", "Chủ hộ", 1980, None], ["Lò Thị Bé", "Vợ", 1981, 1982], ["Lò Thị Cam", "Con", None, "hai lẻ hai"],
    ]  # fmt: skip

    data = read(propose(make_book(rows, [(0, 2, 0, 3)])))

    assert {(fault.rule, fault.place.cell) for fault in data.faults} == {("two-births", "C4"), ("not-date", "D5")}
    assert data.members["sex"].to_list()[:1] == [1]


def test_american_dates_and_thousands_of_dong_in_a_csv(tmp_path: Any) -> None:
    file = tmp_path / "a.csv"
    text = (
        "Mã hộ;Họ và tên;Quan hệ;Ngày sinh;Thu nhập BQ (nghìn đồng)\n"
        "01;Lò Văn An;Chủ hộ;03/25/1980;1.200\n01;Lò Thị Bé;Vợ;11/02/1982;\n02;Hà Thị Chi;Chủ hộ;12/31/1970;950,5\n"
    )
    file.write_text(text, encoding="utf-8-sig")

    data = read(propose(file))

    assert data.members["birth_date"].to_list() == [date(1980, 3, 25), date(1982, 11, 2), date(1970, 12, 31)]
    assert data.households["income_vnd"].to_list() == [1_200_000, 950_500]
    assert data.households["household_id"].to_list() == ["01", "02"]


def test_two_dates_of_birth_are_two_fields(make_book: MakeBook) -> None:
    rows = [["Họ và tên", "Quan hệ", "Năm sinh", "Ngày sinh"], ["Lò Văn An", "Chủ hộ", 1980, "02/03/1980"]]

    found = targets(propose(make_book(rows)))

    assert (found["C"][0], found["D"][0]) == ("birth_year", "birth_date")


def test_a_counter_that_restarts_is_not_the_household(make_book: MakeBook) -> None:
    rows = [["STT", *PERSON], *([at % 3 + 1, *(AN if at % 3 == 0 else BE)] for at in range(9))]

    found = propose(make_book(rows))

    assert targets(found)["A"][0] == "member_no"
    assert read(found).households["household_size"].to_list() == [3, 3, 3]


def test_a_code_that_stands_in_two_places_is_a_fault(make_book: MakeBook) -> None:
    rows = [["Mã hộ", *PERSON], ["Thôn Nà Mò"], ["H1", *AN], ["H1", *BE], ["Thôn Nà Lạn"], ["H1", *CHI]]

    data = read(propose(make_book(rows)))

    assert [(fault.rule, fault.place.cell) for fault in errors(data.faults) if fault.rule == "household-id-twice"] == [
        ("household-id-twice", "A6")
    ]


def test_rows_of_a_household_that_disagree_are_told(make_book: MakeBook) -> None:
    rows = [["Mã hộ", *PERSON, "Điểm B1"], ["H1", *AN, 90], ["H1", *BE, 95], ["H2", *CHI, 80]]

    faults = errors(read(propose(make_book(rows))).faults)

    assert [(fault.rule, fault.place.cell, fault.value) for fault in faults] == [("rows-disagree", "F3", "95")]


def test_values_without_a_code_are_listed_for_people(make_book: MakeBook) -> None:
    rows = [[*PERSON, "Phân loại hộ"], [*AN, "Hộ loại 1"], [*CHI, "Hộ nghèo"], [*DU, "Hộ nghèo"]]

    column = propose(make_book(rows)).sheets[0].columns[4]

    assert column.unknown == ("Hộ loại 1",)


@pytest.mark.parametrize(
    "rows", [[["1", "Lò Văn An", "Chủ hộ"]], [["Địa bàn", "Số hộ nghèo", "Số khẩu"], ["Xã A", 3, 9]], [[]]]
)
def test_sheets_that_are_no_lists_are_passed_over(make_book: MakeBook, rows: list[list[Any]]) -> None:
    found = propose(make_book(rows))

    assert found.profile is None
    assert list(found.passed_over) == ["DS"]


def test_a_sheet_a_commune_and_codes_that_meet(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for title, code in (("Xã Tân Lập", "H1"), ("Phường Tân An", "H2"), ("Xã Tân Hòa", "H1")):
        page = book.add_worksheet(title)
        for number, row in enumerate([["Mã hộ", *PERSON], [code, *AN], [code, *BE]]):
            page.write_row(number, 0, row)
    book.close()

    data = read(propose(tmp_path / "a.xlsx"))

    assert data.households["commune"].to_list() == ["Xã Tân Lập", "Phường Tân An"]
    assert [(fault.rule, fault.place.sheet, fault.place.cell) for fault in data.faults] == [
        ("household-id-twice", "Xã Tân Hòa", "A2")
    ]


def test_a_name_with_its_year_in_one_cell_is_left_to_people(make_book: MakeBook) -> None:
    rows = [["Họ tên, năm sinh", "Quan hệ"], ["Lò Văn An - 1980", "Chủ hộ"], ["Lò Thị Bé - 1982", "Vợ"]]

    found = propose(make_book(rows))

    assert not found.sheets[0].columns[0].choice.is_sure
    assert read(found).members["full_name"].to_list() == ["Lò Văn An - 1980", "Lò Thị Bé - 1982"]


def test_rows_that_number_households_are_passed_over_and_bare_names_are_faults(make_book: MakeBook) -> None:
    rows = [PERSON, ["Hộ 1"], AN, BE, ["Hộ thứ 2: Hà Thị Chi"], CHI, ["Ông Ké"], DU]

    data = read(propose(make_book(rows)))

    assert [(fault.rule, fault.place.cell) for fault in data.faults] == [("name-alone", "A7")]
    assert "Hộ 1" not in data.members["full_name"].to_list()


def test_an_address_of_villages_is_no_commune(make_book: MakeBook) -> None:
    rows = [[*PERSON, "Địa chỉ (thôn, bản)"], [*AN, "Thôn Đoài"], [*CHI, "Thôn Đông"]]

    assert targets(propose(make_book(rows)))["E"][0] in {"village", "address"}


def test_a_sheet_a_class(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for title, row in (("DS hộ nghèo", AN), ("Hộ cận nghèo", CHI)):
        page = book.add_worksheet(title)
        page.write_row(0, 0, PERSON)
        page.write_row(1, 0, row)
    book.close()

    found = propose(tmp_path / "a.xlsx")

    assert found.sheets[0].map.place_from_title == "class"
    assert read(found).households["class"].to_list() == ["poor", "near_poor"]
