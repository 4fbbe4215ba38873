"""What an import stored in words is told in the language of who reads it, whoever wrote it."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.web.exchange.conftest import PEOPLE, upload, workbook
from tests.web.exchange.test_importing import write
from tests.web.exchange.test_planted_faults import faulty_book

from rasoat.web.exchange.actions.confirm_import import ImportOptions
from rasoat.web.exchange.actions.undo_import import undo_import
from rasoat.web.exchange.models import Import
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.worker import run_until_idle

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(officer) -> Iterator[Client]:
    """The officer's browser, switched to English. What a page switches to does not outlive the test."""
    officer.user.language = "en"
    officer.user.save()
    client = Client()
    client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override(settings.LANGUAGE_CODE):
        yield client


def shown(client: Client, name: str, *args: object, query: str = "") -> str:
    return client.get(reverse(name, args=args) + query).content.decode()


def test_jobs_are_called_in_the_readers_language(english, read) -> None:
    read(workbook(PEOPLE))

    page = shown(english, "jobs:list")

    assert "Read the file so-xa.xlsx" in page
    assert "Đọc tệp" not in page
    with translation.override("vi"):
        assert str(Job.objects.order_by("created_at")[0]) == "Đọc tệp so-xa.xlsx"


def test_notes_of_refused_rows_and_their_faults(english, read) -> None:
    batch = read(faulty_book())
    refused = batch.rows.filter(outcome="refused").order_by("number")

    rows = shown(english, "exchange:rows", batch.pk, query="?loai=refused")
    row = shown(english, "exchange:row", batch.pk, refused[0].number)

    assert "row 4" in rows
    assert "dòng 4" not in rows
    assert "Remedy:" in row
    assert "Cách sửa:" not in row


def test_what_stands_against_an_undoing(english, officer, read) -> None:
    first = write(officer, read(workbook(PEOPLE)), ImportOptions())
    rows = [list(row) for row in PEOPLE]
    rows[2][8] = "Cuối Suối"
    write(officer, read(workbook(rows), name="moi.xlsx"), ImportOptions())
    undo_import(officer, first, reason="Nhầm tệp")
    run_until_idle()

    page = shown(english, "exchange:rows", first.pk, query="?loai=add")

    assert "Could not be undone: " in page
    assert "Không hoàn tác được" not in page
    assert "biến động" not in page


def test_fields_of_the_mapping_have_english_names(english, communes) -> None:
    form = {"file": upload(workbook(PEOPLE)), "place": communes[0].pk, "list_date": "15/01/2026"}
    english.post(reverse("exchange:upload"), {**form, "standard": "national_2022"})
    run_until_idle()
    batch = Import.objects.get()

    page = shown(english, "exchange:mapping", batch.pk)

    fields = set(re.findall(r'<option value="\w*"[^>]*>([^<]*)<', page))
    assert {"Household number", "Deprived: Employment", "Personal number", "Row number"} <= fields
    assert not fields & {"Số thứ tự hộ", "Họ và tên", "Huyện", "Thiếu hụt: Việc làm", "Số định danh cá nhân, CCCD"}


def test_a_refused_file_says_why_in_english(english, officer, read) -> None:
    batch = read(workbook([], ("Không", "Có", "Gì")))
    assert batch.state == "refused"

    page = shown(english, "exchange:import", batch.pk)

    assert "no list of households was found" in page
    assert "không tìm thấy danh sách" not in page
