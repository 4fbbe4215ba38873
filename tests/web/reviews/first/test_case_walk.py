"""Every legal and illegal move of the graphs of cases and requests, as every role."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import LEVELS
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.come_back import come_back
from rasoat.web.reviews.actions.enter_result import SignedResult, enter_result
from rasoat.web.reviews.actions.leave_round import leave_round
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.actions.reopen_application import reopen_application
from rasoat.web.reviews.actions.screen_out_application import screen_out_application
from rasoat.web.reviews.actions.screen_out_case import screen_out_case
from rasoat.web.reviews.actions.send_back_form import send_back_form
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.actions.take_application import take_application
from rasoat.web.reviews.actions.undo_entry import undo_entry
from rasoat.web.reviews.actions.unlock_form import unlock_form
from rasoat.web.reviews.applications.drafts import ApplicationDraft
from rasoat.web.reviews.models import Application, Case, RequestChannel, RequestKind, Situation
from rasoat.web.reviews.state_graphs import APPLICATION, CASE
from web.review_making import STANDARD, make_case, make_round
from web.reviews.first.conftest import TOLD

SAID = SignedResult(STANDARD, "poor", "DS 1")
FROM_FORMS: Mapping[str, Callable[[Acting, Case, Any], Any]] = {
    "submit": lambda acting, case, form: submit_form(acting, case, form),
    "lock": lambda acting, case, _form: lock_form(acting, case),
    "unlock": lambda acting, case, _form: unlock_form(acting, case, "thử"),
    "send_back": lambda acting, case, _form: send_back_form(acting, case, "thử"),
    "screen_out": lambda acting, case, _form: screen_out_case(acting, case, "thử", TOLD),
    "leave": lambda acting, case, _form: leave_round(acting, case, Situation.MOVED_OUT, "thử", TOLD),
    "come_back": lambda acting, case, _form: come_back(acting, case, "thử", TOLD),
}
FROM_LISTS: Mapping[str, Callable[[Acting, Case], Any]] = {
    "enter": lambda acting, case: enter_result(acting, case, SAID, TOLD),
    "undo_entry": lambda acting, case: undo_entry(acting, case, "thử"),
}
ELSEWHERE = {"decide"}
"""Moves of the later steps."""


@pytest.fixture
def people(acting_for, communes, villages, province) -> dict[str, Acting]:
    """Somebody of every role, on the lowest unit at which it is held."""
    units = {"village": villages[0], "commune": communes[0], "province": province, "district": province, "nation": None}
    lowest = {
        role: next(level for level in ("village", "commune", "district", "province", "nation") if level in LEVELS[role])
        for role in Role.values
    }
    return {role: acting_for(role, units[level]) for role, level in lowest.items()}


def outcome(run: Callable[[], Any], row: Any) -> str:
    """The state that a run leads to, or how it was refused; everything is rolled back."""
    try:
        with transaction.atomic():
            run()
            row.refresh_from_db()
            state = row.state
            transaction.set_rollback(True)
            return state
    except NotAllowedError:
        return "not allowed"
    except RefusedError:
        return "refused"


def expected(graph: Any, move: str, state: str, acting: Acting, place: Any) -> str:
    if not acting.policy.may(graph.moves[move].need, place):
        return "not allowed"
    return graph.moves[move].target if graph.can(move, state) else "refused"


def test_every_move_of_a_case_is_walked_somewhere():
    assert set(CASE.moves) == set(FROM_FORMS) | set(FROM_LISTS) | ELSEWHERE


@pytest.mark.parametrize("state", sorted(CASE.states))
def test_moves_of_a_case_surveyed_by_forms(state, people, officer, case, filled, open_round):
    submit_form(officer, case, filled())
    if state in {"left", "screened_out"}:
        case.results.update(state="left")
    Case.objects.filter(pk=case.pk).update(state=state, opening={})  # who is on the list is never screened out
    for role, acting in people.items():
        for move, run in FROM_FORMS.items():
            found = outcome(lambda run=run, acting=acting: run(acting, case, filled()), case)
            assert found == expected(CASE, move, state, acting, case), (role, move)


@pytest.mark.parametrize("state", sorted(CASE.states))
def test_moves_of_a_case_of_signed_lists(state, people, officer, province, communes, villages, family):
    row = make_round(province, communes, route="entered")
    case = make_case(row, family())
    enter_result(officer, case, SAID, TOLD)
    Case.objects.filter(pk=case.pk).update(state=state)
    for role, acting in people.items():
        found = outcome(lambda acting=acting: FROM_LISTS["undo_entry"](acting, case), case)
        assert found == expected(CASE, "undo_entry", state, acting, case), role
    case.results.update(state="left" if state in {"left", "screened_out"} else "waiting")
    for role, acting in people.items():
        found = outcome(lambda acting=acting: FROM_LISTS["enter"](acting, case), case)
        wanted = expected(CASE, "enter", state, acting, case)
        if wanted == "refused" and state in {"surveyed", "locked", "decided"}:
            wanted = state  # a further result beside the one that locked it
        assert found == wanted, role


@pytest.mark.parametrize("state", sorted(APPLICATION.states))
def test_moves_of_a_request(state, people, officer, open_round, communes, family):
    draft = ApplicationDraft(
        communes[0], RequestKind.REVIEW, RequestChannel.IN_PERSON, "Lò Thị Thử", TOLD, household=family()
    )
    row = receive_application(officer, draft)
    Application.objects.filter(pk=row.pk).update(state=state)
    moves = {
        "take": lambda acting: take_application(acting, row, open_round),
        "screen_out": lambda acting: screen_out_application(acting, row, "thử"),
        "reopen": lambda acting: reopen_application(acting, row, "thử"),
    }
    assert set(moves) == set(APPLICATION.moves)
    for role, acting in people.items():
        for move, run in moves.items():
            found = outcome(lambda run=run, acting=acting: run(acting), row)
            assert found == expected(APPLICATION, move, state, acting, row), (role, move)
