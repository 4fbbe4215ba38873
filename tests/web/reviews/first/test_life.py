"""Life during the round: visits in vain, leaving, deaths, splits, merges, relatives; each with its place in reports."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.actions.merge_households import merge_households
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.actions.record_death import record_death
from rasoat.web.register.actions.split_household import split_household
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.happening import living_members
from rasoat.web.register.occasion import Occasion
from rasoat.web.reviews.actions.assign_cases import assign_cases
from rasoat.web.reviews.actions.come_back import come_back
from rasoat.web.reviews.actions.confirm_situation import confirm_situation
from rasoat.web.reviews.actions.declare_relative import declare_relative
from rasoat.web.reviews.actions.end_reviewer import end_reviewer
from rasoat.web.reviews.actions.follow_event import follow_event
from rasoat.web.reviews.actions.follow_register import follow_register
from rasoat.web.reviews.actions.leave_round import leave_round
from rasoat.web.reviews.actions.name_reviewer import name_reviewer
from rasoat.web.reviews.actions.record_attempt import record_attempt
from rasoat.web.reviews.actions.reject_situation import reject_situation
from rasoat.web.reviews.actions.report_head_death import report_head_death
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.life.movement import movement_kind
from rasoat.web.reviews.listing.completeness import missing_of
from rasoat.web.reviews.listing.relatives import relatives_of
from rasoat.web.reviews.models import Case, Situation, VillageReview
from rasoat.web.reviews.recording import Told
from web.review_making import make_case
from web.reviews.first.checks import unrecorded

DAY = date(2026, 9, 20)
WHY = Occasion(DAY, "thử")


def again(case):
    return Case.objects.select_related("round", "household", "commune", "village").get(pk=case.pk)


def test_absence_is_dated_witnessed_and_confirmed_by_the_board(officer, case, acting_for, communes):
    with pytest.raises(RefusedError) as refused:
        confirm_situation(officer, case, "Vắng cả đợt", Told(DAY))
    assert refused.value.code == "no-attempt"
    with pytest.raises(RefusedError):
        record_attempt(officer, case, Told(DAY), Situation.ABSENT, "")
    record_attempt(officer, case, Told(DAY), Situation.ABSENT, "Cầm Văn Thử")
    with pytest.raises(RefusedError) as alone:
        confirm_situation(officer, case, "Vắng cả đợt", Told(DAY))
    assert alone.value.code == "same-person"
    board = acting_for("commune_board", communes[0])
    confirm_situation(board, case, "Vắng cả đợt", Told(DAY))
    found = again(case)
    assert (found.state, found.situation, found.situation_confirmed_by) == ("left", "absent", board.user)
    assert movement_kind(found) == "other_out"
    assert unrecorded() == set()


def test_one_officer_types_a_visit_and_the_boards_signed_word_but_not_the_same_persons(officer, case):
    paper = SimpleUploadedFile("giay.pdf", b"%PDF-1.4\n%%EOF\n")
    record_attempt(officer, case, Told(DAY, "Cầm Văn Hai", True), Situation.ABSENT, "Cầm Văn Thử")
    for told in (Told(DAY, "Cầm Văn Hai", True, paper), Told(DAY, "Lò Thị Ba", True)):
        with pytest.raises(RefusedError) as refused:
            confirm_situation(officer, case, "Vắng cả đợt", told)
        assert refused.value.code == "same-person"
    confirm_situation(officer, case, "Vắng cả đợt", Told(DAY, "Lò Thị Ba, chủ tịch", True, paper))
    assert again(case).state == "left"
    said = case.steps.get(kind="confirmed")
    assert (said.acted, said.on_behalf, said.paper.name) == ("Lò Thị Ba, chủ tịch", True, "giay.pdf")
    assert unrecorded() == set()


def test_nothing_happens_to_a_household_before_its_round(officer, case, filled):
    before = Told(case.round.starts_on - timedelta(days=1))
    for step in (
        lambda: record_attempt(officer, case, before, Situation.ABSENT, "Cầm Văn Thử"),
        lambda: leave_round(officer, case, Situation.MOVED_OUT, "Đã chuyển đi", before),
        lambda: submit_form(officer, case, replace(filled(), told=before)),
    ):
        with pytest.raises(RefusedError) as refused:
            step()
        assert (refused.value.code, refused.value.field) == ("before-round", "happened_on")
    assert again(case).state == "listed"


def test_a_situation_that_is_not_confirmed_sends_the_reviewer_again(officer, case, filled):
    record_attempt(officer, case, Told(DAY), Situation.REFUSING, "Cầm Văn Thử")
    reject_situation(officer, case, "Đã hẹn lại", Told(DAY))
    assert (again(case).state, again(case).situation) == ("listed", "normal")
    submit_form(officer, case, filled())
    assert case.steps.filter(kind="attempt").count() == 1


def test_a_household_listed_elsewhere_shows_commune_and_contact_only(officer, case):
    note = "Đang có tên ở Phường Bến Gỗ, liên hệ văn phòng"
    leave_round(officer, case, Situation.ELSEWHERE, "Có tên hai nơi", Told(DAY), note_text=note)
    found = again(case)
    assert (found.state, found.situation_note) == ("left", note)
    assert found.results.get().state == "left"
    come_back(officer, found, "Xã kia đã rút tên", Told(DAY))
    found = again(case)
    assert (found.state, found.situation, found.results.get().state) == ("listed", "normal", "waiting")
    assert unrecorded() == set()


def test_a_household_under_decision_cannot_leave(officer, case):
    case.results.update(state="prepared")
    with pytest.raises(RefusedError):
        leave_round(officer, case, Situation.MOVED_OUT, "Đã chuyển đi", Told(DAY))
    assert again(case).state == "listed"


def test_a_birth_is_written_in_the_register_and_the_case_follows(officer, case):
    child = MemberDraft("Lò Thị Bé", sex=2, birth_date=DAY)
    follow_event(officer, case, lambda: record_birth(officer, case.household, child, WHY))
    assert again(case).member_count == 4
    assert unrecorded() == set()


def test_after_the_heads_death_a_new_head_is_needed_before_the_decision(officer, case):
    report_head_death(officer, case, DAY, Told(DAY))
    found = again(case)
    assert "chưa có chủ hộ mới" in list(missing_of(found))
    head, wife, _child = living_members(found.household)
    follow_event(officer, found, lambda: record_death(officer, found.household, head, WHY, new_head=wife))
    found = again(case)
    assert (found.head_name, found.situation, found.member_count) == ("Tòng Thị Đào", "normal", 2)
    assert unrecorded() == set()


def test_the_death_of_a_sole_member_closes_the_case_as_other(officer, open_round, family):
    case = make_case(open_round, family("Một Mình"))
    (sole,) = living_members(case.household)
    follow_event(officer, case, lambda: record_death(officer, case.household, sole, WHY))
    found = again(case)
    assert (found.state, found.situation, movement_kind(found)) == ("left", "dissolved", "other_out")


def test_a_split_adds_the_new_household_to_the_round(officer, case):
    _head, _wife, child = living_members(case.household)
    follow_event(officer, case, lambda: split_household(officer, case.household, [child], child, WHY))
    new = Case.objects.exclude(pk=case.pk).get()
    assert (new.situation, new.state, new.number, movement_kind(new)) == ("split", "listed", 2, "other_in")
    assert again(case).member_count == 2
    assert unrecorded() == set()


def test_a_merge_closes_the_case_of_the_household_that_ended(officer, case, family):
    into = family("Hộ Kia")
    follow_event(officer, case, lambda: merge_households(officer, case.household, into, WHY))
    assert (again(case).state, again(case).situation) == ("left", "merged")


def test_an_event_written_at_the_page_of_the_household_is_caught_up_with(officer, case, filled):
    end_household(officer, case.household, WHY)
    found = again(case)
    assert any("ra khỏi sổ" in missing for missing in missing_of(found))
    with pytest.raises(RefusedError) as refused:
        submit_form(officer, found, filled())
    assert refused.value.code == "household-ended"
    follow_register(officer, found)
    assert (again(case).state, again(case).situation) == ("left", "dissolved")


def test_a_relative_is_substituted_and_noted_for_the_minutes(officer, case, open_round, villages):
    review = VillageReview.objects.get(round=open_round, village=villages[0])
    first, second = (name_reviewer(officer, review, name=name) for name in ("Cầm Thị Một", "Cầm Thị Hai"))
    assert assign_cases(officer, first, [1, 7]) == 1
    with pytest.raises(RefusedError):
        declare_relative(officer, case, "em ruột", first, Told(DAY))
    declare_relative(officer, case, "em ruột", second, Told(DAY))
    found = again(case)
    assert (found.reviewer_name, found.relative_of_reviewer) == ("Cầm Thị Hai", "Cầm Thị Một: em ruột")
    assert relatives_of(review) == [case]
    end_reviewer(officer, second)
    assert again(case).reviewer_name == ""
    assert assign_cases(officer, first) == 0
    assert unrecorded() == set()
