"""Letting communes into a round: which of them still stand outside, and what begins with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Level, Succession, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.ledger.record import record
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.opening_hooks import run_hooks

STEP = 8
"""Communes that begin together."""


@dataclass(frozen=True, slots=True)
class Outside:
    """A commune of the area of a round that is not in it. `former`: communes of the round out of which it was formed;
    its villages and households stand in the round under their names, so it does not join."""

    commune: Unit
    former: Sequence[Unit]

    @property
    def may_join(self) -> bool:
        """Whether it can still be let in."""
        return not self.former


def living_communes(row: Round, today: date) -> QuerySet[Unit]:
    """The communes of the area of a round that stand today, in order."""
    rows = Unit.objects.filter(alive(today), level=Level.COMMUNE, province=row.province)
    return (rows.filter(pk=row.commune_id) if row.commune_id else rows).order_by("sort_key", "pk")


def outside(row: Round, today: date) -> list[Outside]:
    """Communes that stand today and are not in the round, in order (two queries)."""
    rows = living_communes(row, today).exclude(pk__in=RoundCommune.objects.filter(round=row).values("commune"))
    found = list(rows.select_related("province"))
    former: dict[int, list[Unit]] = {}
    if found:
        links = Succession.objects.filter(
            after__in=found, before__in=RoundCommune.objects.filter(round=row).values("commune")
        )
        for link in links.select_related("before").order_by("before__sort_key"):
            former.setdefault(link.after_id, []).append(link.before)
    return [Outside(unit, former.get(unit.pk, [])) for unit in found]


def begin(acting: Acting, row: Round, units: Sequence[Unit], role: str) -> None:
    """Let communes in, with what the hooks of other rooms make of them. Inside a transaction, their chains locked.

    A few communes at a time: what the hooks make of a whole province is not held in memory at once.
    """
    for at in range(0, len(units), STEP):
        part = units[at : at + STEP]
        communes = RoundCommune.objects.bulk_create(
            [RoundCommune(round=row, province=row.province, commune=unit, year=row.year) for unit in part]
        )
        made = run_hooks(acting, row, communes)
        for unit, each in zip(part, communes, strict=True):
            record(
                acting, "rounds.commune_begun", each, unit=unit, rows=[each, *made[unit.pk]],
                after={"round_id": row.pk, "name": row.name}, role=role,
            )  # fmt: skip
