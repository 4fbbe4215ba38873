"""Pages of the ledger: only auditors, only their area; reading a content is itself noted, looking at a list writes
nothing."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.actions.erase_payloads import erase_payloads
from rasoat.web.ledger.findings import FindingKind
from rasoat.web.ledger.heads import head_line
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.ledger.queries import trail_of
from rasoat.web.ledger.record import record
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client_for: Callable[..., Client], province: Unit) -> Client:
    return client_for("auditor", province)


def test_the_list_shows_what_was_done(auditor: Client, homes: list[Household]) -> None:
    count = Entry.objects.count()

    page = auditor.get(reverse("ledger:entries")).content.decode()

    assert "Xã Đồng Trám" in page
    assert f"Hộ {homes[0].pk}" in page
    assert Entry.objects.count() == count


@pytest.mark.parametrize("role", ["commune_officer", "commune_chair", "technical_admin"])
@pytest.mark.parametrize("name", ["entries", "heads"])
def test_others_are_not_let_in(
    client_for: Callable[..., Client], communes: list[Unit], province: Unit, role: str, name: str
) -> None:
    client = client_for(role, province if role == "technical_admin" else communes[0])

    assert client.get(reverse(f"ledger:{name}")).status_code == 403


def test_visitors_are_asked_to_sign_in() -> None:
    assert Client().get(reverse("ledger:entries")).status_code == 302


def test_entries_of_another_province_are_not_found(
    client_for: Callable[..., Client], homes: list[Household], db: None
) -> None:
    elsewhere = Unit.objects.create(
        key="KK", code="KK", name="Khác", level="province", folded="khac", initials="k", sort_key="khac"
    )
    Unit.objects.filter(pk=elsewhere.pk).update(province=elsewhere)
    client = client_for("auditor", elsewhere)
    entry = Entry.objects.first()
    assert entry is not None

    assert client.get(reverse("ledger:entry", args=[entry.pk])).status_code == 404
    assert client.post(reverse("ledger:reveal", args=[entry.pk])).status_code == 404
    assert "Xã Đồng Trám" not in client.get(reverse("ledger:entries")).content.decode()


def test_filters_and_the_cursor(auditor: Client, officer: Acting, homes: list[Household], communes: list[Unit]) -> None:
    with transaction.atomic():
        for number in range(60):
            record(officer, "test.many", homes[0], unit=communes[0], reason=str(number))
    url = reverse("ledger:entries")

    first = auditor.get(url, {"ban_ghi": f"register.household:{homes[0].pk}"})
    second = auditor.get(url, {"ban_ghi": f"register.household:{homes[0].pk}", "sau": first.context["next_cursor"]})

    assert len(first.context["rows"]) == 50
    assert len(second.context["rows"]) == 11
    for query in ({"don_vi": "dong tram"}, {"nguoi": officer.user.username}, {"tu": "01/01/2020", "den": "31/12/2199"}):  # type: ignore[union-attr]
        assert auditor.get(url, query).context["rows"], query
    for query in (
        {"don_vi": "bến gỗ"},
        {"nguoi": "không ai"},
        {"viec": "keys.rotated"},
        {"den": "01/01/2020"},
        {"ban_ghi": "x"},
    ):
        assert not auditor.get(url, query).context["rows"], query
    for query in ({"tu": "hôm qua"}, {"viec": "lạ"}, {"sau": "x"}, {"sau": "9" * 40}):
        assert auditor.get(url, query).status_code == 200


def test_the_list_asks_few_queries(
    auditor: Client, homes: list[Household], django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        auditor.get(reverse("ledger:entries"))


def test_content_is_shown_on_request_and_noted(
    auditor: Client, officer: Acting, homes: list[Household], communes: list[Unit]
) -> None:
    with transaction.atomic():
        entry = record(
            officer, "test.changed", homes[0], unit=communes[0], rows=[homes[0]], before={"head_name": "Cũ"},
            after={"head_name": "Mới"}, reason="Theo đơn số 5",
        )  # fmt: skip
    url = reverse("ledger:entry", args=[entry.pk])
    assert "Theo đơn số 5" not in auditor.get(url).content.decode()
    assert auditor.get(reverse("ledger:reveal", args=[entry.pk])).status_code == 405

    page = auditor.post(reverse("ledger:reveal", args=[entry.pk])).content.decode()

    assert all(text in page for text in ("Theo đơn số 5", "Cũ", "Mới"))
    noted = Entry.objects.latest("pk")
    assert (noted.action, noted.subject_id) == ("ledger.payload_read", str(entry.pk))


def test_heads_are_printed_for_the_area(auditor: Client, homes: list[Household]) -> None:
    page = auditor.get(reverse("ledger:heads")).content.decode()

    assert "TT0001:2:" in page


def test_a_head_line_says_unit_number_and_time(homes: list[Household], communes: list[Unit]) -> None:
    assert head_line(communes[0]).startswith("Nhật ký Xã Đồng Trám: TT0001:2:")
    assert head_line(communes[1]) == ""


def test_a_trail_has_no_values(homes: list[Household]) -> None:
    trail = trail_of(homes[0], 5)

    assert len(trail) == 1
    assert trail[0].who.startswith("Người commune_officer")


def test_erasing_content_leaves_a_sound_chain(homes: list[Household], communes: list[Unit], auditor: Client) -> None:
    with pytest.raises(RefusedError, match="căn cứ"):
        erase_payloads(installer(), homes[0], unit=communes[0], reason=" ")

    assert erase_payloads(installer(), homes[0], unit=communes[0], reason="Đơn số 7") == 1

    found = list(verify([communes[0]]))
    assert [finding.kind for finding in found] == [FindingKind.PAYLOAD_ERASED]
    assert not any(finding.is_fault for finding in found)
    erased = Entry.objects.get(subject_id=str(homes[0].pk), payload__isnull=True)
    page = auditor.post(reverse("ledger:reveal", args=[erased.pk])).content.decode()
    assert "đã được xóa theo luật" in page


def test_erasing_needs_the_technical_administrator(
    officer: Acting, homes: list[Household], communes: list[Unit]
) -> None:
    from rasoat.web.accounts.policy import NotAllowedError

    with pytest.raises(NotAllowedError):
        erase_payloads(officer, homes[0], unit=communes[0], reason="x")
    assert Chain.objects.get(unit=communes[0]).length == 2
