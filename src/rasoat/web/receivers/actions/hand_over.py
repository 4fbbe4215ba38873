"""Note that a list was handed over and to whom, or drop one that never was."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.graphs import DELIVERY
from rasoat.web.receivers.models import Delivery


def hand_over(acting: Acting, delivery: Delivery, *, taken_by: str, taken_on: date) -> None:
    """The next list is compared with this one. Raises `NotAllowedError`; `RefusedError` without a name."""
    if not taken_by.strip():
        raise RefusedError(
            _("Chưa ghi người nhận."), remedy=_("Ghi họ tên, chức vụ, cơ quan người nhận."), field="taken_by"
        )
    if taken_on > acting.today():
        raise RefusedError(_("Ngày này chưa đến."), remedy=_("Sửa lại ngày."), field="taken_on")
    with transaction.atomic():
        row = _locked(acting, delivery)
        row.state = DELIVERY.target("hand_over", row.state)
        row.taken_by, row.taken_on = taken_by.strip(), taken_on
        row.save(update_fields=["state", "taken_by", "taken_on"])
        _note(acting, row, "receivers.list_handed_over")


def drop_delivery(acting: Acting, delivery: Delivery, *, reason: str) -> None:
    """A list made in vain. Raises `NotAllowedError`; `RefusedError` without a reason, or once handed over."""
    with transaction.atomic():
        row = _locked(acting, delivery)
        row.state = DELIVERY.target("drop", row.state, reason=reason)
        row.reason = reason.strip()
        row.save(update_fields=["state", "reason"])
        _note(acting, row, "receivers.list_dropped", reason)


def _locked(acting: Acting, delivery: Delivery) -> Delivery:
    acting.require(Capability.EXPORT_RUN, delivery.place)
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("receiver", "province", "commune")
    return rows.get(pk=delivery.pk)


def _note(acting: Acting, row: Delivery, action: str, reason: str = "") -> None:
    record(
        acting, action, row, unit=row.place, rows=[row],
        after={"receiver": row.receiver.name, "taken_by": row.taken_by, "state": row.state}, reason=reason,
        role=acting.role_for(Capability.EXPORT_RUN, row.place),
    )  # fmt: skip
