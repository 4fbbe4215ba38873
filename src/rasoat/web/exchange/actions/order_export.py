"""Order the register of a place as a file."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.exporting.store import find_profile
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.exchange.export_job import KIND, NATIONAL, PROFILE, SAME, SURVEY
from rasoat.web.exchange.models import Export, Import
from rasoat.web.jobs.actions.enqueue import enqueue, owner_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said


def order_export(
    acting: Acting, place: Unit, kind: str, *, standard_id: str, profile: str = "", with_numbers: bool = False,
    origin: Import | None = None,
) -> Export:  # fmt: skip
    """A job writes the file. `kind`: national, survey, same (as `origin` was), profile (of a receiving system).

    Raises `NotAllowedError` (identity numbers need NUMBER_VIEW), `RefusedError` for an unknown kind or profile.
    """
    acting.require(Capability.EXPORT_RUN, place)
    if with_numbers:
        acting.require(Capability.NUMBER_VIEW, place)
    if kind not in {NATIONAL, SURVEY, SAME, PROFILE} or place.province is None:
        raise RefusedError(_("Không có mẫu xuất này."), remedy=_("Chọn lại mẫu."), field="kind")
    if kind == SAME and origin is None:
        raise RefusedError(
            _("Chưa chọn lần nhập nào để xuất theo mẫu của nó."), remedy=_("Chọn một lần nhập."), field="origin"
        )
    if kind == PROFILE:
        try:
            find_profile(profile)
        except FaultsFoundError as unknown:
            raise RefusedError(unknown.faults[0].vi, remedy=_("Chọn lại hệ thống nhận."), field="profile") from None
    with transaction.atomic():
        export = Export.objects.create(
            province=place.province,
            commune=place if place.level == Level.COMMUNE else None,
            owner=owner_of(acting),
            kind=kind,
            profile=profile if kind == PROFILE else "",
            standard_id=standard_id,
            with_numbers=with_numbers,
            origin=origin,
        )
        export.job = enqueue(
            acting,
            KIND,
            label=Said(gettext_noop("Xuất sổ %(unit)s"), {"unit": place.full_name}),
            arguments={"export": str(export.pk)},
            unit=place,
            steps=1,
        )
        export.save(update_fields=["job"])
        record(
            acting, "exchange.export_ordered", export, unit=place, rows=[export],
            after={"kind": kind, "with_numbers": with_numbers}, role=acting.role_for(Capability.EXPORT_RUN, place),
        )  # fmt: skip
    return export
