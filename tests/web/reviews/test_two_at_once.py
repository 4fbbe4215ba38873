"""Two officers at the same moment (PostgreSQL: real connections in threads): one result, one kind refusal."""

import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connection

from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.confirm_decision import confirm_decision
from rasoat.web.reviews.actions.end_posting import end_posting
from rasoat.web.reviews.actions.enter_list import enter_list
from rasoat.web.reviews.actions.hold_meeting import hold_meeting
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.prepare_decision import DecisionPlan, prepare_decision
from rasoat.web.reviews.actions.start_posting import PostingDraft, start_posting
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.actions.take_list import ListDraft, take_list
from rasoat.web.reviews.actions.withdraw_draft import withdraw_draft
from rasoat.web.reviews.meeting import ListVote, MeetingDraft
from rasoat.web.reviews.models import Assessment, Case, Meeting, Posting, RoundDecision, Submission
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.survey.answers import Answers
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import Filled
from web.review_making import STANDARD, make_case, make_round
from web.reviews.first.conftest import full
from web.reviews.signed.conftest import DOCUMENT, SIGNED, plan_of, workbook

from .walking import ENDED, MET, POSTED, Ground, make_ground, make_home, meet, prepare, sign, state_of, to_ready

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60


@pytest.fixture(autouse=True)
def real_connections(db: None) -> None:
    """SQLite lets one write at a time begin at all: there the second one waits before it reads."""
    if connection.vendor != "postgresql":
        pytest.skip("two writers at once need PostgreSQL")


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


def both(*acts: Callable[[], object]) -> tuple[list[object], list[RefusedError]]:
    """What came of acts that begin together, each on a connection of its own; anything but a refusal fails."""
    start = threading.Barrier(len(acts))
    made: list[object] = []
    refused: list[RefusedError] = []
    broken: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(PATIENCE)
            made.append(act())
        except RefusedError as refusal:
            refused.append(refusal)
        except BaseException as error:  # told by the thread that asked
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    assert broken == []
    return made, refused


def once_each(action: str, *acts: Callable[[], object]) -> RefusedError:
    """One result, one refusal that says what and where, one entry of the ledger, and a ledger that holds."""
    made, refused = both(*acts)
    assert (len(made), len(refused)) == (1, 1)
    assert refused[0].message
    assert Entry.objects.filter(action=action).count() == 1
    assert [finding for finding in verify() if finding.is_fault and "CHAIN" in finding.kind.name] == []
    return refused[0]


def draft(key: uuid.UUID | None = None) -> MeetingDraft:
    return MeetingDraft(Told(MET, "Trưởng thôn", on_behalf=True, key=key), 20, [ListVote(STANDARD, 20)])


def test_a_form_is_locked_once(ground: Ground, acting_for) -> None:
    home = make_home(ground.village, "Lò Văn Khóa")
    type(home).objects.filter(pk=home.pk).update(region_code="NT1")
    home.refresh_from_db()
    case = make_case(ground.round, home)
    submit_form(ground.officer, case, Filled(Answers(full(sheet_of(ground.round))), Told(MET)))
    other = acting_for("commune_officer", ground.commune)

    refusal = once_each("reviews.form_locked", lambda: lock_form(ground.officer, case), lambda: lock_form(other, case))

    assert refusal.code == "wrong-state"
    assert Assessment.objects.count() == 1
    assert Case.objects.get(pk=case.pk).state == "locked"


def test_a_village_meets_once(ground: Ground, acting_for) -> None:
    case, review, other = ground.case(), ground.review, acting_for("commune_officer", ground.commune)

    refusal = once_each(
        "reviews.meeting_held",
        lambda: hold_meeting(ground.officer, review, draft()), lambda: hold_meeting(other, review, draft()),
    )  # fmt: skip

    assert refusal.code == "nobody-waits"
    assert Meeting.objects.count() == 1
    assert state_of(case) == "agreed"


def test_a_button_pressed_twice_meets_once(ground: Ground) -> None:
    ground.case()
    review, key = ground.review, uuid.uuid4()

    refusal = once_each(
        "reviews.meeting_held",
        lambda: hold_meeting(ground.officer, review, draft(key)),
        lambda: hold_meeting(ground.officer, review, draft(key)),
    )

    assert isinstance(refusal, AlreadyDoneError)
    assert refusal.record_id == Meeting.objects.get().pk


