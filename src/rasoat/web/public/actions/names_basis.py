"""Record, and withdraw, the legal basis on which names of a list may stand online."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.models import NamesBasis

LONGEST_DAYS = 366


def record_basis(
    acting: Acting, province: Unit, *, year: int, standard_id: str, document: str, valid_from: date,
    valid_until: date, commune: Unit | None = None,
) -> NamesBasis:  # fmt: skip
    """Names of the year's list show from the first to the last day. `commune`: only of that one.

    Raises `NotAllowedError`; `RefusedError` without a document, or with days in the wrong order or over a year.
    """
    acting.require(Capability.PUBLISH, province)
    if not document.strip():
        raise RefusedError(
            _("Phải có căn cứ pháp lý mới được đưa tên lên mạng."), remedy=_("Ghi số, ngày, điều khoản."),
            field="document",
        )  # fmt: skip
    if valid_until < valid_from or (valid_until - valid_from).days > LONGEST_DAYS:
        raise RefusedError(
            _("Ngày hết hạn phải sau ngày bắt đầu và trong vòng một năm."), remedy=_("Sửa lại ngày hết hạn."),
            field="valid_until",
        )  # fmt: skip
    if commune is not None and commune.province_id != province.pk:
        raise RefusedError(_("Xã này không thuộc tỉnh."), remedy=_("Chọn lại xã."), field="commune")
    with transaction.atomic():
        row = NamesBasis.objects.create(
            province=province, commune=commune, year=year, standard_id=standard_id, document=document.strip(),
            valid_from=valid_from, valid_until=valid_until, recorded_by=acting.user,
        )  # fmt: skip
        role = acting.role_for(Capability.PUBLISH, province)
        record(
            acting, "public.basis_recorded", row, unit=province, rows=[row],
            after={"document": row.document, "until": valid_until}, role=role,
        )  # fmt: skip
    return row


def withdraw_basis(acting: Acting, basis: NamesBasis) -> NamesBasis:
    """The names go at once. Harmless twice. Raises `NotAllowedError`."""
    with transaction.atomic():
        row = NamesBasis.objects.select_for_update(of=("self",)).select_related("province").get(pk=basis.pk)
        acting.require(Capability.PUBLISH, row.province)
        if row.withdrawn_at is None:
            row.withdrawn_at = acting.now()
            row.save(update_fields=["withdrawn_at"])
            role = acting.role_for(Capability.PUBLISH, row.province)
            record(acting, "public.basis_withdrawn", row, unit=row.province, rows=[row], role=role)
    return row
