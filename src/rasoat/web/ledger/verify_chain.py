"""Walk one chain from its first entry to its head: links, numbers, hashes, payloads; and the latest fingerprints."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from rasoat.web.ledger.findings import Finding, FindingKind
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.ledger.record import entry_hash
from rasoat.web.vault.keyring import KeysMissingError
from rasoat.web.vault.sealing import SealBrokenError, seal_version, unseal

PAYLOAD = "ledger.payload"
STEP = 2000

RowKey = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Mark:
    """The latest fingerprint of a row: its entry's key (the order of writing), that entry's number, digest or None."""

    entry: int
    number: int
    digest: str | None


@dataclass(slots=True)
class Walk:
    """What the walk learned. `marks`: latest fingerprint of each row; `hashes`: of the entries asked for by number."""

    unit: str
    marks: dict[RowKey, Mark] = field(default_factory=dict)
    erasures: set[int] = field(default_factory=set)
    without_payload: dict[int, int] = field(default_factory=dict)
    hashes: dict[int, bytes] = field(default_factory=dict)
    entries: int = 0
    keys_lost: dict[int, int] = field(default_factory=dict)


def walk_chain(chain: Chain, walk: Walk, *, wanted: frozenset[int] = frozenset()) -> Iterator[Finding]:
    """Findings about a chain; `walk` is filled on the way. Memory: one `Mark` a row of the commune.

    `wanted`: numbers whose hash is needed, to compare with heads printed earlier.
    """
    previous, number, last_pk = b"", 0, 0
    while True:
        start = number
        for entry in Entry.objects.filter(chain=chain, number__gt=number).order_by("number").iterator(chunk_size=STEP):
            walk.entries += 1
            if entry.number != number + 1:
                said = f"sau mục {number} là mục {entry.number}"
                yield Finding(FindingKind.NUMBER_MISSING, walk.unit, entry.number, detail=said)
            elif bytes(entry.previous) != previous:
                yield Finding(FindingKind.LINK_BROKEN, walk.unit, entry.number)
            if entry.pk <= last_pk:
                yield Finding(FindingKind.ORDER_WRONG, walk.unit, entry.number)
            if not _hash_is_right(entry):
                yield Finding(FindingKind.ENTRY_CHANGED, walk.unit, entry.number)
            yield from _payload(entry, walk)
            _remember(entry, walk)
            number, previous, last_pk = entry.number, bytes(entry.hash), max(last_pk, entry.pk)
            if number in wanted:
                walk.hashes[number] = previous
        chain.refresh_from_db()
        if chain.length <= number or number == start:
            break  # else people wrote while we walked: go on to the new head
    if chain.length != number or bytes(chain.head) != previous:
        yield Finding(
            FindingKind.HEAD_WRONG, walk.unit, number, detail=f"đầu chuỗi ghi {chain.length} mục, có {number} mục"
        )
    for version, count in sorted(walk.keys_lost.items()):
        yield Finding(
            FindingKind.KEY_LOST, walk.unit, detail=f"khóa seal phiên bản {version}", row=PAYLOAD, count=count
        )


def settle_erasures(walk: Walk, erasures: set[int]) -> Iterator[Finding]:
    """Entries without a payload: a note where an entry somewhere says that it was erased, else a finding."""
    for pk, number in walk.without_payload.items():
        kind = FindingKind.PAYLOAD_ERASED if pk in erasures else FindingKind.PAYLOAD_MISSING
        yield Finding(kind, walk.unit, number)


def _hash_is_right(entry: Entry) -> bool:
    try:
        return entry_hash(entry) == bytes(entry.hash)
    except (TypeError, ValueError):
        return False


def _payload(entry: Entry, walk: Walk) -> Iterator[Finding]:
    if entry.payload is None:
        walk.without_payload[entry.pk] = entry.number
        return
    try:
        plain = unseal(entry.payload, bound_to=entry.seal_bond("payload"))
    except KeysMissingError:
        version = seal_version(entry.payload)
        walk.keys_lost[version] = walk.keys_lost.get(version, 0) + 1
        return
    except SealBrokenError:
        yield Finding(FindingKind.PAYLOAD_CHANGED, walk.unit, entry.number)
        return
    if hashlib.sha256(plain).digest() != bytes(entry.payload_digest):
        yield Finding(FindingKind.PAYLOAD_CHANGED, walk.unit, entry.number)


def _remember(entry: Entry, walk: Walk) -> None:
    """Fingerprints of the entry; a row list that was tampered with has been reported by its hash already."""
    if not isinstance(entry.rows, list):
        return
    for row in entry.rows:
        if isinstance(row, list) and len(row) == 3 and isinstance(row[1], int | str):
            label, key, digest = row
            if not isinstance(digest, str | None):
                continue
            if label == PAYLOAD and isinstance(key, int):
                walk.erasures.add(key)
            else:
                walk.marks[label, key] = Mark(entry.pk, entry.number, digest)
