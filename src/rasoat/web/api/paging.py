"""Cursors: opaque, signed, by key and not by offset, so that page 10,000 costs what page 1 costs."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from rasoat.web.api.problems import ProblemError

LIMIT = 50
MOST = 200
SALT = "rasoat.api.cursor"
M = TypeVar("M", bound=Model)


def page_of(
    rows: QuerySet[M], order: Sequence[str], cursor: str, limit: int, shown: Callable[[M], Any]
) -> dict[str, Any]:
    """One page: `items`, and `next` (a cursor, or null at the end). `order` must end with a unique column.

    Raises `ProblemError` 400 for a cursor that this server did not make for the same order.
    """
    wanted = max(1, min(limit, MOST))
    if cursor:
        rows = rows.filter(_after(order, _open(cursor, order)))
    found = list(rows.order_by(*order)[: wanted + 1])
    more = len(found) > wanted
    last = found[wanted - 1] if more else None
    following = signing.dumps([list(order), [_key(last, name) for name in order]], salt=SALT) if last else None
    return {"items": [shown(row) for row in found[:wanted]], "next": following}


def _open(cursor: str, order: Sequence[str]) -> list[Any]:
    try:
        made_for, values = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise ProblemError(400, _("Con trỏ trang không đúng: bắt đầu lại từ trang đầu."), field="cursor") from None
    if made_for != list(order):
        raise ProblemError(400, _("Con trỏ thuộc danh sách khác."), field="cursor")
    return list(values)


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind the last one shown: (a > x) or (a = x and b > y) or ..."""
    found = Q()
    for at, name in enumerate(order):
        step = Q(**{f"{name}__gt": values[at]})
        for before in range(at):
            step &= Q(**{order[before]: values[before]})
        found |= step
    return found


def _key(row: Model, name: str) -> Any:
    value = getattr(row, name)
    return value if isinstance(value, int | str) else str(value)
