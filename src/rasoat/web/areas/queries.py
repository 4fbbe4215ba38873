"""Questions about units: by code on a day, by name as people type it, above and below, before and after."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rasoat.survey.text import fold
from rasoat.web.areas.models import FormerHome, Level, Succession, Unit
from rasoat.web.areas.naming import KIND_SHORTS, KINDS

_KIND_WORDS: Mapping[str, frozenset[str]] = {
    **{fold(kind): frozenset({kind}) for kinds in KINDS.values() for kind in kinds},
    **{fold(short): kinds for short, kinds in KIND_SHORTS.items()},
}


def alive(on: date) -> Q:
    """The filter for units that stand on the map of a day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (Q(valid_until__isnull=True) | Q(valid_until__gte=on))


def by_code(code: str, on: date, level: str = "") -> Unit | None:
    """The unit that bore a code on a day."""
    found = Unit.objects.filter(alive(on), code=code)
    return (found.filter(level=level) if level else found).first()


def named(rows: QuerySet[Unit], text: str) -> QuerySet[Unit]:
    """Units whose name people may mean by `text`: words or their beginnings in any order, without tones, initials, and
    before them a kind in full or short: "tp gn", "h cj", "xã đồng tr".
    """
    words = fold(text).split()
    if not words:
        return rows
    condition = _all_words(words)
    for length in (3, 2, 1):
        kinds = _KIND_WORDS.get(" ".join(words[:length]))
        if kinds and len(words) > length:
            condition |= Q(kind__in=kinds) & _all_words(words[length:])
            break
    return rows.filter(condition | Q(code=text.strip()))


def _all_words(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(folded__startswith=word) | Q(folded__contains=f" {word}") | Q(initials__startswith=word)
    return condition


def children(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units right below on a day, in order; also communes that belong to another province since."""
    gone = FormerHome.objects.filter(home=unit, valid_until__gte=on).values("unit")
    return Unit.objects.filter(alive(on), Q(parent=unit) | Q(pk__in=gone)).order_by("sort_key", "id")


def villages(commune: Unit, on: date) -> QuerySet[Unit]:
    """Villages of a commune on a day, in order; of one that has ended by then, those it had on its last day."""
    rows = Unit.objects.filter(level=Level.VILLAGE).order_by("sort_key", "id")
    if commune.valid_until is not None and commune.valid_until < on:
        return rows.filter(former_homes__home=commune)
    return rows.filter(alive(on), commune=commune)


def ancestors(unit: Unit) -> list[Unit]:
    """The units above, nearest last; at most three."""
    above: list[Unit] = []
    parent = unit.parent
    while parent is not None and len(above) < len(Level):
        above.insert(0, parent)
        parent = parent.parent
    return above


@dataclass(frozen=True)
class Kin:
    """One line of a unit's lineage: the other unit and the link."""

    unit: Unit
    link: Succession


def successors(unit: Unit) -> list[Kin]:
    """What the unit went into."""
    rows = unit.successors.select_related("after__parent").order_by("after__sort_key", "id")
    return [Kin(link.after, link) for link in rows]


def predecessors(unit: Unit) -> list[Kin]:
    """What the unit was made of."""
    rows = unit.predecessors.select_related("before__parent").order_by("before__sort_key", "id")
    return [Kin(link.before, link) for link in rows]


def on_map(unit: Unit, day: date) -> list[Unit]:
    """The units that hold the place of a unit on a day: itself, or all its successors or predecessors there."""
    seen, frontier, found = {unit.pk}, [unit], []
    while frontier:
        onward: list[Unit] = []
        for each in frontier:
            if _stands(each, day):
                found.append(each)
            elif each.valid_until is not None and each.valid_until < day:
                onward += [kin.unit for kin in successors(each)]
            else:
                onward += [kin.unit for kin in predecessors(each)]
        frontier = [each for each in {each.pk: each for each in onward}.values() if each.pk not in seen]
        seen |= {each.pk for each in frontier}
    return sorted(found, key=lambda each: each.sort_key)


def whole_predecessors(unit_ids: Collection[int]) -> set[int]:
    """These units and all that went into them, hop by hop: whose old decisions and totals belong to them today."""
    seen, frontier = set(unit_ids), set(unit_ids)
    while frontier:
        found = set(Succession.objects.filter(after__in=frontier).values_list("before_id", flat=True))
        frontier = found - seen
        seen |= found
    return seen


def _stands(unit: Unit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_until is None or day <= unit.valid_until)
