"""The pages of imports, exports and settlements, for those who may and those who may not."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.exchange.conftest import PEOPLE, upload, workbook

from rasoat.web.exchange.models import Export, Import
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(officer) -> Client:
    browser = Client()
    browser.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def sent(client: Client, content: bytes, commune, name: str = "so.xlsx"):
    form = {"file": upload(content, name), "place": commune.pk, "list_date": "15/01/2026", "standard": "national_2022"}
    return client.post(reverse("exchange:upload"), form)


def test_an_import_by_pages_from_upload_to_undoing(client, communes) -> None:
    assert client.get(reverse("exchange:home")).status_code == 200
    assert client.get(reverse("exchange:upload")).status_code == 200
    answer = sent(client, workbook(PEOPLE), communes[0])
    batch = Import.objects.get()
    assert answer.headers["Location"] == reverse("exchange:import", args=[batch.pk])
    run_until_idle()

    page = client.get(reverse("exchange:mapping", args=[batch.pk]))
    assert "Ghi sổ tay" in page.content.decode()
    form = {"name": "Sổ xã", "keep": "1"}
    assert client.post(reverse("exchange:mapping", args=[batch.pk]), form).status_code == 302
    run_until_idle()

    shown = client.get(reverse("exchange:import", args=[batch.pk])).content.decode()
    assert "Nếu xác nhận thì" in shown
    for name in ("rows", "missing", "faults", "confirm"):
        assert client.get(reverse(f"exchange:{name}", args=[batch.pk])).status_code == 200
    assert client.get(reverse("exchange:row", args=[batch.pk, 1])).status_code == 200
    wrong = client.post(reverse("exchange:confirm", args=[batch.pk]), {"signed": "1", "standard": "national_2022"})
    assert wrong.status_code == 422
    assert client.post(reverse("exchange:confirm", args=[batch.pk]), {"signed": "0"}).status_code == 302
    run_until_idle()
    assert Household.objects.count() == 3

    assert client.get(reverse("exchange:undo", args=[batch.pk])).status_code == 200
    assert client.post(reverse("exchange:undo", args=[batch.pk]), {"reason": "Nhầm"}).status_code == 302
    run_until_idle()
    assert not Household.objects.filter(ended_on=None).exists()
    assert client.get(reverse("exchange:import", args=[batch.pk])).status_code == 200
    assert client.get(reverse("exchange:home")).status_code == 200


def test_other_heading_rows_can_be_chosen(client, communes) -> None:
    sent(client, workbook(PEOPLE), communes[0])
    run_until_idle()
    batch = Import.objects.get()
    form = {"first-0": "3", "last-0": "3", "data-0": "5", "rows-0": "members", "keep": "1"}

    client.post(reverse("exchange:mapping", args=[batch.pk]), form)
    run_until_idle()

    batch.refresh_from_db()
    assert batch.state == "ready", batch.error
    assert batch.counts["members"] == 3


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "trong.xlsx", "rỗng"), (b"%PDF-1.4 x", "a.xlsx", "PDF"), (b"PK\x03\x04rubbish", "a.xlsx", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "a.xls", "xls"), (b"<html><table>", "a.xlsx", ""),
    ],
)  # fmt: skip
def test_files_that_are_no_lists_are_refused_with_a_reason(client, communes, content, name, words) -> None:
    answer = sent(client, content, communes[0], name)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_over_the_limit_is_refused(client, communes, settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 2000

    answer = sent(client, workbook(PEOPLE), communes[0])

    assert answer.status_code == 422
    assert "quá lớn" in answer.content.decode()


@pytest.mark.parametrize("name", ["import", "rows", "missing", "faults", "confirm", "undo", "mapping", "places"])
def test_imports_of_another_commune_are_not_there(read, client_for, communes, name) -> None:
    batch = read(workbook(PEOPLE))
    other = client_for("commune_officer", communes[1])

    assert other.get(reverse(f"exchange:{name}", args=[batch.pk])).status_code == 404


def test_those_who_only_look_cannot_import(client_for, villages, communes) -> None:
    looker = client_for("village_head", villages[0])

    assert looker.get(reverse("exchange:upload")).status_code == 403
    assert sent(looker, workbook(PEOPLE), communes[0]).status_code == 403
    assert looker.get(reverse("exchange:exports")).status_code == 403


def test_an_officer_cannot_import_into_another_commune(client, communes) -> None:
    answer = sent(client, workbook(PEOPLE), communes[1])

    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_unknown_places_are_asked_once(client, communes, read) -> None:
    rows = [list(row) for row in PEOPLE]
    rows[3][8] = "Thôn Lạ"
    batch = read(workbook(rows))
    assert batch.state == "places"

    address = reverse("exchange:places", args=[batch.pk])
    assert "Thôn Lạ" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"place-0": f"{communes[0].pk}:new"}).status_code == 302
    run_until_idle()

    batch.refresh_from_db()
    assert batch.state == "ready"
    again = read(workbook(rows), name="lan-hai.xlsx")
    assert again.state == "ready"
    assert again.rows.get(number=3).village.name == "Thôn Lạ"


def test_lists_of_imports_ask_few_questions(client, read, django_assert_max_num_queries) -> None:
    for number in range(3):
        read(workbook(PEOPLE), name=f"so-{number}.xlsx")

    with django_assert_max_num_queries(12):
        client.get(reverse("exchange:home"))


@pytest.mark.parametrize("kind", ["national", "survey"])
def test_the_register_goes_out_and_comes_back_the_same(client, officer, read, communes, kind) -> None:
    from tests.web.exchange.test_importing import SIGNED

    from rasoat.web.exchange.actions.confirm_import import confirm_import
    from rasoat.web.vault.files import open_sealed

    confirm_import(officer, read(workbook(PEOPLE)), SIGNED)
    run_until_idle()
    form = {"place": communes[0].pk, "kind": kind, "standard": "national_2022", "with_numbers": "on"}

    answer = client.post(reverse("exchange:exports"), form)
    run_until_idle()

    export = Export.objects.get()
    assert answer.status_code == 302
    assert export.file is not None, export.job.error
    assert client.get(reverse("exchange:export", args=[export.pk])).status_code == 200
    assert client.get(reverse("exchange:exports")).status_code == 200
    back = read(b"".join(open_sealed(export.file)), name="ve.xlsx")
    assert back.state == "ready", back.error
    outcomes = back.counts["outcomes"]
    assert outcomes.get("add", 0) == 0
    assert outcomes.get("ask", 0) <= 1  # the one head without an identity number, by name, in the national workbook


def test_the_same_layout_keeps_unknown_columns(client, officer, read, communes) -> None:
    from tests.web.exchange.conftest import HEADINGS
    from tests.web.exchange.test_importing import SIGNED

    from rasoat.survey.sheets import Workbook
    from rasoat.web.exchange.actions.confirm_import import confirm_import
    from rasoat.web.vault.files import plain_copy

    batch = read(workbook(PEOPLE))
    confirm_import(officer, batch, SIGNED)
    run_until_idle()
    form = {"place": communes[0].pk, "kind": f"same:{batch.pk}", "standard": "national_2022", "with_numbers": "on"}

    client.post(reverse("exchange:exports"), form)
    run_until_idle()

    export = Export.objects.get()
    assert export.file is not None, export.job.error
    with plain_copy(export.file) as path, Workbook(path) as book:
        cells = book.rows(book.titles[0])
    assert tuple(cells[2]) == HEADINGS
    written = {row[1]: row for row in cells[3:]}
    assert written["Hoàng Văn Mẫu"][10] == "nhà sàn"
    assert written["Hoàng Văn Mẫu"][5] == "001080000011"
    assert len(written) == 4


def test_a_waiting_page_goes_on_by_itself_when_the_job_rests(client, communes) -> None:
    sent(client, workbook(PEOPLE), communes[0])
    page = reverse("exchange:import", args=[Import.objects.get().pk])

    waiting = client.get(page, headers={"HX-Request": "true"})
    run_until_idle()
    rested = client.get(page, headers={"HX-Request": "true"})

    assert "hx-get" in waiting.content.decode()
    assert (rested.status_code, rested.headers["HX-Redirect"]) == (200, page)
    assert not rested.content
