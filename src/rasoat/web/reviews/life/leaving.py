"""A case leaves its round, or comes back: its results with it."""

from typing import Any

from rasoat.web.reviews.changing import move_case, move_result, results_of
from rasoat.web.reviews.models import Case, Result
from rasoat.web.reviews.state_graphs import RESULT


def take_out(case: Case, move: str, reason: str, **values: Any) -> list[Result]:
    """Move a locked case out (`leave` or `screen_out`) with all results that are under way.

    Raises `RefusedError` when the graph does not allow it: a prepared decision is withdrawn first.
    """
    move_case(case, move, reason=reason, **values)
    rows = [row for row in results_of(case) if not RESULT.states[row.state].end]
    return [move_result(row, "leave", reason=reason) for row in rows]


def take_back(case: Case, reason: str, **values: Any) -> list[Result]:
    """Move a locked case back onto the list, with the results that had left."""
    move_case(case, "come_back", reason=reason, **values)
    rows = [row for row in results_of(case) if row.state == "left"]
    moved = []
    for row in rows:
        row.reason = ""
        moved.append(move_result(row, "come_back", reason=reason, proposed="", agreed="", departs=False))
    return moved
