"""Say when and where a village will meet, for the invitation and the head of the village."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import VillageReview
from rasoat.web.reviews.moving import must_be_open


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where; `ask`: whom people call with questions."""

    at: datetime
    place: str
    ask: str = ""


def schedule_meeting(acting: Acting, review: VillageReview, told: Appointment) -> VillageReview:
    """A later appointment takes the place of an earlier one. Raises `NotAllowedError`; `RefusedError` without a place,
    or for a day outside the round.
    """
    acting.require(Capability.MEETING_RECORD, review)
    must_be_open(review.round)
    if not told.place.strip():
        raise RefusedError(_("Chưa ghi nơi họp."), remedy=_("Ghi nơi họp."), field="place")
    if timezone.localdate(told.at) < review.round.starts_on:
        raise RefusedError(_("Ngày họp trước ngày bắt đầu đợt."), remedy=_("Sửa lại ngày họp."), field="at")
    with transaction.atomic():
        kept = VillageReview.objects.select_for_update(of=("self",)).select_related("village").get(pk=review.pk)
        before = {"meeting_at": kept.meeting_at, "meeting_place": kept.meeting_place}
        kept.meeting_at, kept.meeting_place, kept.ask = told.at, told.place.strip(), told.ask.strip()
        kept.save(update_fields=["meeting_at", "meeting_place", "ask"])
        record(
            acting, "reviews.meeting_scheduled", kept, unit=kept.village, rows=[kept], before=before,
            after={"meeting_at": kept.meeting_at, "meeting_place": kept.meeting_place},
            role=acting.role_for(Capability.MEETING_RECORD, review),
        )  # fmt: skip
    return kept
