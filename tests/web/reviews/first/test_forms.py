"""Forms: saved, locked, opened again, sent back, entered from signed lists; points only after locking."""

import uuid
from dataclasses import replace
from datetime import date

import pytest

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.assign_cases import assign_cases
from rasoat.web.reviews.actions.enter_result import SignedResult, enter_result
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.lock_forms import lock_forms
from rasoat.web.reviews.actions.name_reviewer import name_reviewer
from rasoat.web.reviews.actions.send_back_form import send_back_form
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.actions.undo_entry import undo_entry
from rasoat.web.reviews.actions.unlock_form import unlock_form
from rasoat.web.reviews.models import Assessment, Entry, Submission, VillageReview
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.survey.answers import Answers, answers_of
from rasoat.web.reviews.survey.scoring import score_form, score_many
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.showing import live_points, results_shown
from web.review_making import STANDARD, make_case, make_round
from web.reviews.first.checks import unrecorded
from web.reviews.first.conftest import DEPRIVED, TOLD


def test_a_form_is_sealed_and_a_new_one_stands_beside_it(officer, case, filled):
    first = submit_form(officer, case, filled(water=1))
    second = submit_form(officer, case, filled(water=0))
    first.refresh_from_db()
    assert (first.number, first.standing, second.number, second.standing) == (1, False, 2, True)
    assert answers_of(first).household["water"] == 1
    assert b"water" not in bytes(first.sealed)
    assert first.digest != second.digest
    case.refresh_from_db()
    assert case.state == "surveyed"
    assert unrecorded() == set()


def test_sending_twice_writes_once(officer, case, filled, open_round, family):
    form = replace(filled(), key=uuid.uuid4())
    assert submit_form(officer, case, form).pk == submit_form(officer, case, form).pk
    assert Submission.objects.count() == 1
    with pytest.raises(RefusedError) as refused:
        submit_form(officer, make_case(open_round, family("Hộ Khác")), form)
    assert refused.value.code == "key-used"


def test_somebody_elses_write_is_noticed(officer, case, filled):
    submit_form(officer, case, filled(), version=1)
    with pytest.raises(RefusedError) as refused:
        submit_form(officer, case, filled(), version=1)
    assert refused.value.code == "stale"


def test_locking_proposes_the_class_of_each_standard_and_keeps_why(officer, case, filled):
    submit_form(officer, case, filled(**DEPRIVED))
    assert results_shown(officer, case)[0].detail == {}
    (found,) = lock_form(officer, case)
    result = case.results.get()
    assert (result.state, result.proposed, result.assessment) == ("scored", found.household_class, found)
    assert found.deprivation_score == 30
    assert found.deprived == "employment;water;toilet"
    assert sum(points for _item, _name, points in found.detail["points"]) == found.income_score
    assert found.detail["rule"]["text"]
    assert found.watermark
    case.refresh_from_db()
    shown = results_shown(officer, case)[0]
    assert shown.household_class == found.household_class
    assert "ways" not in shown.detail
    assert unrecorded() == set()


@pytest.mark.parametrize(
    ("left_out", "code", "named"),
    [("item_size", "form-incomplete", "Số nhân khẩu của hộ"), ("water", "form-wrong", "còn thiếu chỉ số khác")],
)
def test_an_unfinished_form_is_kept_and_refused_when_locked(officer, case, filled, left_out, code, named):
    submit_form(officer, case, filled(**{left_out: None}))
    with pytest.raises(RefusedError) as refused:
        lock_form(officer, case)
    assert refused.value.code == code
    assert named in str(refused.value)
    case.refresh_from_db()
    assert (case.state, Assessment.objects.count()) == ("surveyed", 0)


def test_a_wrong_answer_names_its_question(officer, case, filled):
    submit_form(officer, case, filled(water_source="sông tiên"))
    with pytest.raises(RefusedError) as refused:
        lock_form(officer, case)
    assert refused.value.code == "form-wrong"
    assert "Nguồn nước sinh hoạt chính" in str(refused.value)


