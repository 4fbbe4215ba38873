"""Verify the ledger: chains first, then live rows against them, then copies against live rows.

Memory: the fingerprints of one commune at a time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from rasoat.web.areas.models import Level, Unit
from rasoat.web.ledger.copies import compare_copies, known_copies
from rasoat.web.ledger.findings import Finding, FindingKind
from rasoat.web.ledger.heads import NATION, Head
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.ledger.tracked import Tracked, tracked_models
from rasoat.web.ledger.verify_chain import PAYLOAD, Mark, RowKey, Walk, settle_erasures, walk_chain
from rasoat.web.ledger.verify_rows import Doubt, LostKeys, compare, settle

EVERYWHERE = "Cả nước"


@dataclass(slots=True)
class Tally:
    """How much was looked at."""

    chains: int = 0
    entries: int = 0


def verify(
    units: Sequence[Unit] | None = None, heads: Sequence[Head] = (), *, tally: Tally | None = None,
    at_unit: Callable[[str], object] = str,
) -> Iterator[Finding]:  # fmt: skip
    """Findings, as they come; none when everything agrees.

    `units`: only these units (accounts, which belong to no commune, are then left out). `heads`: printed earlier; their
    entries must still be there. `at_unit` is told the name of each unit, for a progress bar.
    """
    tally = tally or Tally()
    tracked = tracked_models().values()
    local, common = [each for each in tracked if each.commune_path], [each for each in tracked if not each.commune_path]
    everywhere: dict[RowKey, Mark] = {}
    doubts: list[Doubt] = []
    walks: list[Walk] = []
    lost = LostKeys()
    for unit in units if units is not None else units_to_verify():
        name = unit.full_name if unit else EVERYWHERE
        at_unit(name)
        walk = Walk(name)
        yield from _chain(unit, walk, heads)
        tally.chains += 1
        tally.entries += walk.entries
        for found in _rows(local, unit, walk, lost):
            if isinstance(found, Doubt):
                doubts.append(found)
            else:
                yield found
        if unit is not None and unit.level == Level.COMMUNE:
            yield from compare_copies(unit)
        _merge(everywhere, walk, {each.label for each in common})
        walk.marks.clear()
        walks.append(walk)
    if units is None:
        doubts += _unplaced(local)
        for each in common:
            for found in compare(each, each.rows(), everywhere, EVERYWHERE, lost):
                if isinstance(found, Doubt):
                    doubts.append(found)
                else:
                    yield found
    yield from settle(doubts, lost)
    yield from _erased(walks, whole=units is None)
    yield from _heads_elsewhere(heads, units)
    yield from lost.findings(EVERYWHERE)


def units_to_verify() -> Iterator[Unit | None]:
    """Units with a chain, with live rows or with copies; None, for the nation's chain, last."""
    ids = set(Chain.objects.filter(unit__isnull=False).values_list("unit_id", flat=True))
    for tracked in tracked_models().values():
        if not tracked.commune_path:
            continue
        ids |= set(tracked.model._base_manager.order_by().values_list(tracked.commune_path, flat=True).distinct())
    for copies in known_copies():
        ids |= set(copies.communes())
    yield from Unit.objects.filter(pk__in=ids - {None}).order_by("key").iterator()
    yield None


def _chain(unit: Unit | None, walk: Walk, heads: Sequence[Head]) -> Iterator[Finding]:
    chain = Chain.objects.filter(unit=unit).first()
    own = [head for head in heads if head.key == (unit.key if unit else NATION)]
    if chain is not None:
        yield from walk_chain(chain, walk, wanted=frozenset(head.number for head in own))
    for head in own:
        if not head.fits(walk.hashes.get(head.number)):
            yield Finding(FindingKind.HEAD_UNKNOWN, walk.unit, head.number, detail=head.code())


def _rows(local: Sequence[Tracked], unit: Unit | None, walk: Walk, lost: LostKeys) -> Iterator[Finding | Doubt]:
    for tracked in local:
        is_commune = unit is not None and unit.level == Level.COMMUNE
        rows = tracked.rows(unit.pk) if unit is not None and is_commune else tracked.model._base_manager.none()
        yield from compare(tracked, rows, walk.marks, walk.unit, lost)


def _unplaced(local: Sequence[Tracked]) -> Iterator[Doubt]:
    """Rows whose commune is empty: no chain was asked about them yet."""
    for tracked in local:
        stray = Q(**{f"{tracked.commune_path}__isnull": True})
        for key in tracked.model._base_manager.filter(stray).values_list("pk", flat=True):
            yield Doubt((tracked.label, key), EVERYWHERE)


def _merge(everywhere: dict[RowKey, Mark], walk: Walk, labels: set[str]) -> None:
    for key, mark in walk.marks.items():
        if key[0] in labels and (key not in everywhere or everywhere[key].entry < mark.entry):
            everywhere[key] = mark


def _erased(walks: Sequence[Walk], *, whole: bool) -> Iterator[Finding]:
    """Entries without payload: is there an entry that says so? Asked of all chains when not all were walked."""
    erasures = {pk for walk in walks for pk in walk.erasures}
    if not whole and any(walk.without_payload.keys() - erasures for walk in walks):
        for rows in Entry.objects.filter(action="ledger.payloads_erased").values_list("rows", flat=True):
            erasures |= {row[1] for row in rows if row[0] == PAYLOAD}
    for walk in walks:
        yield from settle_erasures(walk, erasures)


def _heads_elsewhere(heads: Sequence[Head], units: Sequence[Unit] | None) -> Iterator[Finding]:
    """Heads of chains that do not exist at all."""
    if units is not None:
        return
    known = set(Chain.objects.filter(unit__isnull=False).values_list("unit__key", flat=True)) | {NATION}
    for head in heads:
        if head.key not in known:
            yield Finding(FindingKind.HEAD_UNKNOWN, head.key, head.number, detail=head.code())
