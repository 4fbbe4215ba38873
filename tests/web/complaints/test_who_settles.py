"""Who settles complaints in a commune: the board takes up, re-checks and posts; the chairman, who signs, answers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES, Capability
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.complaints.actions.answer_complaint import answer_complaint
from rasoat.web.complaints.actions.recheck_complaint import order_complaint_recheck
from rasoat.web.complaints.actions.step_complaint import step_complaint
from rasoat.web.complaints.actions.take_up import take_up
from rasoat.web.complaints.models import Complaint, Outcome
from rasoat.web.complaints.state_graphs import COMPLAINT

from .conftest import RECEIVED, faults

pytestmark = pytest.mark.django_db
TAKEN_UP = RECEIVED + timedelta(days=1)
BOARD_WORK = ("accept", "relink", "order_recheck", "finish_recheck", "post", "withdraw")
ENDINGS = ("answer", "reject", "forward", "reopen")


@pytest.fixture
def chair(acting_for: Callable[..., Acting], communes) -> Acting:
    return acting_for("commune_chair", communes[0])


def test_whoever_handles_complaints_may_answer_them_and_no_chairman_changes_a_class() -> None:
    """The chairman confirms decisions: what a re-check found is recorded by others."""
    for role, held in CAPABILITIES.items():
        assert Capability.COMPLAINT_HANDLE not in held or Capability.COMPLAINT_ANSWER in held, role
        assert not {Capability.COMPLAINT_HANDLE, Capability.DECISION_CONFIRM} <= held, role
    assert {code for code, move in COMPLAINT.moves.items() if move.need == "complaint.handle"} == set(BOARD_WORK)
    assert {code for code, move in COMPLAINT.moves.items() if move.need == "complaint.answer"} == set(ENDINGS)


@pytest.mark.parametrize("role", [Role.VILLAGE_HEAD, Role.REVIEWER, Role.AUDITOR, Role.FRONT_OBSERVER])
def test_others_neither_read_nor_answer(role: Role) -> None:
    assert Capability.COMPLAINT_ANSWER not in CAPABILITIES[role]


def test_the_chairman_answers_and_the_case_goes_on(
    officer: Acting, chair: Acting, complaint: Complaint, posted
) -> None:
    row = take_up(officer, complaint, on=TAKEN_UP)

    answered = answer_complaint(chair, row, on=TAKEN_UP, outcome=Outcome.UNFOUNDED, text="Đã xác minh: không có xe.")

    posted.refresh_from_db()
    assert (answered.state, posted.held) == ("answered", False)
    assert faults() == []


def test_the_chairman_does_not_do_the_work_of_the_board(officer: Acting, chair: Acting, complaint: Complaint) -> None:
    with pytest.raises(NotAllowedError):
        take_up(chair, complaint, on=TAKEN_UP)
    row = take_up(officer, complaint, on=TAKEN_UP)
    with pytest.raises(NotAllowedError):
        order_complaint_recheck(chair, row, on=TAKEN_UP, checker_name="Lò Văn Khác")
    with pytest.raises(NotAllowedError):
        step_complaint(chair, row, "withdraw", on=TAKEN_UP, reason="người gửi rút")


def test_pages_offer_each_role_its_own_moves(
    officer: Acting, client_for: Callable[..., Client], communes, complaint: Complaint
) -> None:
    take_up(officer, complaint, on=TAKEN_UP)
    address = reverse("complaints:complaint", args=[complaint.pk])
    chair, desk = (client_for(role, communes[0]) for role in ("commune_chair", "commune_officer"))

    def offered(client: Client) -> set[str]:
        return {deed["name"] for deed in client.get(address).context["deeds"]}

    assert offered(chair) == {"tra-loi", "khong-thu-ly", "chuyen"}
    assert offered(desk) == {"doi-ho", "phuc-tra", "tra-loi", "khong-thu-ly", "chuyen", "rut"}
    listed = chair.get(reverse("complaints:list"))
    assert reverse("complaints:new") not in listed.content.decode()
    assert str(complaint) in listed.content.decode()
    refused = chair.post(
        reverse("complaints:step", args=[complaint.pk, "phuc-tra"]),
        {"happened_on": f"{TAKEN_UP:%d/%m/%Y}", "checker_name": "Lò Văn Khác", "version": 2},
    )
    assert refused.status_code == 403


def test_a_chairman_of_another_commune_finds_nothing(
    client_for: Callable[..., Client], communes, complaint: Complaint
) -> None:
    other = client_for("commune_chair", communes[1])
    assert other.get(reverse("complaints:complaint", args=[complaint.pk])).status_code == 404
    assert str(complaint) not in other.get(reverse("complaints:list")).content.decode()
    assert other.get(reverse("complaints:new")).status_code == 403


def test_the_first_page_of_the_chairman_tells_of_them(
    client_for: Callable[..., Client], communes, complaint: Complaint
) -> None:
    board = client_for("commune_chair", communes[0]).get("/").context["boards"][0]["board"]
    assert (board["clocks"].open, board["clocks"].unheard) == (1, 1)
