"""A workbook with twenty planted faults: each named with its place and its remedy, the good rows get in."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.web.exchange.conftest import workbook

from rasoat.survey.marking.api import is_marked
from rasoat.survey.marking.names import SUMMARY_TITLE
from rasoat.survey.sheets import column_letter
from rasoat.web.exchange import files
from rasoat.web.exchange.actions.confirm_import import ImportOptions, confirm_import
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.models import Household
from rasoat.web.vault.files import plain_copy

pytestmark = pytest.mark.django_db

HEADINGS = (
    "STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Số CCCD", "Dân tộc", "Xã", "Thôn",
    "Phân loại hộ", "B1", "B2", "Số nhân khẩu", "Ngày QĐ", "Bảo hiểm y tế", "Nguyên nhân nghèo", "Tình trạng việc làm",
)  # fmt: skip
GOOD = (
    "Chủ hộ",
    "02/03/1980",
    "Nam",
    "",
    "Kinh",
    "Đồng Trám",
    "Cuối Suối",
    "Hộ nghèo",
    100,
    20,
    1,
    "15/12/2025",
    "Có",
    "",
    "",
)
FAULTS = (
    (3, "30/02/1980"), (3, "2090"), (4, "Nửa"), (5, "12345"), (6, "Ma-rốc"), (2, "hàng xóm thân"), (9, "Hộ khá giả"),
    (10, "một trăm"), (11, "hai"), (12, "nhiều"), (13, "32/13/2025"), (14, "lúc có lúc không"), (15, "lười quá"),
    (16, "đi chơi"),
    (3, "01/01/1700"), (5, "00108000001A"), (10, "-5"), (12, "0"), (13, "tháng chạp"), (11, "9999999"),
)  # fmt: skip


def rows() -> list[list[object]]:
    made: list[list[object]] = []
    for number in range(25):
        row: list[object] = [number + 1, f"Người Thử {chr(65 + number)}", *GOOD]
        if number < len(FAULTS):
            at, value = FAULTS[number]
            row[at] = value
        made.append(row)
    return made


def faulty_book() -> bytes:
    """Twenty-five households in rows 4 to 28; the first twenty have one planted fault each."""
    return workbook(rows(), HEADINGS)


def planted() -> list[tuple[int, str, str]]:
    """Row, letter of the column, and what stands there, of each planted fault."""
    return [(number, column_letter(at), value) for number, (at, value) in enumerate(FAULTS, start=4)]


def test_the_preview_names_sheet_row_and_column_of_each(officer, read) -> None:
    batch = read(faulty_book())
    client = Client()
    client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    lines: list[str] = []
    for number in range(1, 20):
        page = client.get(reverse("exchange:faults", args=[batch.pk]), {"trang": number}).content.decode()
        lines += [unescape(line) for line in page.split("<tr>")[1:]]
        if f"trang={number + 1}" not in page:
            break

    places = [fault.place for fault in files.faults_kept(batch)]
    for row, letter, value in planted():
        there = [place for place in places if (place.sheet, place.row, place.cell) == ("Sổ xã", row, f"{letter}{row}")]
        named = [line for line in lines for place in there if place.column and place.text_vi() in line]
        assert any(value in line for line in named), (row, letter, value)


def test_the_marked_copy_marks_and_lists_each(read) -> None:
    batch = read(faulty_book())
    assert batch.marked is not None

    with plain_copy(batch.marked) as path:
        book = load_workbook(path)

    page, listed = book["Sổ xã"], book[SUMMARY_TITLE]
    lines = [tuple(str(cell) for cell in line) for line in listed.iter_rows(values_only=True)]
    for row, letter, value in planted():
        cell = page[f"{letter}{row}"]
        assert cell.comment is not None, (row, letter, value)
        assert cell.fill.fgColor.rgb != "00000000", (row, letter, value)
        assert any(
            "Sổ xã" in line and f"{letter}{row}" in line and any(part.startswith(letter) for part in line)
            for line in lines
        ), (row, letter, value)


def test_each_fault_is_named_and_the_good_rows_get_in(officer, read) -> None:
    batch = read(faulty_book())
    assert batch.state == "ready", batch.error
    faults = files.faults_kept(batch)

    confirm_import(officer, batch, ImportOptions())
    run_until_idle()

    batch.refresh_from_db()
    for number, (at, value) in enumerate(FAULTS, start=4):
        told = [fault for fault in faults if fault.place.row == number and str(value) in (fault.value or fault.vi)]
        assert told, (number, HEADINGS[at], value, [fault.text_vi() for fault in faults if fault.place.row == number])
        assert all(fault.place.sheet == "Sổ xã" and fault.place.column and fault.remedy_vi for fault in told)
    names = set(Household.objects.values_list("head_name", flat=True))
    assert {f"Người Thử {chr(65 + number)}" for number in range(20, 25)} <= names
    refused = set(batch.rows.filter(outcome="refused").values_list("head_name", flat=True))
    assert not refused & names
    assert len(refused) + len(names) == 25
    assert batch.marked is not None
    with plain_copy(batch.marked) as path:
        assert is_marked(path)


def test_the_marked_copy_mended_brings_the_rest_in(officer, read) -> None:
    batch = read(faulty_book())
    confirm_import(officer, batch, ImportOptions())
    run_until_idle()
    mended = [[number + 1, f"Người Thử {chr(65 + number)}", *GOOD] for number in range(25)]

    again = read(workbook(mended, HEADINGS), name="da-sua.xlsx")

    assert again.counts["outcomes"].get("refused", 0) == 0
    assert again.counts["outcomes"].get("add", 0) == batch.rows.filter(outcome="refused").count()


def test_the_page_of_faults_shows_them(officer, read) -> None:
    batch = read(faulty_book())
    client = Client()
    client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("exchange:faults", args=[batch.pk]))

    assert page.status_code == 200
    assert "Ma-rốc" in page.content.decode()
