"""End a village whose households have all gone elsewhere."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.boundaries.keys import ended_key
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household


def end_village(acting: Acting, village: Unit, *, on: date, document: str) -> Unit:
    """Let a village end on the day before `on`.

    Raises `NotAllowedError`, or `RefusedError` while households live there.
    """
    acting.require(Capability.VILLAGE_EDIT, village)
    if on > acting.today():
        raise RefusedError(_("Ngày kết thúc còn ở tương lai."), remedy=_("Ghi khi đến ngày."), field="on")
    with transaction.atomic():
        row = Unit.objects.select_for_update().get(pk=village.pk)
        if row.level != Level.VILLAGE or row.valid_until is not None or (row.valid_from and row.valid_from >= on):
            raise RefusedError(
                _("Không phải thôn đang hoạt động trước ngày này."), remedy=_("Xem lại ngày."), field="on"
            )
        living = Household.objects.filter(village=row, ended_on__isnull=True).count()
        if living:
            raise RefusedError(
                _("%(village)s còn %(count)d hộ.") % {"village": row, "count": living},
                remedy=_("Nhập thôn vào thôn khác, hoặc chuyển các hộ trước."), field="on",
            )  # fmt: skip
        before = state_of(row)
        row.key, row.valid_until = ended_key(row, on), date.fromordinal(on.toordinal() - 1)
        row.save(update_fields=["key", "valid_until"])
        record(
            acting,
            "boundaries.village_ended",
            row,
            unit=row,
            rows=[row],
            before=before,
            after=state_of(row),
            reason=document,
        )
    return row
