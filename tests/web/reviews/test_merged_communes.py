"""Communes merge or split in the middle of a round: their villages go on under the commune where they stand now."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting, acting_as, installer
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.boundaries.regrouping import Regrouped
from rasoat.web.complaints.actions.answer_complaint import answer_complaint
from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.actions.take_up import take_up
from rasoat.web.complaints.drafts import ComplaintDraft
from rasoat.web.complaints.models import Channel, Complaint, ComplaintKind, Outcome, Topic
from rasoat.web.complaints.queries import complaints_seen_by
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import record
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.data.commune import letter_data
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.models import Decision
from rasoat.web.reporting.figures.gathering import class_now
from rasoat.web.reviews.actions.ask_opinion import ask_opinion
from rasoat.web.reviews.actions.confirm_decision import confirm_decision
from rasoat.web.reviews.actions.hold_meeting import hold_meeting
from rasoat.web.reviews.actions.prepare_decision import DecisionPlan, prepare_decision
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.actions.record_opinion import OpinionAnswer, record_opinion
from rasoat.web.reviews.actions.take_over import take_over
from rasoat.web.reviews.applications.drafts import ApplicationDraft
from rasoat.web.reviews.first_steps import may_read_scan
from rasoat.web.reviews.meeting import ListVote, MeetingDraft
from rasoat.web.reviews.models import Case, RequestChannel, RequestKind, Result, ReviewMove, SignedList, VillageReview
from rasoat.web.reviews.paper_data import decision_data, meeting_data
from rasoat.web.reviews.queries import cases_of, work_list
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.signed.scope import lists_seen_by
from rasoat.web.reviews.signing import decisions_seen_by, lines_seen_by, to_sign
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.models import ParameterValue, Round, RoundCommune, RoundState
from rasoat.web.rounds.queries import current_rounds
from rasoat.web.vault.models import SealedFile
from web.conftest import make_unit
from web.review_making import STANDARD, make_round

from .walking import (
    ENDED,
    MET,
    Ground,
    confirm,
    decide,
    make_home,
    meet,
    prepare,
    set_parameter,
    sign,
    state_of,
    to_ready,
    told,
)

M = TypeVar("M", bound=Model)
pytestmark = pytest.mark.django_db

ON = date(2026, 11, 1)
PAPER = "Nghị quyết 9/NQ-HĐND ngày 20/10/2026"
NEW = NewUnit("TT0001", "Đồng Trám", "Phường", "urban")
TOLD = Told(date(2026, 10, 1))


@pytest.fixture
def ground(acting_for: Callable[..., Acting], communes: list[Unit], villages: list[Unit]) -> Ground:
    """Both communes are in the round; the officer is of the first."""
    row = make_round(communes[0].province, communes)
    VillageReview.objects.update(listed_on=row.starts_on)
    set_parameter(row, "higher_opinion_step", {"code": "none"})
    return Ground(
        row, communes[0], villages[0], acting_for("commune_officer", communes[0]),
        acting_for("commune_chair", communes[0]),
    )  # fmt: skip


@pytest.fixture
def admin(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    return acting_for("province_admin", province)


def again(acting: Acting) -> Acting:
    """The same person at a later request, with the roles of then."""
    assert acting.user is not None
    return acting_as(User.objects.get(pk=acting.user.pk), "web")


def fresh(row: M) -> M:
    """The record as a later request reads it."""
    found: M = type(row)._default_manager.get(pk=row.pk)
    return found


def merge(admin: Acting, communes: list[Unit], new: NewUnit = NEW, on: date = ON) -> Unit:
    return regroup_communes(admin, ChangePlan(communes, [new], on, PAPER)).units[0]


def split(admin: Acting, commune: Unit, villages: list[Unit]) -> Regrouped:
    after = [NewUnit("TT0003", "Trám Đông", "Xã", "rural"), NewUnit("TT0004", "Trám Tây", "Xã", "rural")]
    places = {villages[0].pk: 0, villages[1].pk: 1}
    return regroup_communes(admin, ChangePlan([commune], after, ON, PAPER, places))


def written_down(ground: Ground) -> None:
    """Rows that the tests made by hand get their entry."""
    rows = [*RoundCommune.objects.all(), *VillageReview.objects.all(), *Case.objects.all(), *Result.objects.all()]
    rows += [*ground.round.standards.all(), *ParameterValue.objects.all(), ground.round]
    with transaction.atomic():
        record(installer(), "site.tried", ground.round, unit=ground.commune, rows=rows)


def test_all_villages_go_on_in_the_merged_commune(ground: Ground, admin: Acting, communes, villages) -> None:
    mine, other = ground.case("scored"), ground.case("agreed", village=villages[2])
    new = merge(admin, communes)

    assert list(RoundCommune.objects.filter(round=ground.round).values_list("commune", flat=True)) == [new.pk]
    for model in (Case, Result, VillageReview):
        assert set(model.objects.values_list("commune", flat=True)) == {new.pk}
    assert VillageReview.objects.count() == ReviewMove.objects.count() == 4
    rows = work_list(again(ground.officer), ground.round, new)
    assert sorted(row.total for row in rows) == [0, 0, 1, 1]
    assert set(cases_of(again(ground.officer), ground.round)) == {mine, other}
    assert RoundCommune.objects.get().stage == "meeting"


def test_the_officer_of_the_merged_commune_takes_the_next_steps(ground: Ground, admin: Acting, communes) -> None:
    case = ground.case("scored")
    new = merge(admin, communes)
    officer, chair = again(ground.officer), again(ground.chair)
    ground.officer = officer

    to_ready(ground)
    draft = prepare_decision(officer, ground.round, new, DecisionPlan(STANDARD))
    done = confirm(ground, sign(ground, draft), by=chair)

    assert state_of(case) == "recognised"
    assert done.commune == new
    assert decision_data(done)["commune"] == "Phường Đồng Trám"
    assert Decision.objects.get().commune == new


def test_a_village_head_goes_on_in_the_own_village(ground: Ground, admin, acting_for, communes, villages) -> None:
    head = acting_for("village_head", villages[0])
    ground.case("scored")
    merge(admin, communes)
    draft = MeetingDraft(Told(MET), 20, [ListVote(STANDARD, 20)])

    hold_meeting(again(head), ground.review, draft)

    assert cases_of(again(head), ground.round).count() == 1
    assert Result.objects.get().state == "agreed"


def test_people_of_other_communes_see_nothing_of_it(ground: Ground, admin, acting_for, province, communes) -> None:
    third = make_unit("TT0007", "Nậm Khô", "commune", province, kind="Xã", area="rural")
    stranger = acting_for("commune_officer", third)
    ground.case("scored")
    merge(admin, communes)

    assert not cases_of(again(stranger)).exists()
    assert not current_rounds(again(stranger)).exists()
    with pytest.raises(NotAllowedError):
        take_over(again(stranger), ground.round)


def test_who_has_no_role_in_the_new_commune_keeps_nothing(ground: Ground, admin: Acting, communes) -> None:
    """The `Acting` of before the merge, with the role on the ended commune only."""
    ground.case("scored")
    merge(admin, communes)

    assert not cases_of(ground.officer, ground.round).exists()
    with pytest.raises(NotAllowedError):
        meet(ground)


def test_a_split_goes_village_by_village(ground: Ground, admin: Acting, acting_for, communes, villages) -> None:
    first, second = ground.case("agreed"), ground.case("scored", village=villages[1])
    east, west = split(admin, communes[0], villages).units
    for case, unit in ((first, east), (second, west)):
        case.refresh_from_db()
        assert (case.commune, case.results.get().commune) == (unit, unit)
    there = RoundCommune.objects.filter(round=ground.round).values_list("commune", flat=True)
    assert set(there) == {communes[1].pk, east.pk, west.pk}
    assert [row.review.village for row in work_list(acting_for("commune_officer", east), ground.round, east)] == [
        villages[0]
    ]
    only_west = acting_for("commune_officer", west)
    assert set(cases_of(only_west, ground.round)) == {second}


def test_a_household_without_a_village_goes_with_the_register(ground: Ground, admin: Acting, communes) -> None:
    case = ground.case("scored")
    Case.objects.filter(pk=case.pk).update(village=None)
    Result.objects.filter(case=case).update(village=None)
    new = merge(admin, communes)

    case.refresh_from_db()
    assert case.commune == new
    assert case.results.get().commune == new


def test_merged_twice(ground: Ground, admin: Acting, province, communes, villages) -> None:
    case = ground.case("scored")
    third = make_unit("TT0007", "Nậm Khô", "commune", province, kind="Xã", area="rural")
    first = merge(admin, communes)
    second = merge(admin, [first, third], NewUnit("TT0008", "Ba Suối", "Xã", "rural"), date(2026, 11, 10))

    case.refresh_from_db()
    assert case.commune == second
    assert RoundCommune.objects.get(round=ground.round).commune == second
    assert [move.after for move in ReviewMove.objects.filter(review__village=villages[0])] == [first, second]


def test_a_confirmed_decision_stays_what_it_was_and_is_counted_once(
    ground: Ground, admin: Acting, communes, client_for
) -> None:
    case = ground.case("scored")
    to_ready(ground)
    done = decide(ground)
    before = decision_data(done)
    new = merge(admin, communes)

    done.refresh_from_db()
    assert done.commune == communes[0]
    assert decision_data(done) == before
    assert before["commune"] == "Xã Đồng Trám"
    row = Result.objects.get(case=case)
    assert (row.commune, class_now(row, official=True)) == (new, "poor")
    assert list(decisions_seen_by(again(ground.officer))) == [done]
    page = client_for("commune_officer", new).get(reverse("reviews:commune_steps", args=[ground.round.pk, new.key]))
    assert "45/QĐ-UBND" in page.content.decode()
    assert "Từ Xã Đồng Trám: Thôn Cuối Suối, Thôn Gốc Đa" in page.content.decode()


def test_a_signed_decision_waits_for_the_chair_who_follows(ground: Ground, admin: Acting, communes) -> None:
    case = ground.case("scored")
    to_ready(ground)
    signed = sign(ground, prepare(ground))
    new = merge(admin, communes)

    assert signed.state == "signed"
    with pytest.raises(NotAllowedError):
        confirm_decision(again(ground.officer), fresh(signed))
    done = confirm_decision(again(ground.chair), fresh(signed))

    assert (done.state, done.commune, state_of(case)) == ("confirmed", communes[0], "recognised")
    assert Decision.objects.get().commune == communes[0]
    assert RoundCommune.objects.get(commune=new).stage == "done"


def test_after_a_split_a_signed_decision_needs_a_right_everywhere(
    ground: Ground, admin: Acting, acting_for, communes, villages
) -> None:
    ground.case("scored")
    to_ready(ground)
    signed = sign(ground, prepare(ground))
    east, _west = split(admin, communes[0], villages).units

    one_half = acting_for("commune_chair", east)
    with pytest.raises(NotAllowedError):
        confirm_decision(one_half, fresh(signed))
    assert [len(each.entering) for each in to_sign(one_half)] == []
    assert [each.decision for each in to_sign(again(ground.chair))] == [signed]
    assert confirm_decision(again(ground.chair), fresh(signed)).state == "confirmed"


def test_after_a_split_each_half_reads_its_own_households_of_a_decision(
    ground: Ground, admin: Acting, acting_for, communes, villages, client_for
) -> None:
    mine, other = ground.case("scored"), ground.case("ready", village=villages[1])
    to_ready(ground)
    done = decide(ground)
    east, west = split(admin, communes[0], villages).units

    for unit, case in ((east, mine), (west, other)):
        lines = lines_seen_by(acting_for("commune_officer", unit), fresh(done))
        assert [line.case for line in lines] == [case]
    page = client_for("commune_officer", east).get(reverse("reviews:decision", args=[done.pk])).content.decode()
    assert mine.head_name in page
    assert other.head_name not in page
    assert lines_seen_by(again(ground.officer), fresh(done)).count() == 2


def test_a_list_that_nobody_signed_is_taken_back(ground: Ground, admin: Acting, communes) -> None:
    case = ground.case("scored")
    to_ready(ground)
    draft = prepare(ground)
    new = merge(admin, communes)

    draft.refresh_from_db()
    assert (draft.state, state_of(case)) == ("withdrawn", "ready")
    fresh = prepare_decision(again(ground.officer), ground.round, new, DecisionPlan(STANDARD))
    assert fresh.cases.get().case == case


def test_the_new_commune_corrects_a_decision_of_the_old_one(ground: Ground, admin: Acting, communes) -> None:
    case = ground.case("scored")
    to_ready(ground)
    old = decide(ground)
    new = merge(admin, communes)
    Result.objects.filter(case=case).update(state="ready", agreed="near_poor")
    plan = DecisionPlan(STANDARD, corrects=old, correction_reason="Ghi nhầm loại hộ")

    made = prepare_decision(again(ground.officer), ground.round, new, plan)

    assert (made.corrects, made.commune) == (old, new)


def test_papers_of_before_keep_the_old_name(ground: Ground, admin: Acting, communes) -> None:
    ground.case("scored")
    early = meet(ground)
    merge(admin, communes)
    ground.officer = again(ground.officer)
    ground.case("scored")
    late = meet(ground, day=date(2026, 11, 3))

    assert meeting_data(fresh(early))["commune"] == "Xã Đồng Trám"
    assert meeting_data(fresh(late))["commune"] == "Phường Đồng Trám"


def test_an_opinion_that_was_asked_for_is_answered_by_who_follows(
    ground: Ground, admin: Acting, acting_for, communes
) -> None:
    ParameterValue.objects.all().delete()
    set_parameter(ground.round, "higher_opinion_step", {"code": "province_office", "body": "Sở Thử"})
    case = ground.case("scored")
    to_ready(ground)
    asked = ask_opinion(ground.officer, ground.round, ground.commune, STANDARD, told(ENDED))
    merge(admin, communes)

    record_opinion(again(ground.officer), fresh(asked), OpinionAnswer(told(date(2026, 11, 5)), True))

    asked.refresh_from_db()
    assert (asked.commune, asked.agrees, state_of(case)) == (communes[0], True, "ready")


def complain(ground: Ground, case: Case) -> Complaint:
    """The letter of a household about its own result."""
    draft = ComplaintDraft(
        ground.commune, date(2026, 10, 8), "Nhà tôi không có xe máy như đã ghi.", Channel.PAPER,
        kind=ComplaintKind.COMPLAINT, topic=Topic.OWN, case=case, village=ground.village,
    )  # fmt: skip
    return receive_complaint(ground.officer, draft)[0]


def test_a_case_held_by_a_complaint_is_let_go_where_it_stands_now(
    ground: Ground, admin: Acting, acting_for, communes, villages
) -> None:
    case = ground.case("posted")
    letter = complain(ground, case)
    take_up(ground.officer, letter, on=date(2026, 10, 9))
    east, west = split(admin, communes[0], villages).units
    answer = {"on": date(2026, 11, 6), "outcome": Outcome.UNFOUNDED, "text": "Đã xem lại, kết quả đúng."}

    stranger = acting_for("commune_officer", west)
    with pytest.raises(NotAllowedError):
        answer_complaint(stranger, fresh(letter), **answer)
    assert not complaints_seen_by(stranger).exists()
    assert list(complaints_seen_by(acting_for("commune_officer", east))) == [letter]
    answer_complaint(acting_for("commune_officer", east), fresh(letter), **answer)

    case.refresh_from_db()
    letter.refresh_from_db()
    assert (case.held, case.commune, letter.commune, letter.state) == (False, east, communes[0], "answered")


def test_a_complaint_of_a_closed_round_is_seen_by_who_has_the_household(
    ground: Ground, admin: Acting, acting_for, communes, villages
) -> None:
    case = ground.case("posted")
    letter = complain(ground, case)
    Round.objects.update(state=RoundState.CLOSED)
    east, west = split(admin, communes[0], villages).units

    assert list(complaints_seen_by(acting_for("commune_officer", east))) == [letter]
    assert not complaints_seen_by(acting_for("commune_officer", west)).exists()


def test_after_a_split_one_half_does_not_read_the_signed_list_of_all(
    ground: Ground, admin: Acting, acting_for, communes, villages
) -> None:
    file = SealedFile.objects.create(name="danh-sach.xlsx", media_type="application/zip", size=1, sha256="0" * 64)
    whole = SignedList.objects.create(
        round=ground.round, province=ground.round.province, commune=communes[0], year=2026, standard_id=STANDARD,
        document="12/DS-UBND", file=file, happened_on=date(2026, 10, 1),
    )  # fmt: skip
    one_half = acting_for("commune_officer", split(admin, communes[0], villages).units[0])

    assert not lists_seen_by(one_half).exists()
    assert not may_read_scan(one_half, file)
    assert list(lists_seen_by(again(ground.officer))) == [whole]
    assert may_read_scan(again(ground.officer), file)


def test_a_letter_without_a_household_goes_with_its_village_or_to_who_has_all(
    ground: Ground, admin: Acting, acting_for, communes, villages
) -> None:
    letters = [
        receive_complaint(ground.officer, ComplaintDraft(
            communes[0], date(2026, 10, 8), "Niêm yết chưa đủ ngày.", Channel.PAPER,
            kind=ComplaintKind.PROPOSAL, topic=Topic.PROCEDURE, village=village,
        ))[0]
        for village in (villages[0], None)
    ]  # fmt: skip
    east, west = split(admin, communes[0], villages).units

    assert list(complaints_seen_by(acting_for("commune_officer", east))) == letters[:1]
    assert not complaints_seen_by(acting_for("commune_officer", west)).exists()
    assert set(complaints_seen_by(again(ground.officer))) == set(letters)


def test_a_request_typed_while_the_commune_was_merged_is_refused(ground: Ground, admin: Acting, communes) -> None:
    draft = ApplicationDraft(communes[0], RequestKind.REVIEW, RequestChannel.IN_PERSON, "Lò Văn Đơn", TOLD)
    merge(admin, [fresh(unit) for unit in communes])

    with pytest.raises(RefusedError) as refused:
        receive_application(ground.officer, draft)
    assert refused.value.code == "unit-ended"


def test_after_a_split_each_covering_letter_counts_its_own_households(
    ground: Ground, admin: Acting, communes, villages
) -> None:
    ground.case("scored")
    ground.case("ready", village=villages[1])
    to_ready(ground)
    decide(ground)
    units, row = split(admin, communes[0], villages).units, fresh(ground.round)

    for unit in units:
        told_of = letter_data(Subject(row, unit, row))["decisions"]
        assert [each["poor"] for each in told_of] == [1]


def test_requests_that_wait_go_along(ground: Ground, admin: Acting, communes, villages) -> None:
    home = make_home(villages[0], "Lò Văn Đơn")
    draft = ApplicationDraft(
        communes[0], RequestKind.REVIEW, RequestChannel.IN_PERSON, "Lò Văn Đơn", TOLD, household=home
    )
    request = receive_application(ground.officer, draft)
    Round.objects.update(state=RoundState.CLOSED)
    new = merge(admin, communes)

    request.refresh_from_db()
    assert (request.commune, request.state) == (new, "received")


def test_closed_rounds_are_untouched(ground: Ground, admin: Acting, communes) -> None:
    case = ground.case("scored")
    Round.objects.update(state=RoundState.CLOSED)
    merge(admin, communes)

    case.refresh_from_db()
    assert case.commune == communes[0]
    assert not ReviewMove.objects.exists()


def test_a_round_taken_up_again_is_taken_over_by_the_button(
    ground: Ground, admin: Acting, communes, client_for: Callable[..., Client]
) -> None:
    case = ground.case("scored")
    Round.objects.update(state=RoundState.CLOSED)
    new = merge(admin, communes)
    Round.objects.update(state=RoundState.OPEN)
    officer = client_for("commune_officer", new)
    home = officer.get(reverse("reviews:home")).content.decode()

    answer = officer.post(reverse("reviews:take_over", args=[ground.round.pk]), follow=True).content.decode()

    assert "Việc còn dưới tên xã cũ" in home
    assert "Đã nhận 4 thôn, 1 hộ" in answer
    case.refresh_from_db()
    assert case.commune == new
    with pytest.raises(RefusedError) as refused:
        take_over(again(admin), ground.round)
    assert refused.value.code == "nothing-left"


def test_villages_of_a_commune_that_was_not_in_the_round_join_it(ground: Ground, admin, communes, villages) -> None:
    VillageReview.objects.filter(commune=communes[1]).delete()
    RoundCommune.objects.filter(commune=communes[1]).delete()
    new = merge(admin, communes)

    assert set(VillageReview.objects.filter(commune=new).values_list("village", flat=True)) == {
        unit.pk for unit in villages
    }


def test_the_month_of_one_commune_goes_on_beside_that_of_the_other(ground: Ground, admin, communes, villages) -> None:
    Round.objects.update(state=RoundState.CLOSED)
    months = [make_round(communes[0].province, [unit], kind="regular", commune=unit) for unit in communes]
    new = merge(admin, communes)
    officer = again(ground.officer)
    for month, old in zip(months, communes, strict=True):
        month.refresh_from_db()
        assert (month.commune, month.communes.get().commune) == (old, new)
        assert VillageReview.objects.filter(round=month, commune=new).count() == 2
        assert month in current_rounds(officer)
    assert close_round(officer, months[0]).state == RoundState.CLOSED


def test_the_ledger_tells_it_and_agrees_with_the_rows(ground: Ground, admin: Acting, communes, villages) -> None:
    cases = [ground.case("scored") for _ in range(2)]
    written_down(ground)
    to_ready(ground)
    prepare(ground)
    new = merge(admin, communes)
    ground.officer, ground.chair = again(ground.officer), again(ground.chair)
    confirm(ground, sign(ground, prepare_decision(ground.officer, ground.round, new, DecisionPlan(STANDARD))))

    assert Entry.objects.filter(action="reviews.taken_over", chain__unit=new).count() == 2
    assert Entry.objects.filter(action="reviews.handed_on", chain__unit__in=communes).count() == 2
    assert {state_of(case) for case in cases} == {"recognised"}
    assert [
        str(found) for found in verify([*communes, new]) if "reviews." in str(found) or "rounds." in str(found)
    ] == []


def test_forms_and_lists_open_for_the_new_commune(ground: Ground, admin, communes, client_for) -> None:
    case = ground.case("scored")
    new = merge(admin, communes)
    client = client_for("commune_officer", new)

    for address in (
        reverse("reviews:commune", args=[ground.round.pk, new.key]),
        reverse("reviews:cases", args=[ground.round.pk, new.key]),
        reverse("reviews:case", args=[case.public_id]),
        reverse("reviews:completeness", args=[ground.round.pk, new.key]),
        reverse("rounds:communes", args=[ground.round.pk]),
    ):
        assert client.get(address).status_code == 200, address


def test_the_chair_confirms_on_the_page_what_the_old_commune_signed(
    ground: Ground, admin: Acting, communes: list[Unit], client_for: Callable[..., Client]
) -> None:
    case = ground.case("scored")
    to_ready(ground)
    signed = sign(ground, prepare(ground))
    new = merge(admin, communes)
    chair, officer = client_for("commune_chair", new), client_for("commune_officer", new)

    waiting = chair.get(reverse("reviews:to_sign")).content.decode()
    officer.post(reverse("reviews:decision_confirm", args=[signed.pk]))
    refused = fresh(signed).state
    chair.post(reverse("reviews:decision_confirm", args=[signed.pk]))

    assert "45/QĐ-UBND" in waiting or case.head_name in waiting
    assert (refused, fresh(signed).state, state_of(case)) == ("signed", "confirmed", "recognised")
