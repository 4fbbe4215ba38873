"""Say that a commune has nothing to review in a round: the month's report is nil."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, VillageReview
from rasoat.web.reviews.moving import must_be_open
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.rounds.models import RoundCommune


def close_empty(acting: Acting, place: RoundCommune, *, reason: str) -> RoundCommune:
    """Its villages have made their (empty) lists. Raises `NotAllowedError`; `RefusedError` without a reason or with a
    case in the round.
    """
    acting.require(Capability.REVIEW_RUN, place.commune)
    must_be_open(place.round)
    if not reason.strip():
        raise RefusedError(
            _("Chưa ghi lý do."), remedy=_("Ví dụ: trong tháng không có giấy đề nghị nào."), field="reason"
        )
    with transaction.atomic():
        if Case.objects.filter(round=place.round_id, commune=place.commune_id).exists():
            raise RefusedError(_("Xã có hộ trong đợt này."), remedy=_("Làm các bước cho những hộ ấy."))
        reviews = list(
            VillageReview.objects.select_for_update()
            .filter(round=place.round_id, commune=place.commune_id)
            .order_by("pk")
        )
        for review in reviews:
            review.listed_on = review.listed_on or acting.today()
        VillageReview.objects.bulk_update(reviews, ["listed_on"])
        changed = refresh_stages(place.round_id, place.commune_id)
        told = {(type(row), row.pk): row for row in (*reviews, *changed)}
        record(
            acting, "reviews.nothing_to_review", place, unit=place.commune, rows=list(told.values()), reason=reason,
            role=acting.role_for(Capability.REVIEW_RUN, place.commune),
        )  # fmt: skip
    place.refresh_from_db()
    return place
