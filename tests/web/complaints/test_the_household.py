"""Which household a complaint is about: chosen in its round, held as soon as its result hangs, changed when wrong."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.complaints.actions.answer_complaint import answer_complaint
from rasoat.web.complaints.actions.post_result import post_result
from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.actions.recheck_complaint import finish_recheck, order_complaint_recheck
from rasoat.web.complaints.actions.relink_case import relink_case
from rasoat.web.complaints.actions.take_up import take_up
from rasoat.web.complaints.forms import TakeUpForm
from rasoat.web.complaints.models import Complaint, ComplaintKind, Outcome
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.prepare_decision import DecisionPlan, prepare_decision
from rasoat.web.reviews.actions.start_posting import PostingDraft, start_posting
from rasoat.web.reviews.models import Case, Posting, Result, VillageReview
from rasoat.web.reviews.recording import Told
from rasoat.web.rounds.models import ParameterValue, Round
from web.review_making import STANDARD, make_case, make_round

from .conftest import RECEIVED, faults, household

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 6)
POSTED = date(2026, 10, 7)


def state(case: Case) -> str:
    return Result.objects.get(case=case).state


@pytest.fixture
def agreed(officer: Acting, review_round, villages) -> Case:
    """A household on whose class the village agreed; nothing hangs yet."""
    home = household(officer, villages[1], "Quàng Văn Chờ")
    return make_case(review_round, home, state="locked", result_state="agreed", proposed="poor", agreed="poor")


def test_a_complaint_taken_up_before_the_posting_holds_the_case_when_it_hangs(
    officer: Acting, draft, agreed: Case
) -> None:
    take_up(officer, receive_complaint(officer, draft(case=agreed))[0], on=ON)
    review = VillageReview.objects.get(round=agreed.round, village=agreed.village)

    posting = start_posting(officer, review, PostingDraft(Told(POSTED), ["Nhà văn hóa"]))

    agreed.refresh_from_db()
    assert (agreed.held, state(agreed)) == (True, "complained")
    assert posting.cases.get().case == agreed
    assert faults() == []


def test_a_held_case_is_on_no_decision_and_is_checked_again(officer: Acting, draft, agreed: Case) -> None:
    row = take_up(officer, receive_complaint(officer, draft(case=agreed))[0], on=ON)
    review = VillageReview.objects.get(round=agreed.round, village=agreed.village)
    start_posting(officer, review, PostingDraft(Told(POSTED), ["Nhà văn hóa"]))
    ParameterValue.objects.create(
        province=agreed.province, procedure_id="qd24_2021", key="higher_opinion_step", value={"code": "none"},
        document="QĐ thử", valid_from=date(2026, 1, 1),
    )  # fmt: skip

    with pytest.raises(RefusedError):
        prepare_decision(officer, agreed.round, agreed.commune, DecisionPlan(STANDARD))
    ordered = order_complaint_recheck(officer, row, on=POSTED, checker_name="Hà Văn Khác")

    assert ordered.state == "recheck"


def test_the_page_offers_no_recheck_before_the_case_is_held(
    officer: Acting, draft, agreed: Case, client_for: Callable[..., Client]
) -> None:
    row = take_up(officer, receive_complaint(officer, draft(case=agreed))[0], on=ON)

    page = client_for("commune_officer", agreed.commune).get(reverse("complaints:complaint", args=[row.pk]))

    assert "phuc-tra" not in {deed["name"] for deed in page.context["deeds"]}
    assert "chưa niêm yết" in page.content.decode()


@pytest.mark.parametrize("name", ["Lò Văn Ơn", "lo van on", " LÒ  VĂN ƠN "])
def test_nobody_of_the_household_checks_it(officer: Acting, complaint: Complaint, name: str) -> None:
    row = take_up(officer, complaint, on=ON)

    with pytest.raises(RefusedError, match="của chính hộ này"):
        order_complaint_recheck(officer, row, on=ON, checker_name=name)


def test_a_relative_does_not_check(officer: Acting, complaint: Complaint) -> None:
    row = take_up(officer, complaint, on=ON)

    with pytest.raises(RefusedError, match="người thân"):
        order_complaint_recheck(officer, row, on=ON, checker_name="Hà Văn Khác", relative="em vợ chủ hộ")


def test_somebody_of_the_same_name_is_told_apart_by_words(officer: Acting, complaint: Complaint) -> None:
    row = take_up(officer, complaint, on=ON)

    ordered = order_complaint_recheck(officer, row, on=ON, checker_name="Lò Văn Ơn, công chức tư pháp xã")

    assert ordered.state == "recheck"


@pytest.mark.parametrize("typed", ["Cuối Suối/1", "cuoi suoi/1", "  CUỐI SUỐI / 01"])
def test_a_household_is_found_without_tones(posted: Case, typed: str) -> None:
    form = TakeUpForm({"case": typed, "happened_on": "06/10/2026"}, commune=posted.commune)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["case"] == posted


def test_with_several_open_rounds_the_round_is_chosen(officer: Acting, posted: Case, villages) -> None:
    training = make_round(posted.province, [posted.commune], purpose="training", kind="regular")
    home = household(officer, villages[0], "Chu Đình Thử")
    other = make_case(training, home, state="locked")
    given = {"case": "Cuối Suối/1", "happened_on": "06/10/2026"}

    unsaid = TakeUpForm(given, commune=posted.commune)
    listed = TakeUpForm({**given, "round": posted.round_id}, commune=posted.commune)
    trained = TakeUpForm({**given, "round": training.pk}, commune=posted.commune)

    assert "chọn đợt" in str(unsaid.errors["case"])
    assert listed.is_valid()
    assert trained.is_valid()
    assert (listed.cleaned_data["case"], trained.cleaned_data["case"]) == (posted, other)


def test_a_wrong_household_is_let_go_and_the_right_one_held(
    officer: Acting, complaint: Complaint, posted: Case, review_round, villages
) -> None:
    right = make_case(
        review_round, household(officer, villages[0], "Lường Thị Bên"), state="locked", result_state="cleared",
        proposed="poor", agreed="poor",
    )  # fmt: skip
    row = take_up(officer, complaint, on=ON)

    moved = relink_case(officer, row, on=ON, case=right, note="ghi nhầm số")

    posted.refresh_from_db()
    right.refresh_from_db()
    assert (moved.case, moved.state) == (right, "handling")
    assert (posted.held, state(posted), right.held, state(right)) == (False, "posted", True, "complained")
    assert faults() == []


def test_the_same_household_is_no_change(officer: Acting, complaint: Complaint, posted: Case) -> None:
    row = take_up(officer, complaint, on=ON)

    with pytest.raises(RefusedError, match="chính hộ này"):
        relink_case(officer, row, on=ON, case=posted, note="nhầm")


def test_the_page_says_which_household_was_taken(
    officer: Acting, complaint: Complaint, posted: Case, client_for: Callable[..., Client]
) -> None:
    desk = client_for("commune_officer", posted.commune)
    address = reverse("complaints:step", args=[complaint.pk, "thu-ly"])

    told = desk.post(
        address, {"case": f"cuoi suoi/{posted.number}", "happened_on": "06/10/2026", "version": complaint.version},
        follow=True,
    ).content.decode()  # fmt: skip

    assert f"Hộ liên quan: {posted.number} Lò Văn Ơn, Thôn Cuối Suối; {posted.round}." in told


def test_a_result_hangs_once_all_complaints_about_the_household_are_looked_into(
    officer: Acting, complaint: Complaint, draft, posted: Case
) -> None:
    second = take_up(officer, receive_complaint(officer, draft(case=posted, name="Người khác"))[0], on=ON)
    take_up(officer, complaint, on=ON)
    order_complaint_recheck(officer, complaint, on=ON, checker_name="Hà Văn Khác")
    row = finish_recheck(officer, complaint, on=ON, finding="Có xe", classes={STANDARD: "not_poor"})

    with pytest.raises(RefusedError, match=str(second)):
        post_result(officer, row, on=POSTED, places=["Trụ sở"])
    answer_complaint(officer, second, on=POSTED, outcome=Outcome.UPHELD, text="Đã phúc tra.")
    done = post_result(officer, row, on=POSTED, places=["Trụ sở"])

    assert (done.state, Posting.objects.latest("pk").cases.get().household_class) == ("posted", "not_poor")


def test_a_letter_without_a_name_is_a_proposal(officer: Acting, draft) -> None:
    row, _code = receive_complaint(officer, draft(name=" "))

    assert (row.kind, row.anonymous, row.due_on) == (ComplaintKind.PROPOSAL, True, None)
    assert str(row).startswith("PA-")
    assert row.happened_on == RECEIVED


def test_answers_of_rounds_that_do_not_count_have_numbers_of_their_own(officer: Acting, complaint: Complaint) -> None:
    Round.objects.filter(pk=complaint.round_id).update(purpose="demo")
    take_up(officer, complaint, on=ON)

    row = answer_complaint(officer, complaint, on=ON, outcome=Outcome.UNFOUNDED, text="Không có xe.", number="12/UBND")

    assert row.answer_number == "MẪU-12/UBND"
