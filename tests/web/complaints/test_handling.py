"""A complaint from the intake to the answer: only its own case waits, and goes on in the end."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.complaints.actions.answer_complaint import answer_complaint
from rasoat.web.complaints.actions.post_result import post_result
from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.actions.recheck_complaint import finish_recheck, order_complaint_recheck
from rasoat.web.complaints.actions.relink_case import relink_case
from rasoat.web.complaints.actions.step_complaint import PLAIN, step_complaint
from rasoat.web.complaints.actions.take_up import take_up
from rasoat.web.complaints.models import Complaint, Outcome
from rasoat.web.complaints.moving import need_of
from rasoat.web.complaints.paper_data import answer_data, recheck_data
from rasoat.web.complaints.state_graphs import COMPLAINT
from rasoat.web.complaints.telling import answer_of, note_of
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.reviews.models import Case, Posting, Result
from web.review_making import STANDARD, make_case

from .conftest import RECEIVED, faults, household

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 6)


def rechecked(acting: Acting, complaint: Complaint, found: str = "poor") -> Complaint:
    """Taken up and looked at again by somebody else."""
    take_up(acting, complaint, on=ON)
    order_complaint_recheck(acting, complaint, on=ON, checker_name="Hà Văn Khác")
    return finish_recheck(acting, complaint, on=ON, finding="Xe là của người khác.", classes={STANDARD: found})


def state(case: Case) -> str:
    return Result.objects.get(case=case).state


def test_taking_up_holds_the_case_and_no_other(officer, complaint, posted, family_next) -> None:
    row = take_up(officer, complaint, on=ON)

    posted.refresh_from_db()
    assert (row.state, posted.held, state(posted)) == ("handling", True, "complained")
    assert (family_next.held, state(family_next)) == (False, "posted")
    assert not row.after_decision


@pytest.fixture
def family_next(officer, review_round, villages) -> Case:
    """The case of a neighbour, posted too."""
    home = household(officer, villages[0], "Quàng Văn Bên")
    return make_case(review_round, home, state="locked", result_state="posted", agreed="poor")


def test_a_recheck_that_changes_the_class_is_posted_again_and_answered(officer, complaint, posted) -> None:
    rechecked(officer, complaint, "not_poor")

    row = post_result(officer, complaint, on=ON, places=["Nhà văn hóa thôn"])
    posting = Posting.objects.get(number=2)
    assert (row.state, row.posting_ends_on, posting.ends_on) == ("posted", date(2026, 10, 9), date(2026, 10, 9))
    assert (posting.cases.get().household_class, state(posted)) == ("not_poor", "posted")

    row = answer_complaint(officer, complaint, on=ON, outcome=Outcome.UPHELD, text="Có căn cứ.", number="5/UBND")
    assert (row.state, row.due_on, answer_of(row)) == ("answered", None, "Có căn cứ.")
    assert answer_data(row)["outcome"] == "Đúng"
    assert recheck_data(row)["classes"] == {STANDARD: "not_poor"}
    assert "Kiện" not in str(recheck_data(row))
    assert faults() == []


def test_rejecting_lets_the_case_go_on(officer, complaint, posted) -> None:
    take_up(officer, complaint, on=ON)

    row = step_complaint(officer, complaint, "reject", on=ON, reason="Không có tình tiết cụ thể.")

    posted.refresh_from_db()
    assert (row.state, posted.held, state(posted)) == ("rejected", False, "posted")
    assert note_of(row.steps.latest("at")) == "Không có tình tiết cụ thể."


def test_a_case_waits_until_the_last_complaint_about_it_is_done(officer, complaint, posted, draft) -> None:
    second = receive_complaint(officer, draft(case=posted, name="Người khác"))[0]
    take_up(officer, complaint, on=ON)
    take_up(officer, second, on=ON)

    step_complaint(officer, complaint, "withdraw", on=ON, reason="Tự rút")
    posted.refresh_from_db()
    assert posted.held

    step_complaint(officer, second, "withdraw", on=ON, reason="Tự rút")
    posted.refresh_from_db()
    assert not posted.held


def test_before_the_posting_nothing_is_held(officer, review_round, draft, family_next) -> None:
    Result.objects.filter(case=family_next).update(state="scored")
    row = receive_complaint(officer, draft(case=family_next))[0]

    take_up(officer, row, on=ON)

    family_next.refresh_from_db()
    assert not family_next.held
    with pytest.raises(RefusedError, match="không có khiếu nại"):
        order_complaint_recheck(officer, row, on=ON, checker_name="Hà Văn Khác")


def test_after_the_decision_it_is_told_so(officer, complaint, posted) -> None:
    Result.objects.filter(case=posted).update(state="recognised", final="poor")

    row = take_up(officer, complaint, on=ON)

    assert row.after_decision
    assert state(posted) == "complained"


def test_whoever_surveyed_the_household_does_not_check_it_again(officer, complaint) -> None:
    take_up(officer, complaint, on=ON)

    with pytest.raises(RefusedError, match="đã rà soát hộ này"):
        order_complaint_recheck(officer, complaint, on=ON, checker_name="tong van sat")


def test_a_complaint_is_not_answered_with_an_explanation_alone(officer, complaint) -> None:
    take_up(officer, complaint, on=ON)

    with pytest.raises(RefusedError, match="đúng, đúng một phần"):
        answer_complaint(officer, complaint, on=ON, outcome=Outcome.EXPLAINED, text="Đã giải thích.")


def test_two_people_at_once_are_noticed(officer, complaint) -> None:
    version = complaint.version
    take_up(officer, complaint, on=ON, version=version)

    with pytest.raises(StaleError):
        step_complaint(officer, complaint, "reject", on=ON, reason="trùng", version=version)


@pytest.mark.parametrize("on", [date(2026, 10, 4), date(2100, 1, 1)])
def test_a_step_does_not_come_before_the_letter_nor_in_the_future(officer, complaint, on: date) -> None:
    with pytest.raises(RefusedError):
        take_up(officer, complaint, on=on)


def plain(move: str, acting: Acting, row: Complaint) -> Complaint:
    return step_complaint(acting, row, move, on=RECEIVED, reason="vì")


ACTS: dict[str, Callable[[Acting, Complaint], object]] = {
    "accept": lambda acting, row: take_up(acting, row, on=RECEIVED),
    "relink": lambda acting, row: relink_case(acting, row, on=RECEIVED, case=None, note="về việc khác"),
    "order_recheck": lambda acting, row: order_complaint_recheck(acting, row, on=RECEIVED, checker_name="Hà Văn Khác"),
    "finish_recheck": lambda acting, row: finish_recheck(
        acting, row, on=RECEIVED, finding="như cũ", classes={STANDARD: "poor"}
    ),
    "post": lambda acting, row: post_result(acting, row, on=RECEIVED, places=["Trụ sở"]),
    "answer": lambda acting, row: answer_complaint(acting, row, on=RECEIVED, outcome=Outcome.UPHELD, text="đã xem"),
    **{move: partial(plain, move) for move in PLAIN},
}


def test_every_move_of_the_graph_has_an_action() -> None:
    assert set(ACTS) == set(COMPLAINT.moves)


@pytest.mark.parametrize("move", [*COMPLAINT.moves])
@pytest.mark.parametrize("start", [*COMPLAINT.states])
def test_no_move_is_made_from_a_state_that_lacks_it(officer, draft, review_round, start: str, move: str) -> None:
    row = receive_complaint(officer, draft())[0]
    Complaint.objects.filter(pk=row.pk).update(state=start)

    if COMPLAINT.can(move, start) and move != "order_recheck":  # no case: nothing to check again
        ACTS[move](officer, row)
        row.refresh_from_db()
        assert row.state == COMPLAINT.moves[move].target
    else:
        with pytest.raises(RefusedError):
            ACTS[move](officer, row)
        row.refresh_from_db()
        assert row.state == start


@pytest.mark.parametrize("role", [*Role.values])
@pytest.mark.parametrize("move", [*COMPLAINT.moves])
def test_every_role_makes_the_moves_of_its_capability_only(
    acting_for, province, communes, villages, officer, draft, role: str, move: str
) -> None:  # fmt: skip
    row = receive_complaint(officer, draft())[0]
    source = next(state for state in COMPLAINT.states if COMPLAINT.can(move, state))
    Complaint.objects.filter(pk=row.pk).update(state=source)
    unit = {"village_head": villages[0], "reviewer": villages[0]}.get(role) or (
        province if role.startswith("province") or role in {"auditor", "technical_admin"} else communes[0]
    )
    acting = acting_for(role, unit)

    if need_of(move) in CAPABILITIES[role]:
        if move == "order_recheck":
            with pytest.raises(RefusedError):
                ACTS[move](acting, row)
        else:
            ACTS[move](acting, row)
    else:
        with pytest.raises(NotAllowedError):
            ACTS[move](acting, row)


def test_an_auditor_reads_complaints_and_makes_no_move(client_for, province, complaint) -> None:
    reader = client_for("auditor", province)
    address = reverse("complaints:complaint", args=[complaint.pk])

    listed = reader.get(reverse("complaints:list")).content.decode()
    page = reader.get(address)
    moved = reader.post(reverse("complaints:step", args=[complaint.pk, "thu-ly"]), {"happened_on": "06/10/2026"})

    assert address in listed
    assert (page.status_code, page.context["deeds"]) == (200, [])
    assert moved.status_code in {403, 404}
    assert reader.get(reverse("complaints:denunciations")).status_code == 403
    complaint.refresh_from_db()
    assert complaint.state == "received"
