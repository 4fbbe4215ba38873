"""Health facts of a file: compared, shown only to those who may see them, sealed, and taken back."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.exchange.conftest import HEADINGS, LIST_DATE, PEOPLE, workbook
from tests.web.exchange.test_importing import write

from rasoat.web.accounts.models import Assignment
from rasoat.web.accounts.strength import mark_strong
from rasoat.web.exchange.actions.confirm_import import ImportOptions
from rasoat.web.exchange.actions.undo_import import undo_import
from rasoat.web.exchange.models import Outcome
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.register.actions.edit_health import edit_health, health_of
from rasoat.web.register.models import HouseholdEvent, Member, MemberHealth
from rasoat.web.register.occasion import Occasion

pytestmark = pytest.mark.django_db

COLUMN = "Mức độ khuyết tật"


def told(first: str) -> bytes:
    """The list with the degree of disability of its first person."""
    rows = [[*row, first if number == 0 else ""] for number, row in enumerate(PEOPLE)]
    return workbook(rows, (*HEADINGS, COLUMN))


def facts() -> dict[str, object]:
    row = MemberHealth.objects.filter(member__full_name="Hoàng Văn Mẫu").select_related("member").first()
    return health_of(row) if row else {}


def page_of(user, batch) -> str:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    mark_strong(session, user)
    session.save()
    return client.get(f"{reverse('exchange:rows', args=[batch.pk])}?loai=change").content.decode()


@pytest.fixture
def held(officer, read):
    """The register after a list with one severe disability."""
    return write(officer, read(told("Nặng")), ImportOptions())


@pytest.mark.usefixtures("held")
def test_the_same_facts_change_nothing(read) -> None:
    assert read(told("Nặng"), name="lai.xlsx").counts["outcomes"] == {"same": 3}
    assert read(told(""), name="trong.xlsx").counts["outcomes"] == {"same": 3}


@pytest.mark.usefixtures("held")
def test_a_change_is_written_sealed_and_the_ledger_agrees(officer, read) -> None:
    batch = read(told("Đặc biệt nặng"), name="moi.xlsx")
    before = facts()
    assert batch.counts["outcomes"] == {"change": 1, "same": 2}

    write(officer, batch, ImportOptions())

    assert before != facts()
    event = HouseholdEvent.objects.filter(batch=batch.pk).get()
    assert "severe" not in str(event.changes)
    entry = Entry.objects.filter(action="register.household_imported").latest("pk")
    assert any(label == "register.memberhealth" for label, _key, _digest in entry.rows)
    assert [finding for finding in verify() if finding.row.startswith(("register.", "exchange."))] == []


@pytest.mark.usefixtures("held")
def test_values_are_shown_only_to_those_who_may_see_them(officer, user_with, province, read) -> None:
    batch = read(told("Đặc biệt nặng"), name="moi.xlsx")

    seen = page_of(officer.user, batch)
    Assignment.objects.filter(user=officer.user).update(role="province_admin", unit=province)
    hidden = page_of(officer.user, batch)

    assert "Thông tin sức khỏe thay đổi" in seen
    assert "Đặc biệt nặng" in seen
    assert "Thông tin sức khỏe thay đổi" in hidden
    assert "Đặc biệt nặng" not in hidden
    assert "<del>" not in hidden


@pytest.mark.usefixtures("held")
def test_undoing_brings_the_facts_back(officer, read) -> None:
    before = facts()
    batch = write(officer, read(told("Đặc biệt nặng"), name="moi.xlsx"), ImportOptions())

    undo_import(officer, batch, reason="Nhầm tệp")
    run_until_idle()

    batch.refresh_from_db()
    assert (batch.counts["undone"], batch.counts["kept"]) == (1, 0), list(batch.rows.values_list("note", flat=True))
    assert facts() == before
    assert [finding for finding in verify() if finding.row.startswith(("register.", "exchange."))] == []


@pytest.mark.usefixtures("held")
def test_undoing_what_the_ledger_no_longer_holds_is_refused_with_the_reason(officer, read) -> None:
    batch = write(officer, read(told("Đặc biệt nặng"), name="moi.xlsx"), ImportOptions())
    Entry.objects.filter(action="register.household_imported").update(payload=None)
    after = facts()

    undo_import(officer, batch, reason="Nhầm tệp")
    run_until_idle()

    batch.refresh_from_db()
    assert (batch.counts["undone"], batch.counts["kept"]) == (0, 1)
    assert "sức khỏe" in batch.rows.get(outcome=Outcome.CHANGE).said
    assert facts() == after


@pytest.mark.usefixtures("held")
def test_a_list_older_than_the_last_change_is_not_let_over_it(officer, read) -> None:
    member = Member.objects.get(full_name="Hoàng Văn Mẫu")
    later = LIST_DATE.replace(day=20)
    edit_health(officer, member, {"disability_degree": "mild"}, Occasion(later, "Giấy xác nhận"))

    batch = read(told("Đặc biệt nặng"), name="cu.xlsx")

    assert batch.counts["outcomes"] == {"refused": 1, "same": 2}
    assert "20/01/2026" in batch.rows.get(outcome=Outcome.REFUSED).said
