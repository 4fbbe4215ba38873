"""Every move of the graphs of the later steps: legal from where the graph says, refused elsewhere, and who may make it.

The moves of cases and of the score belong to the first steps and are walked there (`ELSEWHERE`).
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.ask_opinion import ask_opinion
from rasoat.web.reviews.actions.confirm_decision import confirm_decision
from rasoat.web.reviews.actions.correct_number import correct_number
from rasoat.web.reviews.actions.end_posting import end_posting
from rasoat.web.reviews.actions.hold_case import hold_case
from rasoat.web.reviews.actions.record_opinion import OpinionAnswer, record_opinion
from rasoat.web.reviews.actions.release_case import release_case
from rasoat.web.reviews.actions.skip_opinion import skip_opinion
from rasoat.web.reviews.actions.withdraw_draft import withdraw_draft
from rasoat.web.reviews.models import (
    Case,
    DecidedCase,
    Meeting,
    MeetingOutcome,
    Opinion,
    PostedCase,
    Posting,
    Result,
    RoundDecision,
)
from rasoat.web.reviews.state_graphs import CASE, DECISION, RESULT
from rasoat.web.rounds.models import ParameterValue
from web.review_making import STANDARD

from .walking import (
    ENDED,
    POSTED,
    SIGNED,
    Ground,
    confirm,
    make_ground,
    meet,
    post,
    prepare,
    set_parameter,
    sign,
    state_of,
    told,
)

pytestmark = pytest.mark.django_db
ELSEWHERE = {"score", "reopen", "leave", "come_back"}
ROLES = [role for role in Role.values if role != Role.DISTRICT_OFFICER]  # districts have ended
Step = Callable[[Ground, Case, Acting], object]


def test_every_graph_in_memory() -> None:
    """Each move from each state, with and without its reason."""
    for graph in (CASE, RESULT, DECISION):
        for code, move in graph.moves.items():
            for state in graph.states:
                if state not in move.sources:
                    with pytest.raises(RefusedError):
                        graph.target(code, state, reason="vì")
                    continue
                assert graph.target(code, state, reason="vì") == move.target
                if move.why:
                    with pytest.raises(RefusedError) as refused:
                        graph.target(code, state)
                    assert refused.value.field == "reason"


def _hung(ground: Ground, case: Case, *, ended: bool = False) -> Posting:
    """A list with the case on it."""
    posting = Posting.objects.create(
        review=ground.review, number=1, days=3, ends_on=date(2026, 10, 9), happened_on=POSTED, places=["Thôn"],
        ended_on=ENDED if ended else None,
    )  # fmt: skip
    PostedCase.objects.create(posting=posting, case=case, standard_id=STANDARD, household_class="poor")
    return posting


def _answered(ground: Ground, case: Case, acting: Acting, *, back: bool) -> object:
    row = Opinion.objects.create(
        round=ground.round, province=ground.round.province, commune=ground.commune, standard_id=STANDARD, body="Sở",
        asked=[case.pk], happened_on=ENDED,
    )  # fmt: skip
    return record_opinion(
        acting, row, OpinionAnswer(told(date(2026, 10, 14)), True, returned={case.pk: "vì"} if back else {})
    )


def _drafted(ground: Ground, case: Case, *, kind: str = "recognised", state: str = "signed") -> RoundDecision:
    row = RoundDecision.objects.create(
        round=ground.round, province=ground.round.province, commune=ground.commune, year=2026, standard_id=STANDARD,
        state=state, number="1", signed_on=SIGNED,
    )  # fmt: skip
    DecidedCase.objects.create(decision=row, case=case, kind=kind, household_class="poor", reason="vì")
    return row


def _confirm(kind: str) -> Step:
    return lambda ground, case, acting: confirm_decision(acting, _drafted(ground, case, kind=kind))


def _keep(kind: str) -> Step:
    def step(ground: Ground, case: Case, acting: Acting) -> object:
        _drafted(ground, case, kind=kind, state="confirmed")
        return release_case(acting, case, (), "vì")

    return step


def _release(*, ended: bool = True, opinion: bool = False) -> Step:
    def step(ground: Ground, case: Case, acting: Acting) -> object:
        _hung(ground, case, ended=ended)
        if opinion:
            set_parameter(ground.round, "higher_opinion_step", {"code": "province_office", "body": "Sở"})
        return release_case(acting, case, (), "vì", post_again=False)

    return step


def _ask(ground: Ground, case: Case, acting: Acting) -> object:
    set_parameter(ground.round, "higher_opinion_step", {"code": "province_office", "body": "Sở"})
    return ask_opinion(acting, ground.round, ground.commune, STANDARD, told(ENDED))


def _withdraw(ground: Ground, case: Case, acting: Acting) -> object:
    return withdraw_draft(acting, _drafted(ground, case, state="prepared"), reason="vì")


def _clears(ground: Ground, case: Case, acting: Acting) -> object:
    set_parameter(ground.round, "higher_opinion_step", {"code": "province_office", "body": "Sở"})
    return end_posting(acting, _hung(ground, case), told(ENDED))


def _send(back: bool) -> Step:
    return lambda ground, case, acting: _answered(ground, case, acting, back=back)


def _meets(agree: int) -> Step:
    return lambda ground, _case, acting: meet(ground, by=acting, agree=agree, skip_reason="vì")


STEPS: dict[str, Step] = {
    "agree": _meets(20),
    "reject": _meets(0),
    "post": lambda ground, case, acting: post(ground, by=acting, recheck=state_of(case) == "complained"),
    "clear": _clears,
    "ask_opinion": _ask,
    "approve": _send(back=False),
    "send_back": _send(back=True),
    "pass": lambda ground, _case, acting: skip_opinion(acting, ground.round, ground.commune, STANDARD),
    "prepare": lambda ground, _case, acting: prepare(ground, by=acting),
    "withdraw": _withdraw,
    "recognise": _confirm("recognised"),
    "escape": _confirm("escaped"),
    "refuse": _confirm("refused"),
    "complain": lambda _ground, case, acting: hold_case(acting, case, (STANDARD,), "vì"),
    "correct": lambda _ground, case, acting: hold_case(acting, case, (STANDARD,), "vì"),
    "resume": _release(ended=False),
    "settle_early": _release(opinion=True),
    "settle": _release(),
    "keep_recognised": _keep("recognised"),
    "keep_escaped": _keep("escaped"),
    "keep_refused": _keep("refused"),
}
"""How each move of a result is made."""

SAME = {"complain": RESULT.moves["correct"].sources, "correct": RESULT.moves["complain"].sources}
"""One action makes both moves: it takes the one that fits."""
HARMLESS = {"complain": {"complained"}, "correct": {"complained"}}
"""Asked again, it changes nothing."""


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


def test_no_move_is_forgotten() -> None:
    assert set(STEPS) | ELSEWHERE == set(RESULT.moves)


def made(ground: Ground, state: str, code: str) -> Case:
    held = state == "complained" and code != "post"
    return ground.case(state, agreed="poor", held=held)


@pytest.mark.parametrize("code", STEPS)
def test_a_move_is_made_from_its_states_only(ground: Ground, code: str) -> None:
    move = RESULT.moves[code]
    acting = ground.chair if move.need == "decision.confirm" else ground.officer
    for state in RESULT.states:
        if state in SAME.get(code, ()) or state in HARMLESS.get(code, ()):
            continue
        fresh(ground)
        case = made(ground, state, code)

        if state in move.sources:
            STEPS[code](ground, case, acting)
            assert state_of(case) == move.target, (code, state)
        else:
            with suppress(RefusedError):  # or it passes over the case, when it moves many at once
                STEPS[code](ground, case, acting)
            assert state_of(case) == state, (code, state)


def fresh(ground: Ground) -> None:
    """An empty round again."""
    for model in (
        DecidedCase, RoundDecision, PostedCase, Posting, Opinion, MeetingOutcome, Meeting, Result, Case, ParameterValue
    ):  # fmt: skip
        model.objects.all().delete()
    set_parameter(ground.round, "higher_opinion_step", {"code": "none"})


def place_of(ground: Ground, role: str) -> tuple[str, Unit | None]:
    """Where somebody with a role stands: the lowest unit at which it is held."""
    units = {"village": ground.village, "commune": ground.commune, "province": ground.round.province}
    return next(((level, unit) for level, unit in units.items() if level in LEVELS[role]), ("nation", None))


@pytest.mark.parametrize("role", ROLES)
def test_only_roles_with_the_capability_make_a_move(ground: Ground, acting_for, role: str) -> None:
    level, unit = place_of(ground, role)
    acting = acting_for(role, unit)
    for code, step in STEPS.items():
        move = RESULT.moves[code]
        fresh(ground)
        state = next(each for each in RESULT.states if each in move.sources)
        case = made(ground, state, code)
        covers = level != "village" or move.need == "meeting.record"

        if move.need in CAPABILITIES[role] and covers:
            step(ground, case, acting)
            assert state_of(case) == move.target, (role, code)
        else:
            with pytest.raises(NotAllowedError):
                step(ground, case, acting)
            assert state_of(case) == state, (role, code)


@pytest.mark.parametrize("role", ROLES)
def test_decisions_by_every_role_in_every_state(ground: Ground, acting_for, role: str) -> None:
    steps: dict[str, Callable[[RoundDecision, Acting], object]] = {
        "sign": lambda row, acting: sign(ground, row, by=acting),
        "correct_number": lambda row, acting: correct_number(acting, row, reason="vì"),
        "confirm": lambda row, acting: confirm(ground, row, by=acting),
        "withdraw": lambda row, acting: withdraw_draft(acting, row, reason="vì"),
    }
    assert set(steps) == set(DECISION.moves)
    acting = acting_for(role, place_of(ground, role)[1])
    for code, step in steps.items():
        for state in DECISION.states:
            fresh(ground)
            row = _drafted(ground, ground.case("prepared"), state=state)
            move = DECISION.moves[code]
            if move.need not in CAPABILITIES[role]:
                with pytest.raises(NotAllowedError):
                    step(row, acting)
                expected = state
            elif state not in move.sources:
                with pytest.raises(RefusedError):
                    step(row, acting)
                expected = state
            else:
                step(row, acting)
                expected = move.target
            row.refresh_from_db()
            assert row.state == expected, (role, code, state)
