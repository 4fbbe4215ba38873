"""Order the papers of a village: Word documents and one PDF, made in the background."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.folder_job import KIND
from rasoat.web.paperwork.folders import STAGES, plan_of
from rasoat.web.paperwork.models import VillageFolder
from rasoat.web.paperwork.ordering import ordered
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
    label = gettext_noop("In hồ sơ %(unit)s")
    return ordered(acting, review, KIND, stage=stage, plan=plan, label=label)
