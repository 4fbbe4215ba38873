"""Stored copies of what tracked rows say (statuses, totals, search rows): no fingerprints, so they are worked out anew.

Each app says in `AppConfig.ready` which copies it keeps. Memory: a batch of one commune at a time.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.findings import Finding, FindingKind

TOLD = 3
"""Differences told in words; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Copies:
    """One kind of copies.

    `label`: its model (`register.status`). `communes`: ids of the communes that stored copies name. `differences`: in
    words, what in a commune is not as the tracked rows say. `rebuild`: write the copies of a commune again (inside a
    transaction); returns how many there are now.
    """

    label: str
    communes: Callable[[], Iterable[int]]
    differences: Callable[[int], Iterator[str]]
    rebuild: Callable[[int], int]


_KNOWN: dict[str, Copies] = {}


def register_copies(copies: Copies) -> None:
    """Have these copies checked; those registered first are checked and rebuilt first."""
    _KNOWN[copies.label] = copies


def known_copies() -> tuple[Copies, ...]:
    """All kinds of copies."""
    return tuple(_KNOWN.values())


def compare_copies(unit: Unit) -> Iterator[Finding]:
    """One finding for each kind of copies that differs in a commune.

    What differs is looked at a second time, since people may be writing meanwhile.
    """
    for copies in known_copies():
        if _differs(copies, unit) and (finding := _finding(copies, unit)):
            yield finding


def _differs(copies: Copies, unit: Unit) -> bool:
    return next(copies.differences(unit.pk), None) is not None


def _finding(copies: Copies, unit: Unit) -> Finding | None:
    differences = copies.differences(unit.pk)
    told = list(islice(differences, TOLD))
    if not told:
        return None
    count = len(told) + sum(1 for _ in differences)
    more = "; ..." if count > len(told) else ""
    return Finding(FindingKind.COPY_STALE, unit.full_name, row=copies.label, detail="; ".join(told) + more, count=count)
