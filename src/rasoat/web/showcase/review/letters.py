"""Complaints of the demonstration: one being re-checked, which holds its household; one that nobody took up yet."""

from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit
from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.actions.recheck_complaint import order_complaint_recheck
from rasoat.web.complaints.actions.take_up import take_up
from rasoat.web.complaints.drafts import ComplaintDraft
from rasoat.web.complaints.models import Channel, ComplaintKind, Topic
from rasoat.web.reviews.models import Case
from rasoat.web.showcase.review.stand import Stand


def complain(stand: Stand, village: Unit, checker: User) -> None:
    """About a household of a posted list: taken up, and somebody independent sent to look again."""
    case = Case.objects.filter(round=stand.round, village=village, results__state="posted").order_by("number").first()
    if case is None:
        return
    draft = ComplaintDraft(
        stand.commune, stand.ago(2), "Cho rằng hộ này có thêm nguồn thu, đề nghị xem lại (mẫu).", Channel.PAPER,
        name="Người dân trong thôn (mẫu)", kind=ComplaintKind.COMPLAINT, topic=Topic.OTHER, village=village, case=case,
    )  # fmt: skip
    complaint, _code = receive_complaint(stand.officer, draft)
    complaint = take_up(stand.officer, complaint, on=stand.ago(1), case=case)
    order_complaint_recheck(stand.officer, complaint, on=stand.ago(1), checker=checker)


def call_in(stand: Stand, village: Unit) -> None:
    """By telephone, weeks ago, not taken up: its clock has run out."""
    draft = ComplaintDraft(
        stand.commune, stand.ago(24), "Hỏi vì sao hộ mình không có tên trong danh sách niêm yết (mẫu).", Channel.PHONE,
        name="Người dân trong thôn (mẫu)", kind=ComplaintKind.COMPLAINT, topic=Topic.LEFT_OUT, village=village,
    )  # fmt: skip
    receive_complaint(stand.officer, draft)
