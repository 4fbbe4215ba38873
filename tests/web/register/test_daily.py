"""Statuses follow the calendar: a decision signed in December holds from January."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.daily import follow_the_calendar
from rasoat.web.register.models import Decision, Household, Status, UnitCount


@pytest.fixture
def decided(officer: Acting, family: Callable[..., Household], villages: list[Unit]) -> Household:
    """A household with a decision that begins in the future."""
    home = family()
    soon = timezone.localdate() + timedelta(days=30)
    draft = DecisionDraft(villages[0].commune, "national_2022", soon.year, soon)
    record_decision(officer, draft, [LineDraft(home, "poor")])
    return home


def test_a_decision_gives_no_status_before_it_begins(decided: Household) -> None:
    follow_the_calendar(timezone.localdate() - timedelta(days=1), timezone.localdate())

    assert not Status.objects.exists()


def test_the_day_a_decision_begins_brings_status_and_totals(decided: Household) -> None:
    today = timezone.localdate()
    Decision.objects.update(effective_from=today)

    follow_the_calendar(today - timedelta(days=1), today)

    assert Status.objects.get().household_class == "poor"
    assert UnitCount.objects.get(standard_id="national_2022").households == 1


def test_the_day_after_a_decision_has_run_out_takes_the_status_away(decided: Household) -> None:
    today = timezone.localdate()
    Decision.objects.update(effective_from=today)
    follow_the_calendar(today - timedelta(days=1), today)
    Decision.objects.update(effective_until=today - timedelta(days=1))

    follow_the_calendar(today - timedelta(days=1), today)

    assert not Status.objects.exists()
    assert not UnitCount.objects.filter(standard_id="national_2022").exists()