def test_a_tick_against_the_facts_is_named_without_the_facts(officer, case, filled):
    form = submit_form(officer, case, filled(water_source="piped", water=1))
    assert [note["rule"] for note in form.contradictions if "nguồn nước" in note["vi"].lower()] == [
        "indicator-contradicts-facts"
    ]
    assert all("piped" not in str(note) for note in form.contradictions)


def test_unlocking_needs_a_reason_is_counted_and_takes_the_class_back(officer, case, filled):
    submit_form(officer, case, filled())
    lock_form(officer, case)
    with pytest.raises(RefusedError):
        unlock_form(officer, case, " ")
    made = unlock_form(officer, case, "Ghi nhầm số xe máy")
    case.refresh_from_db()
    assert (case.state, case.unlocks, made.reason) == ("surveyed", 1, "Ghi nhầm số xe máy")
    assert (case.results.get().state, case.results.get().proposed) == ("waiting", "")
    lock_form(officer, case)
    assert Assessment.objects.count() == 1
    assert unrecorded() == set()


def test_a_posted_class_is_not_taken_back_by_unlocking(officer, case, filled):
    submit_form(officer, case, filled())
    lock_form(officer, case)
    case.results.update(state="posted")
    with pytest.raises(RefusedError) as refused:
        unlock_form(officer, case, "Sửa")
    assert refused.value.code == "wrong-state"


def test_a_form_sent_back_counts_no_longer(officer, case, filled):
    submit_form(officer, case, filled())
    send_back_form(officer, case, "Thiếu chữ ký")
    case.refresh_from_db()
    form = case.submissions.get()
    assert (case.state, form.standing, form.returned_reason) == ("returned", False, "Thiếu chữ ký")
    assert unrecorded() == set()


def test_a_reviewer_fills_in_only_own_and_unassigned_households(
    acting_for, officer, case, filled, open_round, villages
):
    review = VillageReview.objects.get(round=open_round, village=villages[0])
    mine, other = acting_for("reviewer", villages[0]), acting_for("reviewer", villages[0])
    assert assign_cases(officer, name_reviewer(officer, review, user=mine.user)) == 1
    with pytest.raises(NotAllowedError):
        submit_form(other, case, filled())
    assert submit_form(mine, case, filled()).entered_by == mine.user
    with pytest.raises(NotAllowedError):
        unlock_form(mine, case, "Sửa")


def test_on_behalf_needs_who_acted(officer, case, filled):
    told = Told(date(2026, 9, 20), on_behalf=True)
    with pytest.raises(RefusedError) as refused:
        submit_form(officer, case, filled(told=told))
    assert refused.value.field == "acted"
    kept = submit_form(officer, case, filled(told=replace(told, acted="Cầm Văn Thử, giáo viên")))
    assert (kept.acted, kept.on_behalf, kept.happened_on) == ("Cầm Văn Thử, giáo viên", True, date(2026, 9, 20))


def test_twelve_ticks_and_the_total_of_the_paper_form(officer, province, communes, family, filled):
    row = make_round(province, communes, route="total")
    case = make_case(row, family())
    assert [question.key for question in sheet_of(row).household if question.own][-13:][0] == "income_score"
    submit_form(officer, case, filled(of=row, income_score=130, **DEPRIVED))
    (found,) = lock_form(officer, case)
    assert (found.income_score, found.deprivation_score, found.household_class) == (130, 30, "poor")


