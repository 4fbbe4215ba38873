"""Order the dossier of a village that is kept and shown to inspectors: index, papers and scans, in the background."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.archive import STAGE, plan_of
from rasoat.web.paperwork.archive_job import KIND
from rasoat.web.paperwork.models import VillageFolder
from rasoat.web.paperwork.ordering import ordered
from rasoat.web.reviews.models import VillageReview


def order_archive(acting: Acting, review: VillageReview) -> VillageFolder:
    """The dossier as it stands now. Raises `NotAllowedError`; `RefusedError` for a village without any paper."""
    acting.require(Capability.REVIEW_RUN, review)
    with override("vi"):
        plan = plan_of(review)
    if not plan:
        raise RefusedError(
            _("Thôn chưa có giấy tờ nào trong đợt này."), remedy=_("Lập danh sách hộ cần rà soát trước."),
            code="dossier-empty",
        )  # fmt: skip
    label = gettext_noop("Hồ sơ lưu %(unit)s")
    return ordered(acting, review, KIND, stage=STAGE, plan=plan, label=label)
