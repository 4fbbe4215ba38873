"""Switch parts of the public site of a province on and off."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.models import PublicSite

LEAST = 3


def change_site(
    acting: Acting, province: Unit, *, threshold: int, complaints: bool, applications: bool, document: str = ""
) -> PublicSite:
    """`threshold`: counts below it are left out of what is published next; `document`: by which paper.

    Raises `NotAllowedError`; `RefusedError` for a threshold under 3, or requests online without a document.
    """
    acting.require(Capability.PUBLISH, province)
    if threshold < LEAST:
        raise RefusedError(
            _("Ngưỡng nhỏ nhất là %(least)s.") % {"least": LEAST}, remedy=_("Ghi số lớn hơn."), field="threshold"
        )
    if applications and not document.strip():
        raise RefusedError(
            _("Nhận giấy đề nghị qua mạng phải có văn bản cho phép."), remedy=_("Ghi số, ngày văn bản."),
            field="document",
        )  # fmt: skip
    with transaction.atomic():
        row, _made = PublicSite.objects.select_for_update().get_or_create(province=province)
        before = state_of(row)
        row.threshold, row.complaints, row.applications = threshold, complaints, applications
        row.document, row.changed_by = document.strip(), acting.user
        row.save()
        role = acting.role_for(Capability.PUBLISH, province)
        record(
            acting, "public.site_changed", row, unit=province, rows=[row], before=before, after=state_of(row), role=role
        )
    return row
