"""Which communes of open rounds have ended, and where each of their villages stands now, as the register says."""

from collections.abc import Iterable, Sequence
from datetime import date

from rasoat.web.areas.models import Level, Succession, Unit
from rasoat.web.areas.queries import on_map
from rasoat.web.register.models import Household
from rasoat.web.rounds.models import Round, RoundCommune, RoundState


def ended_places(today: date, *, row: Round | None = None, units: Sequence[Unit] | None = None) -> list[RoundCommune]:
    """Ended communes (of these `units`) that are still in open rounds (in one), and that something followed."""
    rows = RoundCommune.objects.filter(
        round__state=RoundState.OPEN, commune__valid_until__lt=today,
        commune__in=Succession.objects.values("before"),
    )  # fmt: skip
    rows = rows if row is None else rows.filter(round=row)
    rows = rows if units is None else rows.filter(commune__in=[unit.pk for unit in units])
    found = rows.select_related("commune", "round__province", "round__commune").order_by("commune__sort_key", "pk")
    return [place for place in found if WhereNow(place.commune, today).communes]


class WhereNow:
    """Where the villages and households of one ended commune stand on a day.

    `communes`: those that followed it, in order. What is in no village goes with its household, and what has neither
    to the first of them: somebody has to be able to see it.
    """

    def __init__(self, old: Unit, day: date) -> None:
        self.day = day
        self.communes = [unit for unit in on_map(old, day) if unit.level == Level.COMMUNE]
        self._by_village: dict[int, Unit] = {}

    def read(self, village_ids: Iterable[int | None]) -> None:
        """Look up villages (one query for those that stand, a walk for those that ended)."""
        wanted = {pk for pk in village_ids if pk is not None} - self._by_village.keys()
        for village in Unit.objects.filter(pk__in=wanted).select_related("commune"):
            self._by_village[village.pk] = self._home(village)

    def of(self, village_id: int | None, household: Household | None = None) -> Unit:
        """The commune of a village read before; without one that of the household."""
        if village_id is not None:
            return self._by_village[village_id]
        if household is not None:
            found = next((unit for unit in self.communes if unit.pk == household.commune_id), None)
            if found is not None:
                return found
        return self.communes[0]

    def _home(self, village: Unit) -> Unit:
        for each in (village, *on_map(village, self.day)):
            home = each.commune
            if home is not None and (home.valid_until is None or home.valid_until >= self.day):
                return home
        return self.communes[0]
