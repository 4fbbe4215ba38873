"""Publish the result of a year, and take it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.counting import count_results
from rasoat.web.public.models import Publication
from rasoat.web.public.queries import site_of


def publish(acting: Acting, province: Unit, year: int, standard_id: str) -> Publication:
    """Count the decisions in force and keep what may be shown; it takes the place of what was published before.

    Raises `NotAllowedError`; `RefusedError` when no decision of that year and standard is in force.
    """
    acting.require(Capability.PUBLISH, province)
    threshold = site_of(province).threshold
    counted = count_results(province, year, standard_id, threshold)
    if counted is None:
        raise RefusedError(
            _("Chưa có quyết định nào đã ký và xác nhận của năm %(year)s theo chuẩn này.") % {"year": year},
            remedy=_("Chỉ công bố kết quả đợt định kỳ: quyết định đã ký và xác nhận."), field="year",
        )  # fmt: skip
    with transaction.atomic():
        row = Publication.objects.create(
            province=province, year=year, standard_id=standard_id, as_of=counted.as_of, threshold=threshold,
            figures=counted.figures, published_by=acting.user,
        )  # fmt: skip
        record(
            acting, "public.published", row, unit=province, rows=[row],
            after={"year": year, "standard": standard_id, "communes": len(counted.figures["rows"])},
            role=acting.role_for(Capability.PUBLISH, province),
        )  # fmt: skip
    return row


def withdraw_publication(acting: Acting, publication: Publication, *, reason: str) -> Publication:
    """Take it off the site; what was published before it shows again. Raises `NotAllowedError`, `RefusedError`."""
    with transaction.atomic():
        kept = Publication.objects.select_for_update(of=("self",)).select_related("province")
        row = kept.get(pk=publication.pk)
        acting.require(Capability.PUBLISH, row.province)
        if not reason.strip():
            raise RefusedError(_("Chưa ghi lý do."), remedy=_("Ghi ngắn gọn vì sao rút."), field="reason")
        if row.withdrawn_at is None:
            row.withdrawn_at, row.withdrawn_why = acting.now(), reason.strip()
            row.save(update_fields=["withdrawn_at", "withdrawn_why"])
            role = acting.role_for(Capability.PUBLISH, row.province)
            record(acting, "public.withdrawn", row, unit=row.province, rows=[row], reason=reason.strip(), role=role)
    return row
