"""What befell a household is told without changing it, and can be taken back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.record_hardship import record_hardship
from rasoat.web.register.actions.undo_event import undo_event
from rasoat.web.register.models import Hardship, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion

pytestmark = pytest.mark.django_db
STORM = Occasion(date(2026, 3, 1), "Bão tốc mái nhà")


def test_it_changes_nothing_of_the_household(officer: Acting, family: Callable) -> None:
    home = family()
    before = Household.objects.filter(pk=home.pk).values("head_name", "member_count", "since").get()

    event = record_hardship(officer, home, Hardship.DISASTER, STORM)

    assert (event.kind, event.changes["cause"], event.reason) == ("hardship", "disaster", "Bão tốc mái nhà")
    assert Household.objects.filter(pk=home.pk).values("head_name", "member_count", "since").get() == before
    assert [finding.row for finding in verify() if finding.row.startswith("register.")] == []


def test_it_can_be_taken_back(officer: Acting, family: Callable) -> None:
    event = record_hardship(officer, family(), Hardship.RETURN, STORM)

    undo_event(officer, event, reason="ghi nhầm hộ")

    assert HouseholdEvent.objects.get(pk=event.pk).undone_by is not None


def test_it_needs_words_and_somebody_who_may_write(officer: Acting, family: Callable, acting_for, communes) -> None:
    home = family()
    with pytest.raises(RefusedError):
        record_hardship(officer, home, Hardship.ILLNESS, Occasion(date(2026, 3, 1), " "))
    with pytest.raises(NotAllowedError):
        record_hardship(acting_for("commune_officer", communes[1]), home, Hardship.ILLNESS, STORM)


def test_it_is_written_at_the_page_of_the_household(family: Callable, client_for: Callable[..., Client]) -> None:
    home = family()
    desk = client_for("commune_officer", home.commune)
    address = reverse("register:event", args=[home.code, "rui-ro"])

    empty = desk.post(address, {"on": "01/03/2026"})
    kept = desk.post(
        address, {"cause": "disaster", "on": "01/03/2026", "reason": "Bão tốc mái", "version": home.version}
    )

    assert set(empty.context["form"].errors) >= {"cause", "reason"}
    assert kept.status_code == 302
    assert "Gặp rủi ro, biến cố" in desk.get(reverse("register:household", args=[home.code])).content.decode()
