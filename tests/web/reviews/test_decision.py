"""Decisions: complete lists, what follows in the register, corrections, refusals."""

from datetime import date

import pytest

from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Decision, DecisionLine, Member, Status
from rasoat.web.reviews.actions.answer_refusal import answer_refusal
from rasoat.web.reviews.actions.hold_case import hold_case
from rasoat.web.reviews.actions.order_recheck import RecheckOrder, order_recheck
from rasoat.web.reviews.actions.record_recheck import RecheckFinding, record_recheck
from rasoat.web.reviews.actions.release_case import release_case
from rasoat.web.reviews.actions.withdraw_draft import withdraw_draft
from rasoat.web.reviews.models import Application, Assessment, Case, DecidedCase, Result, RoundDecision, Submission
from rasoat.web.reviews.paper_data import decision_data, refusal_data
from rasoat.web.reviews.recheck import Checker
from rasoat.web.rounds.actions.close_round import close_round
from web.review_making import STANDARD

from .walking import (
    SIGNED,
    Ground,
    confirm,
    decide,
    make_ground,
    post,
    prepare,
    sign,
    state_of,
    take_down,
    to_ready,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


def test_from_meeting_to_status(ground: Ground) -> None:
    stays, falls, escapes, enters, refused = (
        ground.case(), ground.case(proposed="near_poor"), ground.case(proposed="not_poor"),
        ground.case(opening=""), ground.case(proposed="not_poor", opening=""),
    )  # fmt: skip
    to_ready(ground)

    row = decide(ground)

    kinds = dict(DecidedCase.objects.values_list("case", "kind"))
    assert [kinds[case.pk] for case in (stays, falls, escapes, enters, refused)] == [
        "recognised", "recognised", "escaped", "recognised", "refused",
    ]  # fmt: skip
    assert (row.state, row.confirmed_by, ground.review.stage) == ("confirmed", ground.chair.user, "done")
    classes = dict(DecisionLine.objects.values_list("household", "household_class"))
    assert classes == {
        stays.household_id: "poor", falls.household_id: "near_poor", escapes.household_id: "not_poor",
        enters.household_id: "poor",
    }  # fmt: skip
    recorded = Decision.objects.get()
    assert (recorded.source, recorded.number, recorded.effective_from) == ("review", "45/QĐ-UBND", date(2027, 1, 1))
    assert set(Case.objects.values_list("state", flat=True)) == {"decided"}
    assert not Status.objects.exists()  # it holds from 2027


def test_points_go_into_the_register(ground: Ground) -> None:
    case = ground.case("ready")
    made = Submission.objects.create(
        case=case, province=case.province, commune=case.commune, year=2026, number=1, entry="form", sealed=b"",
        digest="", happened_on=SIGNED,
    )  # fmt: skip
    Result.objects.filter(case=case).update(assessment=Assessment.objects.create(
        submission=made, standard_id=STANDARD, income_score=120, deprivation_score=30, deprived="water;toilet",
        household_class="poor", reason="both",
    ))  # fmt: skip

    decide(ground)

    line = DecisionLine.objects.get()
    assert (line.income_score, line.deprivation_score, line.deprived, line.reason) == (120, 30, "water;toilet", "both")


@pytest.mark.parametrize("state", ["waiting", "scored", "rejected", "agreed", "posted", "cleared", "opinion"])
def test_only_when_everything_is_finished(ground: Ground, villages, state: str) -> None:
    ready, late = ground.case("ready"), ground.case(state, village=villages[1])

    with pytest.raises(RefusedError) as refused:
        prepare(ground)
    assert (refused.value.code, villages[1].name in str(refused.value)) == ("incomplete", True)
    prepare(ground, villages=[villages[0].pk])

    assert (state_of(ready), state_of(late)) == ("prepared", state)


def test_held_cases_and_those_that_left_do_not_stand_in_the_way(ground: Ground) -> None:
    ground.case("ready")
    held, left, out = (
        ground.case("complained", held=True),
        ground.case("left"),
        ground.case("waiting", case_state="screened_out"),
    )

    row = prepare(ground)

    assert row.cases.count() == 1
    assert [state_of(case) for case in (held, left, out)] == ["complained", "left", "waiting"]


def test_nothing_ready(ground: Ground) -> None:
    with pytest.raises(RefusedError) as refused:
        prepare(ground)
    assert refused.value.code == "nothing-ready"


def test_a_request_without_an_answer_stops_the_decision_of_the_whole_commune(ground: Ground) -> None:
    ground.case()
    to_ready(ground)
    commune = ground.review.commune
    Application.objects.create(
        province=commune.province, commune=commune, year=2026, kind="review", channel="post", applicant="Lường Thị Chờ",
        happened_on=date(2026, 9, 3),
    )  # fmt: skip

    with pytest.raises(RefusedError) as refused:
        prepare(ground)

    assert refused.value.code == "requests-waiting"
    assert "Lường Thị Chờ" in refused.value.message
    assert prepare(ground, villages=[ground.review.village_id]).state == "prepared"


def test_a_household_without_a_head_waits(ground: Ground) -> None:
    case = ground.case("ready")
    Member.objects.filter(household=case.household, relation="head").update(left_on=date(2026, 10, 1))

    with pytest.raises(RefusedError) as refused:
        prepare(ground)

    assert refused.value.code == "no-head"


def test_refusals_have_a_reason_and_are_answered_in_writing(ground: Ground) -> None:
    first, second = (ground.case("ready", proposed="not_poor", opening="") for _ in range(2))

    row = decide(ground, reasons={first.pk: "Có hai lao động, thu nhập vượt chuẩn."})

    lines = {line.case_id: line for line in row.cases.all()}
    assert lines[first.pk].reason == "Có hai lao động, thu nhập vượt chuẩn."
    assert "không thuộc" in lines[second.pk].reason
    assert (row.decision, Decision.objects.count()) == (None, 0)  # nobody is on a list
    assert refusal_data(lines[first.pk])["reason"].startswith("Có hai lao động")
    for day in (date(2026, 10, 19), date(2030, 1, 1)):
        with pytest.raises(RefusedError):
            answer_refusal(ground.officer, lines[first.pk], day)
    answer_refusal(ground.officer, lines[first.pk], SIGNED)
    lines[first.pk].refresh_from_db()
    assert lines[first.pk].answered_on == SIGNED


@pytest.mark.parametrize("purpose", ["training", "demo"])
def test_rounds_that_do_not_count_leave_nothing_in_the_register(acting_for, communes, villages, purpose: str) -> None:
    ground = make_ground(acting_for, communes, villages, purpose=purpose)
    case = ground.case()
    to_ready(ground)

    row = decide(ground)

    assert (row.number, state_of(case)) == ("MẪU-45/QĐ-UBND", "recognised")
    assert not Decision.objects.exists()
    assert not Status.objects.exists()


def test_a_draft_is_withdrawn_with_a_reason(ground: Ground) -> None:
    case = ground.case("ready")
    row = sign(ground, prepare(ground))
    with pytest.raises(RefusedError):
        withdraw_draft(ground.officer, row, reason=" ")

    withdraw_draft(ground.officer, row, reason="sót hộ")

    assert (state_of(case), RoundDecision.objects.get().state) == ("ready", "withdrawn")
    assert decide(ground).number == "45/QĐ-UBND"


def test_a_complaint_takes_a_case_off_an_unsigned_list_only(ground: Ground) -> None:
    first, second = ground.case("ready"), ground.case("ready")
    row = prepare(ground)
    hold_case(ground.officer, first, (), "đơn khiếu nại")
    assert list(row.cases.values_list("case", flat=True)) == [second.pk]

    sign(ground, row)
    with pytest.raises(RefusedError) as refused:
        hold_case(ground.officer, second, (), "đơn khiếu nại")

    assert refused.value.code == "signed"
    confirm(ground, row)
    assert (state_of(first), state_of(second)) == ("complained", "recognised")


def test_a_complaint_after_the_decision_leads_to_a_new_one_that_names_the_old(ground: Ground) -> None:
    case = ground.case()
    to_ready(ground)
    old = decide(ground)
    hold_case(ground.officer, case, (STANDARD,), "có xe tải")
    check = order_recheck(ground.officer, case, RecheckOrder(Checker(name="Người Khác"), date(2026, 10, 21)))
    record_recheck(
        ground.officer, check, RecheckFinding(told(date(2026, 10, 22)), "có xe tải thật", {STANDARD: "not_poor"})
    )
    release_case(ground.officer, case, (), "khiếu nại đúng")
    take_down(ground, post(ground, day=date(2026, 10, 23), recheck=True), day=date(2026, 10, 30))

    with pytest.raises(RefusedError) as refused:
        prepare(ground)
    assert refused.value.code == "corrects"
    with pytest.raises(RefusedError):
        prepare(ground, corrects=old)
    draft = prepare(ground, corrects=old, correction_reason="khiếu nại đúng")
    new = confirm(ground, sign(ground, draft, number="50/QĐ-UBND", signed_on=date(2026, 11, 2)))

    assert (new.corrects, state_of(case)) == (old, "escaped")
    old.refresh_from_db()
    assert old.state == "confirmed"
    assert list(DecisionLine.objects.order_by("pk").values_list("household_class", flat=True)) == ["poor", "not_poor"]
    assert decision_data(new)["corrects"] == {"number": "45/QĐ-UBND", "signed_on": SIGNED}


def test_a_regular_round_decides_from_its_signature_on(acting_for, communes, villages) -> None:
    ground = make_ground(acting_for, communes, villages, kind="regular", opinion="")
    ground.round.standards.update(effective_from=date(2026, 9, 15))
    ground.case(opening="")
    to_ready(ground)

    decide(ground)

    assert Decision.objects.get().effective_from == SIGNED
    assert Status.objects.get().household_class == "poor"


def test_a_round_with_households_left_over_ends_with_a_reason_only(ground: Ground, acting_for) -> None:
    ground.case("posted")
    province = acting_for("province_admin", ground.round.province)

    with pytest.raises(RefusedError) as refused:
        close_round(province, ground.round)
    closed = close_round(province, ground.round, reason="Chuyển sang đợt năm sau")

    assert refused.value.code == "outstanding"
    assert "1 hộ" in refused.value.message
    assert closed.state == "closed"
    assert Entry.objects.filter(action="rounds.closed").exists()
