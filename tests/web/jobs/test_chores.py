"""What falls due once a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from rasoat.web.jobs import chores
from rasoat.web.jobs.chores import Chore, register_chore, run_due
from rasoat.web.jobs.models import ChoreRun


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, db: None) -> list[tuple[date, date]]:
    """The only chore there is notes when it was done, from which day on."""
    monkeypatch.setattr(chores, "_CHORES", {})
    found: list[tuple[date, date]] = []
    register_chore(Chore("thu", lambda since, today: found.append((since, today))))
    return found


def test_a_chore_is_done_once_a_day(done: list) -> None:
    today = timezone.localdate()

    counts = [run_due(), run_due()]

    assert counts == [1, 0]
    assert done == [(today - timedelta(days=1), today)]


def test_days_on_which_the_machine_was_off_are_made_up_for(done: list) -> None:
    today = timezone.localdate()
    ChoreRun.objects.create(name="thu", day=today - timedelta(days=9))

    run_due()

    assert done == [(today - timedelta(days=9), today)]


def test_what_another_worker_has_in_hand_is_left_to_it(done: list) -> None:
    today = timezone.localdate()
    ChoreRun.objects.create(
        name="thu", day=today - timedelta(days=1), claimed_until=timezone.now() + timedelta(minutes=5)
    )

    assert run_due() == 0
    assert done == []


def test_a_chore_that_failed_is_done_again_when_its_claim_has_run_out(done: list) -> None:
    today = timezone.localdate()
    ChoreRun.objects.create(
        name="thu", day=today - timedelta(days=2), claimed_until=timezone.now() - timedelta(minutes=1)
    )

    assert run_due() == 1
    assert ChoreRun.objects.get(name="thu").day == today
