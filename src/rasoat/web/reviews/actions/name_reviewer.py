"""Name somebody who fills in forms in a village, with or without an account."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import User
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Reviewer, VillageReview


def name_reviewer(
    acting: Acting, review: VillageReview, *, user: User | None = None, name: str = "", post: str = ""
) -> Reviewer:
    """A reviewer of the village. `name`: for somebody without an account. `post`: what they are besides.

    Raises `NotAllowedError`; `RefusedError`: nobody named, or named already.
    """
    acting.require(Capability.REVIEW_RUN, review)
    said = user.get_full_name() if user else clean(name)
    if not said:
        raise RefusedError(_("Chưa ghi rà soát viên là ai."), remedy=_("Chọn tài khoản hoặc gõ họ tên."), field="name")
    with transaction.atomic():
        review = VillageReview.objects.select_for_update(of=("self",)).select_related("commune").get(pk=review.pk)
        if review.reviewers.filter(user=user, name=said, ended_on__isnull=True).exists():
            raise RefusedError(
                _("%(name)s đã là rà soát viên của thôn.") % {"name": said}, remedy=_("Chọn người khác."), field="name"
            )
        made = Reviewer.objects.create(review=review, user=user, name=said, post=clean(post))
        record(
            acting, "reviews.reviewer_named", review, unit=review.commune, rows=[made], after={"name": said},
            role=acting.role_for(Capability.REVIEW_RUN, review),
        )  # fmt: skip
    return made
