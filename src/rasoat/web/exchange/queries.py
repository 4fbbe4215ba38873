"""Read imports, exports and settlements inside the own area."""

from typing import Any

from django.db.models import Q, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.exchange.models import Export, Import, OpeningSettlement
from rasoat.web.vault.models import SealedFile


def imports_seen_by(acting: Acting) -> "QuerySet[Import]":
    """Imports whose whole place lies in the person's area, newest first."""
    rows = Import.objects.select_related("file", "province", "commune", "owner", "job").order_by("-created_at")
    return acting.policy.visible(Capability.IMPORT_RUN, rows)


def exports_seen_by(acting: Acting) -> "QuerySet[Export]":
    """The person's own exports, newest first: a file may hold what another role may not see."""
    rows = Export.objects.select_related("file", "province", "commune", "job").order_by("-created_at")
    return acting.policy.visible(Capability.EXPORT_RUN, rows).filter(owner=acting.user)


def settlements_seen_by(acting: Acting) -> "QuerySet[OpeningSettlement]":
    """Settlements that the person prepares, approves or may look at."""
    rows = OpeningSettlement.objects.select_related("commune", "province", "prepared_by", "approved_by")
    return acting.policy.visible(Capability.STATUS_VIEW, rows.order_by("-year", "commune__sort_key"))


def places_for(acting: Acting, capability: Capability) -> list[Unit]:
    """Living communes (and whole provinces of province roles) where the person may do this."""
    condition = acting.policy.condition(capability, unit_rows=True)
    if condition is None:
        return []
    own = Unit.objects.filter(condition, valid_until__isnull=True, level__in=[Level.PROVINCE, Level.COMMUNE])
    inside = acting.policy.condition(capability)
    below = Unit.objects.filter(
        Q(level=Level.COMMUNE, valid_until__isnull=True) & (inside if inside is not None else Q(pk=None))
    )
    units = (own | below).distinct().select_related("province")
    return sorted(units, key=lambda unit: (unit.level != Level.PROVINCE, unit.sort_key))


def may_read_file(acting: Any, file: SealedFile) -> bool:
    """The marked copy and the original of an import; the file of one's own export."""
    if Export.objects.filter(file=file).exists():
        return exports_seen_by(acting).filter(file=file).exists()
    return imports_seen_by(acting).filter(Q(file=file) | Q(marked=file)).exists()
