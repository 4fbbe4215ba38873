"""Rows grouped by the unit whose ledger chain they belong to, in the order in which chains are locked."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from rasoat.web.areas.models import Level, Unit


class OfUnit(Protocol):
    """Anything about one unit."""

    @property
    def unit(self) -> Unit: ...


R = TypeVar("R", bound=OfUnit)


def by_chain(rows: Iterable[R]) -> Iterator[tuple[Unit, list[R]]]:
    """The chain's unit and its rows; villages belong to their commune."""
    found: dict[int, tuple[Unit, list[R]]] = {}
    for row in rows:
        place = row.unit.commune if row.unit.level == Level.VILLAGE and row.unit.commune is not None else row.unit
        found.setdefault(place.pk, (place, []))[1].append(row)
    yield from (found[pk] for pk in sorted(found))
