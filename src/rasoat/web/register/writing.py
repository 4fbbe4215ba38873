"""Change a live row: the state it had goes to `PastState`, the new one holds from the event's date."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rasoat.web.ledger.record import state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, HouseholdEvent, Member, PastState


def change(
    row: Household | Member, values: Mapping[str, Any], *, event: HouseholdEvent, correction: bool = False
) -> PastState | None:
    """Write new values of `STATE_FIELDS` (and of the copies on the household) into a live row, keeping its old state.

    The event is saved already. With `correction` the old state is marked as never true and the new one keeps its
    `since`. Returns the kept state, or None when no tracked column changed. Raises `RefusedError` when the event lies
    before the state it would replace.
    """
    before = state_of(row)
    home_id = row.pk if isinstance(row, Household) else row.household_id
    for name, value in values.items():
        setattr(row, name, value)
    if state_of(row) == before:
        if values:
            row.save(update_fields=[*values, "updated_at"])
        return None
    if not correction and event.on < row.since:
        raise RefusedError(
            _("Đã có thay đổi từ ngày %(since)s, sau ngày %(on)s đang ghi.")
            % {"since": f"{row.since:%d/%m/%Y}", "on": f"{event.on:%d/%m/%Y}"},
            remedy=_("Ghi ngày muộn hơn, hoặc dùng Đính chính nếu thông tin cũ sai từ đầu."), field="on",
        )  # fmt: skip
    past = PastState.objects.create(
        household_id=home_id,
        member=row if isinstance(row, Member) else None,
        event=event, since=row.since, until=row.since if correction else event.on, values=before, wrong=correction,
    )  # fmt: skip
    if not correction:
        row.since = event.on
    row.version += 1
    row.save()
    return past
