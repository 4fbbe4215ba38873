"""Compare live rows with their latest fingerprints."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db import models

from rasoat.web.ledger.findings import Finding, FindingKind
from rasoat.web.ledger.fingerprint import key_value, row_matches
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.tracked import Tracked, tracked_models
from rasoat.web.ledger.verify_chain import Mark, RowKey
from rasoat.web.vault.keyring import KeysMissingError
from rasoat.web.vault.sealed_columns import index_for
from rasoat.web.vault.sealing import SealBrokenError

STEP = 2000


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that its commune's own chain does not explain: it may have moved, or somebody is writing just now."""

    key: RowKey
    unit: str


class LostKeys:
    """Counts rows that cannot be compared for want of a key, so that one line says it for all."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, str], int] = {}

    def note(self, label: str, error: KeysMissingError) -> None:
        """One more row."""
        told = str(error).partition(":")[0]
        self.counts[label, told] = self.counts.get((label, told), 0) + 1

    def findings(self, unit: str) -> Iterator[Finding]:
        """One finding a model and key."""
        for (label, told), count in self.counts.items():
            yield Finding(FindingKind.KEY_LOST, unit, row=label, detail=told, count=count)


def compare(
    tracked: Tracked, rows: "models.QuerySet[models.Model]", marks: Mapping[RowKey, Mark], unit: str, lost: LostKeys
) -> Iterator[Finding | Doubt]:
    """Rows of one model against the fingerprints of one chain (or of all): doubts, and broken indexes at once."""
    left = {key: mark for key, mark in marks.items() if key[0] == tracked.label}
    for row in rows.iterator(chunk_size=STEP):
        key = (tracked.label, key_value(row.pk))
        mark = left.pop(key, None)
        yield from _index(row, unit, lost)
        if (mark is not None or tracked.recorded) and not _agrees(row, mark, lost):
            yield Doubt(key, unit)
    yield from (Doubt(key, unit) for key, mark in left.items() if mark.digest is not None)


def settle(doubts: Collection[Doubt], lost: LostKeys) -> Iterator[Finding]:
    """What remains of the doubts when all chains are asked; twice, since people may be writing meanwhile."""
    open_doubts = {doubt.key: doubt for doubt in doubts}
    for last in (False, True):
        if not open_doubts:
            return
        marks = latest_marks(open_doubts)
        still = {}
        for label, tracked in tracked_models().items():
            keys = [key for key in open_doubts if key[0] == label]
            alive = _alive(tracked, keys)
            for key in keys:
                finding = _judged(open_doubts[key], alive.get(key), marks.get(key), lost)
                if finding is not None and last:
                    yield finding
                if finding is not None:
                    still[key] = open_doubts[key]
        open_doubts = still


def latest_marks(keys: Collection[RowKey]) -> dict[RowKey, Mark]:
    """The latest fingerprint of each of these rows over all chains, by the order of writing (one pass over the
    entries)."""
    found: dict[RowKey, Mark] = {}
    for pk, number, listed in (
        Entry.objects.order_by("pk").values_list("pk", "number", "rows").iterator(chunk_size=STEP)
    ):
        for row in listed if isinstance(listed, list) else ():
            if isinstance(row, list) and len(row) == 3 and (key := (row[0], row[1])) in keys:
                found[key] = Mark(pk, number, row[2])
    return found


def _judged(doubt: Doubt, row: models.Model | None, mark: Mark | None, lost: LostKeys) -> Finding | None:
    name = f"{doubt.key[0]} {doubt.key[1]}"
    if row is None:
        gone = mark is None or mark.digest is None
        return None if gone else Finding(FindingKind.ROW_VANISHED, doubt.unit, mark.number if mark else None, name)
    if _agrees(row, mark, lost):
        return None
    if mark is None:
        return Finding(FindingKind.ROW_APPEARED, doubt.unit, row=name)
    if mark.digest is None:
        return Finding(FindingKind.ROW_APPEARED, doubt.unit, mark.number, name, detail="nhật ký ghi đã xóa")
    return Finding(FindingKind.ROW_CHANGED, doubt.unit, mark.number, name)


def _index(row: models.Model, unit: str, lost: LostKeys) -> Iterator[Finding]:
    """Whether a blind index is that of the sealed value. (Whether the seal opens at all shows in the fingerprint.)"""
    index = getattr(row, "BLIND_INDEX", None)
    if index is None or not getattr(row, index.of):
        return
    name = f"{row._meta.label_lower} {key_value(row.pk)}"
    try:
        right = index_for(row, getattr(row, index.version))
    except KeysMissingError as error:
        lost.note(row._meta.label_lower, error)
    except SealBrokenError:
        yield Finding(FindingKind.SEAL_BROKEN, unit, row=name)
    else:
        if bytes(getattr(row, index.column)) != right:
            yield Finding(FindingKind.INDEX_WRONG, unit, row=name)


def _agrees(row: models.Model, mark: Mark | None, lost: LostKeys) -> bool:
    if mark is None or mark.digest is None:
        return False
    try:
        return row_matches(row, mark.digest)
    except KeysMissingError as error:
        lost.note(row._meta.label_lower, error)
        return True
    except SealBrokenError:
        return False


def _alive(tracked: Tracked, keys: Iterable[RowKey]) -> dict[RowKey, models.Model]:
    """Those of the rows that still exist, wherever."""
    found: dict[RowKey, models.Model] = {}
    waiting = iter([key[1] for key in keys])
    while batch := list(islice(waiting, STEP)):
        found |= {(tracked.label, key_value(row.pk)): row for row in tracked.rows().filter(pk__in=batch)}
    return found
