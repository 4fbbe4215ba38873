"""Cells: serial numbers of dates in both systems, years, orders of the day; headings; any grid at all."""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.dates import format_date, parse_date
from rasoat.survey.mapping.cells import date_texts, is_month_first, is_serial
from rasoat.survey.mapping.head_rows import find_head
from rasoat.survey.mapping.heading_words import Target, heading_book
from rasoat.survey.mapping.headings import likeness, match_heading
from rasoat.survey.mapping.marks import is_mark, is_no_mark
from rasoat.survey.mapping.propose import propose
from rasoat.survey.mapping.section_rows import places_named, section_of

days = st.dates(date(1907, 1, 1), date(2099, 12, 1))
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@given(day=st.dates(date(1910, 2, 1), date(2099, 12, 1)), is_1904=st.booleans(), as_float=st.booleans())
def test_serial_numbers_are_the_days_of_their_system(day: date, is_1904: bool, as_float: bool) -> None:
    number = (day - EPOCHS[is_1904]).days
    cell = float(number) if as_float else number

    assert date_texts([cell], is_1904=is_1904, month_first=False) == [format_date(day)]


@given(year=st.integers(1850, 2200))
def test_bare_years_stay_years(year: int) -> None:
    assert date_texts([year, float(year), str(year)], is_1904=False, month_first=False) == [str(year)] * 3


@given(day=days)
def test_dates_stay_dates_and_text_stays_text(day: date) -> None:
    text = format_date(day)

    assert date_texts([day, text, "", "30990"], is_1904=False, month_first=False) == [text, text, "", "30990"]


@given(day=days)
def test_month_first_dates_are_turned(day: date) -> None:
    (turned,) = date_texts([day.strftime("%m/%d/%Y")], is_1904=False, month_first=True)

    found = parse_date(turned or "")
    assert found is not None
    assert found.day == day


def test_the_order_is_american_only_where_nothing_else_fits() -> None:
    assert is_month_first(["03/25/1980", "01/02/1980"])
    assert not is_month_first(["03/25/1980", "25/03/1980"])
    assert not is_month_first(["01/02/1980"])


@pytest.mark.parametrize("cell", [True, 1.5, "30000", 100, 90000])
def test_other_cells_are_no_serial_numbers(cell: Any) -> None:
    assert not is_serial(cell)


@given(text=st.text(max_size=8))
def test_a_cell_is_never_mark_and_no_mark(text: str) -> None:
    assert not (is_mark(text) and is_no_mark(text))


@pytest.mark.parametrize(
    ("heading", "field", "mark", "sex"),
    [
        ("Họ và tên chủ hộ", "head_name", "", ""), ("HỌ VÀ TÊN", "full_name", "", ""), ("HT", "full_name", "", ""),
        (["Năm sinh", "Nam"], "birth_date", "", "1"), (["Phân loại hộ", "Hộ cận nghèo"], "class", "near_poor", ""),
        (["Chỉ số thiếu hụt", "3"], "nutrition", "", ""), (["Nguyên nhân nghèo", "Thiếu vốn"], "causes", "C2", ""),
        ("CMND/CCCD", "personal_id", "", ""), ("Tổng điểm B2", "deprivation_score", "", ""),
        ("Thu nhập bình quân (nghìn đồng)", "income_vnd", "", ""), ("quan he voi chu ho", "relation", "", ""),
    ],
)  # fmt: skip
def test_headings(heading: Any, field: str, mark: str, sex: str) -> None:
    assert match_heading(heading)[0].target == Target(field, mark, sex)


@pytest.mark.parametrize("heading", ["", "  ", "Số điện thoại", "Nơi cấp"])
def test_headings_that_stand_for_no_field(heading: str) -> None:
    assert match_heading(heading) == []


def test_every_wording_leads_to_its_field() -> None:
    lost = [
        (item.code, word)
        for item in heading_book().fields
        for word in item.words
        if Target(item.code) not in {match.target for match in match_heading(word, limit=9) if match.likeness == 100}
    ]

    assert lost == []


@given(one=st.text(max_size=20), other=st.text(max_size=20))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 100
    assert likeness(one, one) == 100


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("II. Xã Tân Lập", ("commune", "Xã Tân Lập")), ("Phường 3", ("commune", "Phường 3")),
        ("1. Thôn 5", ("village", "Thôn 5")), ("TDP số 4", ("village", "TDP số 4")), ("B. Hộ nghèo", ("class", "poor")),
        ("Bàn Thị Xã", None), ("Lò Văn An", None), ("", None), ("Tổ trưởng", None), ("12", None),
    ],
)  # fmt: skip
def test_section_rows(text: str, section: tuple[str, str] | None) -> None:
    assert section_of(text) == section


@pytest.mark.parametrize(
    "title",
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BIÊN BẢN HỌP", "DANH SÁCH CÁC XÃ NĂM 2026", "Các thôn, bản",
     "Biên bản số 3", "Bảo trợ xã hội"],
)  # fmt: skip
def test_titles_that_name_no_place(title: str) -> None:
    assert places_named([title]) == {}


def test_two_villages_in_the_titles_name_none() -> None:
    assert places_named(["Thôn Nà Mò", "Thôn Nà Lạn", "Xã Tân Lập, tỉnh Mẫu"]) == {"commune": "Xã Tân Lập"}


def test_children_without_merged_cells_take_the_heading_above() -> None:
    head = find_head([["Họ tên", "Năm sinh", ""], ["", "Nam", "Nữ"], ["Lò Văn An", "1980", ""]], [])

    assert head is not None
    assert head.headings == (("Họ tên",), ("Năm sinh", "Nam"), ("Năm sinh", "Nữ"))
    assert head.first_row == 3


WORDS = ["Họ và tên", "Năm sinh", "Quan hệ", "Hộ nghèo", "x", "Chủ hộ", "Lò Văn An", "Xã A", "Tổng cộng", "1", "  "]
numbers = st.integers(-5, 50_000) | st.floats(allow_nan=False, allow_infinity=False, width=32)
cells = st.none() | st.sampled_from(WORDS) | numbers | st.text(max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=st.lists(st.lists(cells, max_size=5), max_size=7))
def test_any_grid_is_read_or_refused(tmp_path: Path, grid: list[list[Any]]) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "any.xlsx"))
    page = book.add_worksheet()
    for row, line in enumerate(grid):
        for at, cell in enumerate(line):
            page.write(row, at, cell)
    book.close()

    with suppress(FaultsFoundError):
        found = propose(tmp_path / "any.xlsx")
        if found.read is None:
            return
        data = found.read.dataset
        assert data.households["household_id"].is_unique().all()
        assert set(data.members["household_id"]) == set(data.households["household_id"])