def test_a_list_is_posted_and_taken_down_once(ground: Ground, acting_for) -> None:
    case, review, other = ground.case(), ground.review, acting_for("commune_officer", ground.commune)
    meet(ground)
    told = PostingDraft(Told(POSTED), ["Nhà văn hóa thôn"])

    once_each(
        "reviews.posted",
        lambda: start_posting(ground.officer, review, told), lambda: start_posting(other, review, told),
    )  # fmt: skip
    posting = Posting.objects.get()
    once_each(
        "reviews.posting_ended",
        lambda: end_posting(ground.officer, posting, Told(ENDED)), lambda: end_posting(other, posting, Told(ENDED)),
    )  # fmt: skip

    assert state_of(case) == "ready"


def test_a_decision_is_drawn_up_and_confirmed_once(ground: Ground, acting_for) -> None:
    case, other = ground.case(), acting_for("commune_officer", ground.commune)
    to_ready(ground)
    plan = DecisionPlan(STANDARD)

    once_each(
        "reviews.decision_prepared",
        lambda: prepare_decision(ground.officer, ground.round, ground.commune, plan),
        lambda: prepare_decision(other, ground.round, ground.commune, plan),
    )
    decision = sign(ground, RoundDecision.objects.get())
    second = acting_for("commune_chair", ground.commune)
    refusal = once_each(
        "reviews.decision_confirmed",
        lambda: confirm_decision(ground.chair, decision), lambda: confirm_decision(second, decision),
    )  # fmt: skip

    assert refusal.code == "wrong-state"
    assert state_of(case) == "recognised"


def test_a_signed_list_is_entered_once(province, communes, villages, acting_for) -> None:
    row = make_round(province, communes, route="entered")
    officer, other = (acting_for("commune_officer", communes[0]) for _time in range(2))
    case = make_case(row, make_home(villages[0], "Lò Văn Ký"))
    file = workbook((case.household.code, "", "", "", "Hộ nghèo"))
    kept = take_list(officer, row, communes[0], ListDraft(STANDARD, DOCUMENT, file, SIGNED))
    seen = plan_of(kept).seal

    made, refused = both(lambda: enter_list(officer, kept, seen), lambda: enter_list(other, kept, seen))

    assert (len(made), refused) == (2, [])
    assert Submission.objects.count() == 1
    assert Entry.objects.filter(action="reviews.list_entered").count() == 1


def test_a_meeting_and_a_form_in_one_village_do_not_wait_for_each_other(ground: Ground, acting_for) -> None:
    ground.case()
    home = make_home(ground.village, "Lò Văn Muộn")
    type(home).objects.filter(pk=home.pk).update(region_code="NT1")
    home.refresh_from_db()
    late = make_case(ground.round, home)
    submit_form(ground.officer, late, Filled(Answers(full(sheet_of(ground.round))), Told(MET)))
    minutes = MeetingDraft(
        Told(MET, "Trưởng thôn", on_behalf=True), 20, [ListVote(STANDARD, 20)], skip_reason="Còn hộ đi vắng"
    )
    review, other = ground.review, acting_for("commune_officer", ground.commune)

    made, refused = both(lambda: hold_meeting(ground.officer, review, minutes), lambda: lock_form(other, late))

    assert (len(made), refused) == (2, [])
    assert state_of(late) in {"scored", "agreed"}


def test_a_posting_and_a_withdrawn_draft_leave_states_of_the_graph(ground: Ground, acting_for) -> None:
    first = ground.case()
    to_ready(ground)
    decision = prepare(ground)
    second = ground.case("agreed")
    review, other = ground.review, acting_for("commune_officer", ground.commune)
    told = PostingDraft(Told(POSTED), ["Nhà văn hóa thôn"])

    made, refused = both(
        lambda: withdraw_draft(ground.officer, decision, reason="Thiếu hộ"),
        lambda: start_posting(other, review, told),
    )

    assert (len(made), refused) == (2, [])
    assert (state_of(first), state_of(second)) == ("ready", "posted")
