"""Find households: a page of a list in order, by words, at a cost that does not grow with the register.

Two ways lead to the same answer. Along the list: check one row after the other; quick when many match. Through the
database's index: collect those that can match, then sort; quick when few match. So a stretch of the list is checked
first; what it yields tells whether to go on along the list or through the index. Figures: `benchmarks/web/search.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from rasoat.web.register.models import SearchRow
from rasoat.web.register.search.candidates import with_every_word
from rasoat.web.register.search.matching import pattern

PAGE = 50
STRETCH = 4_000
LONGEST_STRETCH = 40_000
_ENOUGH_TO_TELL = 3

ORDERS = {
    "ten": ("sort_key", "household_id"),
    "ma": ("household__code", "household_id"),
    "thon": ("village__sort_key", "sort_key", "household_id"),
}
"""Orders of the list; all but the first need a unit small enough to be sorted."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page: ids of households in order; whether more stand before and after it.

    `total`: how many there are in all, where finding them told it; None where nobody counted.
    """

    ids: Sequence[int]
    earlier: bool
    later: bool
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after a household of the list, or before it (then read backwards)."""

    household_id: int
    backwards: bool = False


def find(
    scope: QuerySet[SearchRow], conditions: Q, words: Sequence[str], *, place: Place | None = None, size: int = PAGE,
    order: str = "ten",
) -> Found:  # fmt: skip
    """A page of the households in `scope` that meet `conditions` and hold all `words`.

    `scope`: rows of one place and one state (living or not), so that an index gives their order. A `place` that is no
    longer in the scope begins at the start.
    """
    backwards = place is not None and place.backwards
    start = None if place is None else _values(scope, place, order)
    rows = scope if start is None else scope.filter(_beyond(ORDERS[order], start, backwards=backwards))
    back = backwards and start is not None
    found = _first(rows, conditions, words, size + 1, order, backwards=back, count=start is None)
    more = len(found.ids) > size
    ids = found.ids[:size]
    if back:
        return Found(ids[::-1], earlier=more, later=True)
    return Found(ids, earlier=start is not None, later=more, total=len(found.ids) if found.whole else None)


def _values(scope: QuerySet[SearchRow], place: Place, order: str) -> tuple[object, ...] | None:
    return scope.filter(pk=place.household_id).values_list(*ORDERS[order]).first()


def _beyond(columns: Sequence[str], start: Sequence[object], *, backwards: bool) -> Q:
    """The condition "after (or before) these values", column by column. Unknown villages stand last."""
    found = Q(pk__in=())
    same = Q()
    for column, value in zip(columns, start, strict=True):
        if value is None:
            nearer = Q(**{f"{column}__isnull": False}) if backwards else None
        else:
            nearer = Q(**{f"{column}__{'lt' if backwards else 'gt'}": value})
            if not backwards and column == "village__sort_key":
                nearer |= Q(**{f"{column}__isnull": True})
        if nearer is not None:
            found |= same & nearer
        same &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return found if columns[0] != "sort_key" else found & Q(**{f"sort_key__{'lte' if backwards else 'gte'}": start[0]})


def _ordered(rows: QuerySet[SearchRow], order: str, *, backwards: bool) -> QuerySet[SearchRow]:
    columns = ORDERS[order]
    if order == "thon":
        first = F(columns[0]).desc(nulls_first=True) if backwards else F(columns[0]).asc(nulls_last=True)
        rest = [f"-{name}" if backwards else name for name in columns[1:]]
        return rows.order_by(first, *rest)
    return rows.order_by(*(f"-{name}" if backwards else name for name in columns))


@dataclass(frozen=True, slots=True)
class _Read:
    """Ids in order; `whole`: all there are, for a list so short that one look at it finds and counts them."""

    ids: Sequence[int]
    whole: bool = False


def _first(
    rows: QuerySet[SearchRow], conditions: Q, words: Sequence[str], limit: int, order: str, *, backwards: bool,
    count: bool,
) -> _Read:  # fmt: skip
    """The first ids; with `count`, all of them where the list is so short that one look at it is cheap."""
    wanted = rows.filter(conditions)
    if not words:
        return _Read(_ids(_ordered(wanted, order, backwards=backwards), limit))
    spelled = _holding(wanted, words).filter(text__regex=pattern(words))
    if order != "ten":
        return _Read(_ids(_ordered(spelled, order, backwards=backwards), limit))
    along = _ordered(rows, order, backwards=backwards)
    spelled_along = _ordered(spelled, order, backwards=backwards)
    stretch = STRETCH
    while (edge := _key_at(along, stretch)) is not None:
        ids = _ids(spelled_along.filter(**{f"sort_key__{'gte' if backwards else 'lte'}": edge}), limit)
        if len(ids) == limit:
            return _Read(ids)
        needed = int(1.5 * limit * stretch / len(ids)) if len(ids) >= _ENOUGH_TO_TELL else LONGEST_STRETCH + 1
        if stretch > STRETCH or needed > LONGEST_STRETCH:
            return _Read(_through_index(spelled, words, limit, backwards=backwards))
        stretch = needed
    return _Read(_ids(spelled_along, None if count else limit), whole=count)


def _holding(rows: QuerySet[SearchRow], words: Sequence[str]) -> QuerySet[SearchRow]:
    """Rows whose text holds every word somewhere: told ten times sooner than by the rule, which sees these only."""
    for word in words:
        rows = rows.filter(text__contains=word)
    return rows


def _key_at(along: QuerySet[SearchRow], position: int) -> str | None:
    return next(iter(along.values_list("sort_key", flat=True)[position : position + 1]), None)


def _ids(rows: QuerySet[SearchRow], limit: int | None) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:limit])


def _through_index(rows: QuerySet[SearchRow], words: Sequence[str], limit: int, *, backwards: bool) -> list[int]:
    """Sorted by an expression, so that no database walks along the list after all."""
    key = Concat("sort_key", Value(""))
    ordered = with_every_word(rows, words).order_by(
        key.desc() if backwards else key.asc(), "-pk" if backwards else "pk"
    )
    return _ids(ordered, limit)
