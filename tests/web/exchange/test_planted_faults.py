"""A workbook with twenty planted faults: each named with its place and its remedy, the good rows get in."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.exchange.conftest import workbook

from rasoat.survey.marking.api import is_marked
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


def test_each_fault_is_named_and_the_good_rows_get_in(officer, read) -> None:
    batch = read(workbook(rows(), HEADINGS))
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
    batch = read(workbook(rows(), HEADINGS))
    confirm_import(officer, batch, ImportOptions())
    run_until_idle()
    mended = [[number + 1, f"Người Thử {chr(65 + number)}", *GOOD] for number in range(25)]

    again = read(workbook(mended, HEADINGS), name="da-sua.xlsx")

    assert again.counts["outcomes"].get("refused", 0) == 0
    assert again.counts["outcomes"].get("add", 0) == batch.rows.filter(outcome="refused").count()


def test_the_page_of_faults_shows_them(officer, read) -> None:
    batch = read(workbook(rows(), HEADINGS))
    client = Client()
    client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("exchange:faults", args=[batch.pk]))

    assert page.status_code == 200
    assert "Ma-rốc" in page.content.decode()
