"""Papers and photos of households: their kinds, and who may read the files."""

from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.models import Attachment, Decision, Handover, HouseholdEvent
from rasoat.web.vault.models import SealedFile

PHOTO = "photo"
KINDS = {
    PHOTO: _("Ảnh nhà"), "application": _("Giấy đề nghị"), "form": _("Phiếu rà soát đã ký"), "minutes": _("Biên bản"),
    "certificate": _("Giấy chứng nhận"), "identity": _("Giấy tờ tùy thân"), "other": _("Giấy tờ khác"),
}  # fmt: skip


def may_read(acting: Acting, file: SealedFile) -> bool:
    """Files of households, events, requests for a household, and decisions are read by whoever sees those.

    The paper of a request is for those who see the household; the side that asked has the paper itself.
    """
    policy = acting.policy
    homes = Attachment.objects.filter(file=file, removed_at__isnull=True)
    events = HouseholdEvent.objects.filter(paper=file)
    requests = Handover.objects.filter(paper=file)
    decisions = Decision.objects.filter(paper=file)
    return (
        policy.visible(Capability.HOUSEHOLD_VIEW, homes, prefix="household__").exists()
        or policy.visible(Capability.HOUSEHOLD_VIEW, events, prefix="household__").exists()
        or policy.visible(Capability.HOUSEHOLD_VIEW, requests, prefix="household__").exists()
        or policy.visible(Capability.STATUS_VIEW, decisions).exists()
    )
