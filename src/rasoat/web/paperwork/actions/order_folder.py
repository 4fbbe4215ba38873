"""Order the papers of a village: Word documents and one PDF, made in the background."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.jobs.actions.enqueue import enqueue, owner_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.paperwork.folder_job import KIND
from rasoat.web.paperwork.folders import STAGES, plan_of
from rasoat.web.paperwork.models import VillageFolder
from rasoat.web.reviews.models import VillageReview


def order_folder(acting: Acting, review: VillageReview, *, stage: str = "") -> VillageFolder:
    """All papers of a village, or those of one step.

    Raises `NotAllowedError`; `RefusedError` for an unknown step or when there is nothing to print.
    """
    acting.require(Capability.REVIEW_RUN, review)
    if stage and stage not in STAGES:
        raise RefusedError(_("Không có bước này."), remedy=_("Chọn lại bước."), field="buoc")
    plan = plan_of(review, stage=stage)
    if not plan:
        raise RefusedError(
            _("Bước này chưa có giấy nào để in."), remedy=_("Chọn bước khác, hoặc in cả tập."), field="buoc"
        )
    with transaction.atomic():
        folder = VillageFolder.objects.create(
            province_id=review.province_id, commune=review.commune, village=review.village, review=review, stage=stage,
            plan=plan, owner=owner_of(acting),
        )  # fmt: skip
        folder.job = enqueue(
            acting, KIND, label=Said(gettext_noop("In hồ sơ %(unit)s"), {"unit": review.village.full_name}),
            arguments={"folder": str(folder.pk)}, unit=review.commune, steps=len(plan) + 1,
        )  # fmt: skip
        folder.save(update_fields=["job"])
        record(
            acting, "paperwork.folder_ordered", folder, unit=review.commune,
            after={"village": review.village.full_name, "stage": stage, "steps": len(plan)},
            role=acting.role_for(Capability.REVIEW_RUN, review),
        )  # fmt: skip
    return folder
