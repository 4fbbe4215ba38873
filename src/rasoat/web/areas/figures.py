"""Figures by unit, put on the map of a day: merged units are summed, split ones divided only by known shares."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.areas.lineage import Life, Lineage, Link, Obstacle
from rasoat.web.areas.models import Succession, Unit

Number: TypeAlias = "int | float | Fraction | None"
Numbers: TypeAlias = Mapping[str, Number]
BATCH = 500

WORDS: Mapping[Obstacle, str] = {
    Obstacle.NO_SHARE: gettext_noop("không chia được: chưa có tỷ lệ"),
    Obstacle.NO_SUCCESSOR: gettext_noop("không có đơn vị kế tiếp trên bản đồ này"),
    Obstacle.NO_PREDECESSOR: gettext_noop("chưa có trên bản đồ này"),
    Obstacle.MERGED: gettext_noop("không tách được: gồm nhiều đơn vị cũ"),
}
"""Why figures stay out of a map, in words."""


@dataclass(frozen=True)
class Unplaced:
    """Figures that have no place on the map, with the reason."""

    unit_id: int
    numbers: Numbers
    obstacle: Obstacle

    @property
    def reason(self) -> str:
        """The reason for people."""
        return _(WORDS[self.obstacle])


@dataclass(frozen=True)
class OnMap:
    """Figures on the map of a day. What was moved by shares is an estimate; a sum with an unknown part is unknown."""

    rows: Mapping[int, dict[str, Number]]
    unplaced: Sequence[Unplaced]
    summed: Mapping[int, Sequence[int]]
    """By unit of the map, the units its figures came from, where these are others."""
    by_share: frozenset[int]

    @property
    def notes(self) -> list[str]:
        """What a reader of the table must know."""
        notes = []
        if self.unplaced:
            notes.append(
                _("%(count)d đơn vị không đưa được lên bản đồ này; số liệu ở bản đồ của chúng vẫn giữ nguyên.")
                % {"count": len(self.unplaced)}
            )
        if self.by_share:
            notes.append(_("%(count)d đơn vị có số ước tính theo tỷ lệ chia.") % {"count": len(self.by_share)})
        return notes


def on_map(rows: Mapping[int, Numbers], day: date, lineage: Lineage | None = None) -> OnMap:
    """Put figures by unit id (names to numbers, None for unknown) on the map of `day`.

    Nothing is lost: what cannot be placed is in `unplaced`. Numbers moved by shares are fractions. `lineage`: that of
    the units (`lineage_around`), for callers with several tables of the same units; read from the database otherwise.
    """
    lineage = lineage or lineage_around(rows)
    sums: dict[int, dict[str, Number]] = {}
    unplaced: list[Unplaced] = []
    sources: dict[int, list[int]] = defaultdict(list)
    by_share: set[int] = set()
    for unit_id, numbers in rows.items():
        placement = lineage.place(unit_id, day)
        if placement.obstacle:
            unplaced.append(Unplaced(unit_id, numbers, placement.obstacle))
            continue
        for target, part in placement.parts.items():
            moved = {name: _part(value, part) for name, value in numbers.items()}
            sums[target] = _sum(sums[target], moved) if target in sums else moved
            sources[target].append(unit_id)
            if placement.by_share:
                by_share.add(target)
    summed = {target: ids for target, ids in sources.items() if ids != [target]}
    return OnMap(sums, unplaced, summed, frozenset(by_share))


def lineage_around(unit_ids: Iterable[int]) -> Lineage:
    """The lineage of some units: what followed them and what was before them, hop by hop."""
    start = set(unit_ids)
    links, seen = set[Link](), set(start)
    for here, there in (("before_id", "after_id"), ("after_id", "before_id")):
        frontier, walked = set(start), set(start)
        while frontier:
            found = set()
            for chunk in _chunks(frontier):
                for row in Succession.objects.filter(**{f"{here}__in": chunk}):
                    links.add(Link(row.before_id, row.after_id, None if row.share is None else Fraction(row.share)))
                    found.add(getattr(row, there))
            frontier = found - walked
            walked |= found
        seen |= walked
    lives = {
        pk: Life(first, last)
        for chunk in _chunks(seen)
        for pk, first, last in Unit.objects.filter(pk__in=chunk).values_list("pk", "valid_from", "valid_until")
    }
    return Lineage(links, lives)


def _chunks(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))


def _part(value: Number, part: Fraction) -> Number:
    return value if value is None or part == 1 else value * part


def _sum(left: Mapping[str, Number], right: Mapping[str, Number]) -> dict[str, Number]:
    """Name by name; unknown, or missing on one side, makes the sum unknown."""
    names = dict.fromkeys((*left, *right))
    return {name: None if (a := left.get(name)) is None or (b := right.get(name)) is None else a + b for name in names}
