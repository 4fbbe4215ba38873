"""The Front's remarks on a village meeting, written by its observer or typed in for them."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Meeting


def write_remark(acting: Acting, meeting: Meeting, text: str) -> Meeting:
    """Add to the remarks; what stands there stays. Raises `NotAllowedError`, `RefusedError` for nothing written."""
    acting.require(Capability.REMARK_WRITE, meeting.review)
    if not text.strip():
        raise RefusedError(_("Chưa ghi ý kiến."), remedy=_("Ghi ý kiến giám sát."), field="text")
    with transaction.atomic():
        kept = Meeting.objects.select_for_update(of=("self",)).select_related("review__village").get(pk=meeting.pk)
        kept.front_remarks = "\n".join(filter(None, [kept.front_remarks, text.strip()]))
        kept.save(update_fields=["front_remarks"])
        record(
            acting, "reviews.remark_written", kept, unit=kept.review.village, rows=[kept],
            role=acting.role_for(Capability.REMARK_WRITE, meeting.review),
        )  # fmt: skip
    return kept
