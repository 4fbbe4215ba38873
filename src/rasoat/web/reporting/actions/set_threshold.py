"""Set the threshold of the poverty criterion, by a document."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.models import NtmBasis, NtmThreshold


def set_threshold(
    acting: Acting, place: Unit, standard_id: str, *, basis: str, most: int, document: str, valid_from: date
) -> NtmThreshold:
    """Of all communes of a province, or of one. `most` in hundredths of a percent.

    Raises `NotAllowedError`; `RefusedError` without a document, for an unknown basis or a rate above 100 %.
    """
    province = place.province
    assert province is not None
    acting.require(Capability.PARAMETER_SET, province)
    if not document.strip():
        raise RefusedError(_("Chưa ghi văn bản quy định ngưỡng."), remedy=_("Ghi số, ngày văn bản."), field="document")
    if basis not in NtmBasis.values or not 0 <= most <= 10_000:
        raise RefusedError(_("Ngưỡng phải từ 0 đến 100 %."), remedy=_("Nhập lại ngưỡng."), field="most")
    with transaction.atomic():
        row = NtmThreshold.objects.create(
            province=province, commune=place if place.level == Level.COMMUNE else None, standard_id=standard_id,
            basis=basis, most=most, document=document.strip(), valid_from=valid_from, set_by=acting.user,
        )  # fmt: skip
        record(
            acting, "reporting.threshold_set", row, unit=province, rows=[row],
            after={"place": place.full_name, "basis": basis, "most": most, "document": row.document},
            role=acting.role_for(Capability.PARAMETER_SET, province),
        )  # fmt: skip
    return row
