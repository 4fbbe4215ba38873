"""Delegation: for its days, inside the unit, never passed on."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.actions.deactivate import deactivate
from rasoat.web.accounts.actions.delegate import delegate
from rasoat.web.accounts.actions.end_assignment import end_assignment
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError, policy_of
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

ActingFor = Callable[..., Acting]
UserWith = Callable[..., User]
PAIR = frozenset({"commune_chair", "commune_officer"})


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def chair_and_colleague(user_with: UserWith, communes: list[Unit]) -> tuple[User, User]:
    return user_with("commune_chair", communes[0]), user_with("commune_board", communes[0])


def test_delegation_gives_the_role_for_its_days(chair_and_colleague, communes) -> None:
    chair, colleague = chair_and_colleague
    until = today() + timedelta(days=10)

    row = delegate(acting_as(chair, "web"), chair.assignments.get(), colleague, until=until, document="UQ 3")

    assert policy_of(colleague, today()).may(Capability.OPENING_APPROVE, communes[0])
    assert policy_of(colleague, until).may(Capability.OPENING_APPROVE, communes[0])
    assert not policy_of(colleague, until + timedelta(days=1)).may(Capability.OPENING_APPROVE, communes[0])
    assert Entry.objects.filter(action="accounts.role_delegated", subject_id=str(row.pk)).exists()


def test_delegation_ends_with_its_source_and_with_its_giver(chair_and_colleague, communes, console) -> None:
    chair, colleague = chair_and_colleague
    delegate(acting_as(chair, "web"), chair.assignments.get(), colleague, until=today() + timedelta(days=10))

    deactivate(console, chair, reason="Nghỉ hưu")

    assert not policy_of(colleague, today()).may(Capability.OPENING_APPROVE, communes[0])


def test_ending_a_role_ends_what_was_delegated(chair_and_colleague, console) -> None:
    chair, colleague = chair_and_colleague
    row = delegate(acting_as(chair, "web"), chair.assignments.get(), colleague, until=today() + timedelta(days=10))

    end_assignment(console, chair.assignments.get())

    row.refresh_from_db()
    assert row.ended_at is not None


def test_who_delegated_calls_it_back(chair_and_colleague) -> None:
    chair, colleague = chair_and_colleague
    row = delegate(acting_as(chair, "web"), chair.assignments.get(), colleague, until=today() + timedelta(days=10))

    assert end_assignment(acting_as(chair, "web"), row).ended_at


def test_a_delegated_role_is_not_delegated_again(chair_and_colleague, user_with, communes) -> None:
    chair, colleague = chair_and_colleague
    third = user_with("front_observer", communes[0])
    row = delegate(acting_as(chair, "web"), chair.assignments.get(), colleague, until=today() + timedelta(days=10))

    with pytest.raises(NotAllowedError):
        delegate(acting_as(colleague, "web"), row, third, until=today() + timedelta(days=5))


@pytest.mark.parametrize("days", [-1, 91, 400])
def test_delegation_lasts_ninety_days_at_most(days: int, chair_and_colleague) -> None:
    chair, colleague = chair_and_colleague

    with pytest.raises(RefusedError):
        delegate(acting_as(chair, "web"), chair.assignments.get(), colleague, until=today() + timedelta(days=days))


def test_delegation_stays_inside_the_unit(chair_and_colleague, user_with, communes) -> None:
    chair, _colleague = chair_and_colleague
    stranger = user_with("commune_board", communes[1])

    with pytest.raises(RefusedError):
        delegate(acting_as(chair, "web"), chair.assignments.get(), stranger, until=today())


def test_delegation_keeps_duties_apart(chair_and_colleague, user_with, communes) -> None:
    chair, _colleague = chair_and_colleague
    officer = user_with("commune_officer", communes[0])

    with pytest.raises(RefusedError) as refusal:
        delegate(acting_as(chair, "web"), chair.assignments.get(), officer, until=today())
    assert refusal.value.code == "duties_apart"


def test_somebody_elses_role_is_not_delegated(chair_and_colleague, user_with, communes) -> None:
    chair, colleague = chair_and_colleague
    board = acting_as(colleague, "web")

    with pytest.raises(NotAllowedError):
        delegate(board, chair.assignments.get(), user_with("front_observer", communes[0]), until=today())
