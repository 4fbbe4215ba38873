"""From places as written in a file to units: by code, by name, by what people answered before, through old maps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rasoat.survey.mapping.places import bare_name
from rasoat.survey.text import fold
from rasoat.web.areas.models import Level, Succession, Unit
from rasoat.web.exchange.models import PlaceName

BETWEEN = "|"
_VILLAGE_KINDS = (
    "to dan pho", "khu dan cu", "khu pho", "tieu khu", "thon", "ban", "ap", "buon", "lang", "khom", "xom", "tdp",
    "khu", "kp", "to",
)  # fmt: skip
_HOPS = 6


@dataclass(frozen=True, slots=True)
class Written:
    """A place as a row of the file writes it."""

    code: str = ""
    commune: str = ""
    village: str = ""

    @property
    def key(self) -> str:
        """How it is remembered: the commune (else its code), then the village, folded."""
        return f"{fold(self.commune) or self.code.strip()}{BETWEEN}{fold(self.village)}"[:250]


@dataclass(frozen=True, slots=True)
class Placed:
    """A place found. `commune` None: unknown commune. `village_unknown`: a village is written that nobody knows."""

    commune: Unit | None
    village: Unit | None = None
    village_unknown: bool = False

    @property
    def is_known(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.commune is not None and not self.village_unknown


@dataclass(slots=True)
class Resolver:
    """Finds places of one province; asks the database when made, not for each row. `home`: the importing commune."""

    province: Unit
    home: Unit | None
    communes: dict[int, Unit] = field(default_factory=dict)
    _by_code: dict[str, set[int]] = field(default_factory=dict)
    _by_name: dict[str, set[int]] = field(default_factory=dict)
    _villages: dict[int, dict[str, list[Unit]]] = field(default_factory=dict)
    _answers: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    _by_id: dict[int, Unit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        living = Unit.objects.filter(province=self.province, level=Level.COMMUNE, valid_until__isnull=True)
        self.communes = {unit.pk: unit for unit in living}
        for unit in self.communes.values():
            self._know(unit, {unit.pk})
        self._know_older()
        villages = Unit.objects.filter(level=Level.VILLAGE, commune__in=list(self.communes), valid_until__isnull=True)
        for village in villages:
            self._by_id[village.pk] = village
            names = self._villages.setdefault(village.commune_id or 0, {})
            for name in {fold(village.name), bare_village(village.name), fold(village.full_name), village.code}:
                names.setdefault(name, []).append(village)
        kept = PlaceName.objects.filter(province=self.province)
        self._answers = {row.written: (row.commune_id, row.village_id) for row in kept}

    def place(self, written: Written) -> Placed:
        """Where a written place lies."""
        answer = self._answers.get(written.key)
        if answer is not None and answer[0] in self.communes:
            return Placed(self.communes[answer[0]], self._by_id.get(answer[1]) if answer[1] else None)
        commune = self._commune(written)
        if commune is None:
            return Placed(None, None, bool(fold(written.village)))
        return self._in(commune, written.village)

    def _commune(self, written: Written) -> Unit | None:
        found: set[int] = set()
        if written.code:
            found = self._by_code.get(written.code.strip(), set()) or self._by_code.get(
                written.code.strip().zfill(5), set()
            )
        if len(found) != 1 and written.commune:
            named = self._by_name.get(fold(written.commune)) or self._by_name.get(bare_name(written.commune)) or set()
            found = found & named or named
        if not written.code and not written.commune:
            return self.home
        if self.home is not None and self.home.pk in found:
            return self.home
        return self.communes[next(iter(found))] if len(found) == 1 else None

    def _in(self, commune: Unit, village: str) -> Placed:
        name = fold(village)
        if not name:
            return Placed(commune)
        names = self._villages.get(commune.pk, {})
        found = names.get(name) or names.get(village.strip()) or names.get(bare_village(village)) or []
        one = {unit.pk: unit for unit in found}
        return (
            Placed(commune, next(iter(one.values()))) if len(one) == 1 else Placed(commune, None, village_unknown=True)
        )

    def _know(self, unit: Unit, now: set[int]) -> None:
        for code in {unit.code, unit.key}:
            self._by_code.setdefault(code, set()).update(now)
        for name in {fold(unit.name), bare_name(unit.name), fold(unit.full_name)}:
            self._by_name.setdefault(name, set()).update(now)

    def _know_older(self) -> None:
        """Units of old maps stand for the living ones that followed them, hop by hop."""
        leads: dict[int, set[int]] = {pk: {pk} for pk in self.communes}
        frontier = dict(leads)
        for _ in range(_HOPS):
            links = Succession.objects.filter(after__in=list(frontier)).select_related("before")
            reached: dict[int, set[int]] = {}
            for link in links:
                if link.before.level == Level.COMMUNE and link.before_id not in self.communes:
                    reached.setdefault(link.before_id, set()).update(frontier[link.after_id])
                    self._know(link.before, frontier[link.after_id])
            frontier = {pk: now for pk, now in reached.items() if not now <= leads.get(pk, set())}
            for pk, now in frontier.items():
                leads.setdefault(pk, set()).update(now)
            if not frontier:
                break


def bare_village(name: str) -> str:
    """The folded name of a village without its kind, unless nothing would be left.

    >>> bare_village("Thôn: Nà Mò"), bare_village("TDP 3")
    ('na mo', '3')
    """
    folded = fold(name)
    for kind in _VILLAGE_KINDS:
        rest = folded.removeprefix(f"{kind} ")
        if rest != folded and rest:
            return rest
    return folded


def unknown_places(found: Mapping[Written, Placed], counts: Mapping[Written, int]) -> list[dict[str, object]]:
    """The places that somebody must name, the most frequent first."""
    asked: list[dict[str, object]] = [
        {
            "key": written.key, "commune": written.commune or written.code, "village": written.village,
            "households": counts[written], "commune_id": placed.commune.pk if placed.commune else None,
        }
        for written, placed in found.items()
        if not placed.is_known
    ]  # fmt: skip
    return sorted(asked, key=lambda item: (-int(str(item["households"])), str(item["key"])))


def written_places(rows: Iterable[Mapping[str, object]]) -> list[Written]:
    """The written place of each row of the households table."""
    return [
        Written(str(row.get("unit_code") or ""), str(row.get("commune") or ""), str(row.get("village") or ""))
        for row in rows
    ]
