"""Steps sent twice by the same page (a button pressed twice, a connection lost on the way back) are written once."""

import uuid

import pytest
from django.urls import reverse

from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.client_keys import claim, settle
from rasoat.web.reviews.actions.hold_meeting import hold_meeting
from rasoat.web.reviews.forms.sent_once import key_of, posted_key
from rasoat.web.reviews.meeting import ListVote, MeetingDraft
from rasoat.web.reviews.models import Application, Meeting, Opinion, Posting, RoundDecision
from rasoat.web.reviews.once import AlreadyDoneError, once
from rasoat.web.reviews.recording import Told
from web.review_making import STANDARD

from .walking import MET, Ground, make_ground, meet, post, prepare, sign, state_of, to_ready

pytestmark = pytest.mark.django_db
TWICE = "lần gửi sau không ghi thêm gì"


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


def twice(client, address: str, sent: dict[str, str]) -> str:
    """Both answers are pages without faults; the second one says that nothing was written."""
    form = {"client_key": str(uuid.uuid4()), **sent}
    first, second = (client.post(address, form, follow=True) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert TWICE not in first.content.decode()
    assert first.redirect_chain == second.redirect_chain
    text = second.content.decode()
    assert TWICE in text
    assert "alert-success" in text  # the draft kept in the browser is let go
    return text


def minutes(**more: str) -> dict[str, str]:
    return {
        "happened_on": "05/10/2026", "on_behalf": "on", "acted": "Trưởng thôn", "present": "20",
        f"agree_{STANDARD}": "20", **more,
    }  # fmt: skip


def test_a_meeting(ground: Ground, desk) -> None:
    ground.case()

    twice(desk, reverse("reviews:meeting_new", args=[ground.review.pk]), minutes())

    assert Meeting.objects.count() == 1
    assert Entry.objects.filter(action="reviews.meeting_held").count() == 1


def test_minutes_that_changed_are_another_request(ground: Ground, desk) -> None:
    ground.case()
    address, key = reverse("reviews:meeting_new", args=[ground.review.pk]), str(uuid.uuid4())
    desk.post(address, minutes(client_key=key))

    answer = desk.post(address, minutes(client_key=key, present="21"))

    assert answer.status_code == 422
    assert "Thôn không có hộ nào chờ họp." in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_posting_and_its_end(ground: Ground, desk) -> None:
    case = ground.case()
    meet(ground)
    told = {"happened_on": "06/10/2026", "places": "Nhà văn hóa"}

    twice(desk, reverse("reviews:posting_new", args=[ground.review.pk]), told)
    posting = Posting.objects.get()
    twice(desk, reverse("reviews:posting", args=[posting.pk]), {"happened_on": "12/10/2026"})

    assert state_of(case) == "ready"


def test_asking_for_an_opinion_and_the_answer(acting_for, communes, villages, desk) -> None:
    ground = make_ground(acting_for, communes, villages, opinion="province_office")
    case = ground.case("cleared")
    address = reverse("reviews:opinion_new", args=[ground.round.pk, ground.commune.key])

    twice(desk, address, {"happened_on": "13/10/2026", "standard": STANDARD})
    opinion = Opinion.objects.get()
    answer = {"happened_on": "15/10/2026", "agrees": "1", "number": "12/SNN"}
    twice(desk, reverse("reviews:opinion", args=[opinion.pk]), answer)

    assert state_of(case) == "ready"


def test_a_decision_from_draft_to_force(ground: Ground, desk, client_for, communes) -> None:
    ground.case()
    to_ready(ground)
    address = reverse("reviews:decision_new", args=[ground.round.pk, ground.commune.key])

    twice(desk, address, {"standard": STANDARD})
    decision = RoundDecision.objects.get()
    signature = {
        "number": "45/QĐ-UBND", "signed_on": "20/10/2026", "signer": "Lường Văn Chủ", "signer_form": "self",
        "happened_on": "20/10/2026",
    }  # fmt: skip
    twice(desk, reverse("reviews:decision_sign", args=[decision.pk]), signature)
    chair = client_for("commune_chair", communes[0])
    twice(chair, reverse("reviews:decision_confirm", args=[decision.pk]), {})

    decision.refresh_from_db()
    assert decision.state == "confirmed"
    assert Entry.objects.filter(action="reviews.decision_confirmed").count() == 1


def test_opening_the_number_again_and_withdrawing(ground: Ground, desk) -> None:
    ground.case()
    to_ready(ground)
    decision = sign(ground, prepare(ground))

    twice(desk, reverse("reviews:decision_number", args=[decision.pk]), {"reason": "Gõ nhầm"})
    twice(desk, reverse("reviews:decision_withdraw", args=[decision.pk]), {"reason": "Thiếu hộ"})

    decision.refresh_from_db()
    assert decision.state == "withdrawn"


def test_going_on_without_an_opinion(ground: Ground, desk) -> None:
    case = ground.case("cleared")

    twice(desk, reverse("reviews:opinion_skip", args=[ground.round.pk, ground.commune.key]), {"chuan": STANDARD})

    assert state_of(case) == "ready"


def test_a_visit_and_a_request_sent_twice_are_written_once(ground: Ground, desk, communes) -> None:
    case = ground.case("waiting", case_state="listed")
    visit = reverse("reviews:case_write", args=[case.public_id, "lan-den"])
    twice(desk, visit, {"happened_on": "01/10/2026", "situation": "absent", "witness": "Cầm Văn Thử"})
    assert case.steps.count() == 1
    asked = {
        "kind": "review", "channel": "in_person", "applicant": "Lò Thị Thử", "happened_on": "01/09/2026",
        "xa": communes[0].key,
    }  # fmt: skip
    twice(desk, reverse("reviews:application_new"), asked)
    assert Application.objects.count() == 1
    for address in (visit, f"{reverse('reviews:application_new')}?xa={communes[0].key}"):
        assert 'name="client_key"' in desk.get(address).content.decode()


def test_every_page_with_such_a_form_sends_a_key(ground: Ground, desk) -> None:
    ground.case()
    pages = [reverse("reviews:meeting_new", args=[ground.review.pk])]
    pages.append(reverse("reviews:posting_new", args=[ground.review.pk]))
    meet(ground)
    pages.append(reverse("reviews:posting", args=[post(ground).pk]))

    for address in pages[1:]:
        assert 'name="client_key"' in desk.get(address).content.decode()
    ground.case()
    assert 'name="client_key"' in desk.get(pages[0]).content.decode()


def test_a_refused_request_may_be_sent_again(ground: Ground) -> None:
    case, key = ground.case("waiting"), uuid.uuid4()
    draft = MeetingDraft(Told(MET, "Trưởng thôn", on_behalf=True, key=key), 20, [ListVote(STANDARD, 20)])
    with pytest.raises(RefusedError):
        hold_meeting(ground.officer, ground.review, draft)
    case.results.update(state="scored", proposed="poor")

    held = hold_meeting(ground.officer, ground.review, draft)

    with pytest.raises(AlreadyDoneError) as again:
        hold_meeting(ground.officer, ground.review, draft)
    assert again.value.record_id == held.pk


def test_a_key_of_another_step_is_refused(ground: Ground) -> None:
    key = uuid.uuid4()
    claim(key, "reviews.posting")
    settle(key, 1)

    with pytest.raises(RefusedError) as refused:
        once(key, Meeting)

    assert refused.value.code == "key-used"


def test_the_key_of_a_request_is_its_page_and_its_content() -> None:
    page = uuid.uuid4()
    said = {"client_key": str(page), "reason": "a", "csrfmiddlewaretoken": "x"}

    assert posted_key(said) == posted_key(said | {"csrfmiddlewaretoken": "y"})
    assert posted_key(said) != posted_key(said | {"reason": "b"})
    assert key_of(page, said, {}) != key_of(uuid.uuid4(), said, {})
    assert posted_key({"client_key": "khong phai"}) is None
