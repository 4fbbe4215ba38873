"""Under which unit's chain the ledger keeps what happens to accounts."""

from rasoat.web.accounts.models import Assignment, User
from rasoat.web.areas.models import Unit


def chain_unit(unit: Unit | None) -> Unit | None:
    """The commune of a unit, else its province, else none: the nation's chain."""
    return (unit.commune or unit.province) if unit else None


def home_unit(user: User) -> Unit | None:
    """The chain unit of a person: that of the first role not ended, else of the last one held."""
    rows = Assignment.objects.filter(user=user).select_related("unit__commune", "unit__province")
    row = rows.filter(ended_at__isnull=True).order_by("pk").first() or rows.order_by("-pk").first()
    return chain_unit(row.unit) if row else None
