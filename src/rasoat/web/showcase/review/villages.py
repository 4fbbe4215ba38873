"""What becomes of each village of the demonstration: every step of the round has one that stands there."""

from datetime import timedelta

from rasoat.web.areas.models import Unit
from rasoat.web.certificates.actions.start_issue import start_issue
from rasoat.web.reviews.actions.ask_opinion import ask_opinion
from rasoat.web.reviews.actions.confirm_decision import confirm_decision
from rasoat.web.reviews.actions.end_posting import end_posting
from rasoat.web.reviews.actions.hold_meeting import hold_meeting
from rasoat.web.reviews.actions.prepare_decision import DecisionPlan, prepare_decision
from rasoat.web.reviews.actions.record_opinion import OpinionAnswer, record_opinion
from rasoat.web.reviews.actions.schedule_meeting import Appointment, schedule_meeting
from rasoat.web.reviews.actions.sign_decision import Signature, sign_decision
from rasoat.web.reviews.actions.start_posting import PostingDraft, start_posting
from rasoat.web.reviews.meeting import ListVote, MeetingDraft
from rasoat.web.reviews.models import Case, Meeting, Opinion, Posting, RoundDecision
from rasoat.web.reviews.recording import Told
from rasoat.web.showcase.review.forms import lock_village
from rasoat.web.showcase.review.stand import BOARD, HEAD, STANDARD, Stand

SURVEYED, MET, POSTED, ASKED, ANSWERED, SIGNED = 50, 40, 39, 28, 24, 18
"""So many days ago in the villages that are furthest."""
PLACES = ("Nhà văn hóa thôn", "Trụ sở UBND xã")
PRESENT = 24
SKIPPED = "Còn phiếu chờ bổ sung, họp trước các hộ đã có kết quả (mẫu)"


def survey(stand: Stand, village: Unit, *, days: int = SURVEYED) -> bool:
    """All forms in; returns whether one stayed open."""
    return lock_village(stand, stand.review(village), days=days) > 0


def meet(stand: Stand, village: Unit, *, days: int = MET, agree: int = PRESENT, incomplete: bool = False) -> Meeting:
    """A meeting on the whole list, to which every household came, as far as the room goes."""
    review = stand.review(village)
    listed = Case.objects.filter(round=review.round_id, village=village).exclude(state="screened_out").count()
    draft = MeetingDraft(
        stand.told(days, HEAD), PRESENT, [ListVote(STANDARD, agree)], place=PLACES[0], secretary="Thư ký họp (mẫu)",
        households_present=min(listed, PRESENT), households_on_list=listed, skip_reason=SKIPPED if incomplete else "",
    )  # fmt: skip
    return hold_meeting(stand.officer, review, draft)


def post(stand: Stand, village: Unit, *, days: int = POSTED) -> Posting:
    """The list goes up."""
    draft = PostingDraft(stand.told(days, BOARD), PLACES, loudspeaker_on=stand.ago(days))
    return start_posting(stand.officer, stand.review(village), draft)


def take_down(stand: Stand, posting: Posting) -> None:
    """The list comes down the day after its last."""
    end_posting(stand.officer, posting, Told(posting.ends_on + timedelta(days=1), BOARD, on_behalf=True))


def to_cleared(stand: Stand, village: Unit) -> None:
    """From the forms to the end of the posting."""
    incomplete = survey(stand, village)
    meet(stand, village, incomplete=incomplete)
    take_down(stand, post(stand, village))


def ask(stand: Stand, village: Unit) -> Opinion:
    """The lists go to the body that the province has named."""
    return ask_opinion(
        stand.officer,
        stand.round,
        village.commune or village,
        STANDARD,
        stand.told(ASKED, BOARD),
        villages=[village.pk],
    )


def to_ready(stand: Stand, village: Unit) -> None:
    """The opinion has come and agrees."""
    to_cleared(stand, village)
    answer = OpinionAnswer(stand.told(ANSWERED, "Cơ quan của tỉnh (mẫu)"), agrees=True, number="MẪU-12/SNNMT")
    record_opinion(stand.officer, ask(stand, village), answer)


def prepare(stand: Stand, village: Unit) -> RoundDecision:
    """The lists of a decision about this village alone."""
    return prepare_decision(
        stand.officer, stand.round, village.commune or village, DecisionPlan(STANDARD, villages=[village.pk])
    )


def sign(stand: Stand, decision: RoundDecision, number: int) -> RoundDecision:
    """Number and day typed in from the signed paper."""
    signature = Signature(f"{number}/QĐ-UBND", stand.ago(SIGNED), "Chủ tịch UBND xã (mẫu)")
    return sign_decision(stand.officer, decision, signature)


def decide(stand: Stand, village: Unit) -> RoundDecision:
    """A confirmed decision, its certificates ordered."""
    to_ready(stand, village)
    decision = confirm_decision(stand.chair, sign(stand, prepare(stand, village), 45))
    start_issue(stand.officer, decision)
    return decision


def invite(stand: Stand, village: Unit) -> None:
    """All forms are in; the village meets in two days."""
    survey(stand, village, days=9)
    at = stand.officer.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=2)
    schedule_meeting(stand.officer, stand.review(village), Appointment(at, PLACES[0], "Cán bộ giảm nghèo xã (mẫu)"))
