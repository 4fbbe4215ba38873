"""The quick form (Phiếu A) of a household: answers kept sealed, shown on its page, nothing decided by itself."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.record_quick_form import QuickDraft, record_quick_form
from rasoat.web.reviews.listing.quick_answers import quick_forms_of
from rasoat.web.reviews.models import Case, QuickAnswers, QuickOutcome
from rasoat.web.reviews.recording import Told
from rasoat.web.rounds.models import ParameterValue
from web.reviews.first.checks import unrecorded
from web.reviews.walking import set_parameter

TOLD = Told(date(2026, 9, 20))
PASSED, FAILED, OVERRIDE = QuickOutcome.PASSED, QuickOutcome.FAILED, QuickOutcome.OVERRIDE


@pytest.fixture
def asked(case: Case) -> Case:
    """A case in a province that has set two questions."""
    set_parameter(case.round, "quick_form_items", "Có ô tô không\nCó nhà kiên cố không")
    return case


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


def test_answers_are_kept_sealed_and_the_case_stays(officer, asked):
    made = record_quick_form(officer, asked, QuickDraft([False, True], FAILED, TOLD, "Có nhà kiên cố"))
    assert b"ki\xc3\xaan" not in bytes(made.sealed)
    (shown,) = quick_forms_of(asked)
    assert shown.answers == [("Có ô tô không", False), ("Có nhà kiên cố không", True)]
    asked.refresh_from_db()
    assert asked.state == "listed"
    assert unrecorded() == set()


def test_questions_changed_later_leave_old_answers_in_their_words(officer, asked):
    record_quick_form(officer, asked, QuickDraft([False, True], PASSED, TOLD))
    ParameterValue.objects.filter(key="quick_form_items").update(value="Câu khác")
    assert quick_forms_of(asked)[0].answers[0][0] == "Có ô tô không"


@pytest.mark.parametrize(
    ("answers", "outcome", "reason"),
    [([True], PASSED, ""), ([True, None], PASSED, ""), ([True, False], FAILED, " "), ([True, False], OVERRIDE, "")],
    ids=["too few", "one open", "failed without reason", "override without reason"],
)
def test_what_a_form_cannot_be_is_refused(officer, asked, answers, outcome, reason):
    with pytest.raises(RefusedError):
        record_quick_form(officer, asked, QuickDraft(answers, outcome, TOLD, reason))
    assert QuickAnswers.objects.count() == 0


def test_without_questions_of_the_province_there_is_no_quick_form(officer, case, desk):
    with pytest.raises(RefusedError) as refused:
        record_quick_form(officer, case, QuickDraft([], PASSED, TOLD))
    assert refused.value.code == "no-questions"
    address = reverse("reviews:case_write", args=[case.public_id, "phieu-a"])
    assert address not in desk.get(reverse("reviews:case", args=[case.public_id])).content.decode()


def test_a_case_that_ended_takes_none(officer, asked):
    Case.objects.filter(pk=asked.pk).update(state="left")
    with pytest.raises(RefusedError):
        record_quick_form(officer, asked, QuickDraft([True, True], PASSED, TOLD))


def test_only_who_may_fill_in_forms_there(acting_for, communes, asked):
    with pytest.raises(NotAllowedError):
        record_quick_form(acting_for("commune_officer", communes[1]), asked, QuickDraft([True, True], PASSED, TOLD))


def test_from_the_page_of_the_case_and_back(desk, asked):
    page = reverse("reviews:case", args=[asked.public_id])
    address = reverse("reviews:case_write", args=[asked.public_id, "phieu-a"])
    assert address in desk.get(page).content.decode()
    assert "1. Có ô tô không" in desk.get(address).content.decode()
    sent = {"q1": "0", "q2": "1", "outcome": "override", "reason": "Nhà của bố mẹ", "happened_on": "20/09/2026"}
    sent["client_key"] = "6a2f8e1c-0d5b-4d7b-9a53-1f6f2f0f7a10"
    for _time in range(2):
        assert desk.post(address, sent).url == page
    assert QuickAnswers.objects.count() == 1
    text = desk.get(page).content.decode()
    assert "Không đạt nhưng vẫn rà soát" in text
    assert "Nhà của bố mẹ" in text


def test_a_question_left_open_is_told_beside_it(desk, asked):
    address = reverse("reviews:case_write", args=[asked.public_id, "phieu-a"])
    answer = desk.post(address, {"q1": "1", "outcome": "pass", "happened_on": "20/09/2026"})
    assert answer.status_code == 422
    assert 'id="id_q2_error"' in answer.content.decode()