def test_results_of_a_signed_list_stand_beside_the_form(officer, province, communes, family, filled):
    row = make_round(province, communes, standards=(STANDARD, "national_2027"))
    row.standards.filter(standard_id="national_2027").update(route="entered", table_id="")
    case = make_case(row, family(region_code="NT1"))
    said = SignedResult("national_2027", "near_poor", "Danh sách số 5 ngày 01/10/2026")
    enter_result(officer, case, said, TOLD)
    case.refresh_from_db()
    assert case.state == "listed"
    submit_form(officer, case, filled(of=row))
    lock_form(officer, case)
    assert dict(case.results.values_list("standard_id", "state")) == {STANDARD: "scored", "national_2027": "scored"}
    with pytest.raises(RefusedError):
        enter_result(officer, case, SignedResult(STANDARD, "poor", "DS 1"), TOLD)
    undo_entry(officer, case, "Nhập nhầm hộ")
    assert dict(case.results.values_list("standard_id", "state")) == {STANDARD: "scored", "national_2027": "waiting"}
    assert unrecorded() == set()


def test_a_case_of_signed_lists_alone_is_locked_by_its_result(officer, province, communes, family, filled):
    row = make_round(province, communes, route="entered")
    case = make_case(row, family())
    with pytest.raises(RefusedError) as refused:
        submit_form(officer, case, filled(of=row))
    assert refused.value.code == "no-form"
    enter_result(officer, case, SignedResult(STANDARD, "poor", "DS 1"), TOLD)
    case.refresh_from_db()
    assert (case.state, case.submissions.get().entry) == ("locked", Entry.SIGNED_LIST)
    undo_entry(officer, case, "Nhập nhầm")
    case.refresh_from_db()
    assert case.state == "listed"


def test_many_forms_at_once_are_scored_as_one_by_one(officer, open_round, family, filled, villages):
    cases = [make_case(open_round, family(f"Hộ {at}", region_code="NT1")) for at in range(4)]
    ticks = [{}, {"water": 1}, dict(DEPRIVED), {"item_size": None}]
    for case, told in zip(cases, ticks, strict=True):
        submit_form(officer, case, filled(**told))
    sheet = sheet_of(open_round)
    forms = [case.submissions.get() for case in cases]
    many = [told[0] for _form, told in score_many(sheet, zip(cases, forms, strict=True))]
    one = [
        score_form(sheet, case, answers_of(form), [], TOLD.happened_on)[0][0]
        for case, form in zip(cases, forms, strict=True)
    ]
    same = ("income_score", "deprivation_score", "household_class", "reason", "deprived", "pack_hash")
    for name in same[2:]:
        assert [getattr(each, name) for each in many] == [getattr(each, name) for each in one]
    for name in same[:2]:
        assert [getattr(each, name) for each in many[:3]] == [getattr(each, name) for each in one[:3]]
    done = lock_forms(officer, VillageReview.objects.get(round=open_round, village=villages[0]))
    assert (done.locked, done.left_open) == (3, 1)
    cases[2].refresh_from_db()
    shown = results_shown(officer, cases[2])[0]
    assert shown.detail["points"]
    assert unrecorded() == set()


def test_live_points_only_where_the_province_switched_them_on(officer, case, filled, open_round):
    submit_form(officer, case, filled(**DEPRIVED))
    case.refresh_from_db()
    assert live_points(case) == []
    case.round.live_score = True
    assert live_points(case)[0][2] == 30


def test_nothing_is_written_while_the_round_is_closed(officer, case, filled, open_round):
    open_round.state = "closed"
    open_round.save()
    with pytest.raises(RefusedError) as refused:
        submit_form(officer, case, filled())
    assert refused.value.code == "round-not-open"


def test_ways_to_another_class_show_in_training_rounds(officer, province, communes, family, filled):
    row = make_round(province, communes, purpose="training")
    case = make_case(row, family(region_code="NT1"))
    submit_form(officer, case, filled(of=row, **DEPRIVED))
    lock_form(officer, case)
    case.refresh_from_db()
    assert results_shown(officer, case)[0].detail["ways"]


def test_answers_keep_only_what_was_answered():
    assert Answers({"water": 0, "roof": None}, [{"member_no": 1, "sex": None}]).plain() == {
        "household": {"water": 0},
        "members": [{"member_no": 1}],
    }
