"""What a marked copy remembers of its check: digests of households, and their faults under lock.

Nothing of a household can be read from a record without having that very household: its faults are encrypted
with a key made of its own content.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rasoat.law.faults import Fault, Place, Severity
from rasoat.survey.marking.digests import Row, Unit

CROSS: Final = frozenset({
    "household-id-missing", "household-id-twice", "member-without-household", "personal-id-twice",
})  # fmt: skip
"""Rules that read several households at once. Their faults are never remembered, always found anew."""

_NONCE: Final = b"rasoat.marks"
_CODE: Final = "\0"
"""Stands for the household's own code; no cell can hold it."""

_LONGEST: Final = 30_000
"""Letters of one cell of the record; what is longer is not remembered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One household: its digest, the digest of its code, names of its faults, its own faults under lock.

    `locked` is None when the faults could not be remembered; such a household is always checked anew.
    """

    tag: str
    identity: str
    names: tuple[str, ...]
    locked: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one check. `context` is the digest of the law, the day and the shape of the file.

    `general` are names of faults that belong to no single household.
    """

    context: str
    salt: bytes
    entries: tuple[Entry, ...]
    general: tuple[str, ...]


class Sorter:
    """Tells to which household of a round a fault belongs."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.by_row: dict[Row, int] = {}
        for at, unit in enumerate(units):
            for row in unit.rows:
                self.by_row.setdefault(row, at)
        self.by_code = {unit.household_id: at for at, unit in enumerate(units)}

    def of(self, fault: Fault) -> int | None:
        """The number of the household, None when the fault is of the file as a whole."""
        place = fault.place
        if place.row is not None and (place.sheet, place.row) in self.by_row:
            return self.by_row[place.sheet, place.row]
        return self.by_code.get(place.household_id)


def record_of(
    units: Sequence[Unit], faults: Iterable[Fault], checked: Iterable[Fault], context: str, salt: bytes,
    remembered: Mapping[str, str],
) -> Record:  # fmt: skip
    """The record of a check. `faults` are all faults; `checked` those that checking anew would find; `remembered`
    what an earlier record with this salt keeps of unchanged households, by their codes of now.
    """
    sorter = Sorter(units)
    names, general = names_of(units, faults, sorter)
    own: list[list[Fault]] = [[] for _ in units]
    whole = [True] * len(units)
    for fault in checked:
        at = sorter.of(fault)
        if at is None or fault.rule in CROSS or units[at].household_id in remembered:
            continue
        if (fault.place.sheet, fault.place.row or 0) in units[at].rows:
            own[at].append(fault)
        else:
            whole[at] = False
    entries = []
    for unit, named, found, sure in zip(units, names, own, whole, strict=True):
        kept = remembered.get(unit.household_id)
        if kept is None and sure:
            kept = locked(unit, found, salt)
        entries.append(Entry(unit.tag(salt), unit.identity(salt), tuple(named), kept))
    return Record(context, salt, tuple(entries), tuple(general))


def names_of(units: Sequence[Unit], faults: Iterable[Fault], sorter: Sorter) -> tuple[list[list[str]], list[str]]:
    """Names of faults per household and of the others: rule, column and the how-manieth row, nothing personal."""
    names: list[list[str]] = [[] for _ in units]
    general: list[str] = []
    for fault in faults:
        at = sorter.of(fault)
        if at is None:
            general.append(f"{fault.rule}|{fault.place.sheet}|{fault.place.column}")
            continue
        row = (fault.place.sheet, fault.place.row or 0)
        number = units[at].rows.index(row) if row in units[at].rows else 0
        names[at].append(f"{fault.rule}|{fault.place.column}|{number}")
    return names, general


def locked(unit: Unit, faults: Sequence[Fault], salt: bytes) -> str | None:
    """The faults of a household under lock: empty text for none, None when they are too long to keep."""
    if not faults:
        return ""
    rows = []
    for fault in faults:
        place = replace(
            fault.place,
            file="",
            row=unit.rows.index((fault.place.sheet, fault.place.row or 0)),
            household_id=_without_code(fault.place.household_id, unit),
            cell=fault.place.cell.rstrip("0123456789"),
        )
        rows.append(asdict(replace(fault, place=place, value=_without_code(fault.value, unit))))
    packed = zlib.compress(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode(), 6)
    text = b64encode(AESGCM(unit.key(salt)).encrypt(_NONCE, packed, None)).decode()
    return text if len(text) <= _LONGEST else None


def unlocked(unit: Unit, text: str, salt: bytes, file: str) -> list[Fault] | None:
    """The faults of an unchanged household, at the rows where it stands now; None when the record was damaged."""
    if not text:
        return []
    try:
        packed = AESGCM(unit.key(salt)).decrypt(_NONCE, b64decode(text, validate=True), None)
        rows = json.loads(zlib.decompress(packed))
    except (InvalidTag, ValueError, zlib.error):
        return None
    return [_at_its_row(cells, unit, file) for cells in rows]


def _at_its_row(cells: dict[str, Any], unit: Unit, file: str) -> Fault:
    kept = Place(**cells["place"])
    sheet, row = unit.rows[kept.row or 0]
    place = replace(
        kept,
        file=file,
        sheet=sheet,
        row=row,
        household_id=_with_code(kept.household_id, unit),
        cell=f"{kept.cell}{row}" if kept.cell else "",
    )
    told = {"place": place, "value": _with_code(cells["value"], unit), "severity": Severity(cells["severity"])}
    return Fault(**(cells | told))


def _without_code(text: str, unit: Unit) -> str:
    """The text, with a sign in place of the household's code: readers may make another code next time."""
    return _CODE if text == unit.household_id else text


def _with_code(text: str, unit: Unit) -> str:
    return unit.household_id if text == _CODE else text


@dataclass(frozen=True, slots=True)
class Changes:
    """Faults of an earlier check against those of now: mended, still there, new."""

    mended: int
    left: int
    new: int


def changes(record: Record, units: Sequence[Unit], faults: Iterable[Fault], *, own_codes: bool) -> Changes:
    """Compare by household: unchanged ones by digest, others by code (or, where codes are made, by their place
    among the unchanged ones).
    """
    names, general = names_of(units, faults, Sorter(units))
    old = [(entry.tag, entry.identity, entry.names) for entry in record.entries]
    new = [(unit.tag(record.salt), unit.identity(record.salt), tuple(n)) for unit, n in zip(units, names, strict=True)]
    common = Counter(tag for tag, _, _ in old) & Counter(tag for tag, _, _ in new)
    before, after = (Counter(_keyed(items, common, own_codes=own_codes)) for items in (old, new))
    before.update(("", name) for name in record.general)
    after.update(("", name) for name in general)
    return Changes((before - after).total(), (before & after).total(), (after - before).total())


def _keyed(
    items: Sequence[tuple[str, str, tuple[str, ...]]], common: Counter[str], *, own_codes: bool
) -> Iterable[tuple[str, str]]:
    """Each fault's name with the token of its household, alike on both sides for the same household."""
    anchor, offset = "", 0
    for tag, identity, names in items:
        if own_codes:
            token = identity
        elif tag in common:
            anchor, offset, token = tag, 0, tag
        else:
            offset += 1
            token = f"{anchor}+{offset}"
        for name in names:
            yield token, name
