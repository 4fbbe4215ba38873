"""Two people editing at once: the second one is told, with both versions."""

from collections.abc import Mapping
from typing import Any

from rasoat.web.look.refusals import StaleError
from rasoat.web.register.models import Household, HouseholdEvent, Member


def check_version(row: Household | Member, version: int | None, values: Mapping[str, Any]) -> None:
    """Raise `StaleError` when the row moved on since the form was shown and holds other values than the form says.

    `version` None: the caller takes the row as it is (imports, the API after its own ETag check).
    """
    if version is None or version == row.version:
        return
    theirs = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    if not theirs:
        return
    home_id = row.pk if isinstance(row, Household) else row.household_id
    last = HouseholdEvent.objects.filter(household=home_id).select_related("recorded_by").order_by("-id").first()
    by = last.recorded_by.get_full_name() if last and last.recorded_by else ""
    raise StaleError({name: values[name] for name in theirs}, theirs, by)
