"""Results taken back with a form: only as long as nothing was posted."""

from rasoat.web.reviews.changing import move_result, results_of
from rasoat.web.reviews.models import Case, Result

_NOTHING_YET = frozenset({"waiting", "left"})


def reopen_results(case: Case, reason: str, *, standards: frozenset[str] | None = None) -> list[Result]:
    """Results of a locked case wait for a new class. `standards`: only these. Returns those that changed.

    Raises `RefusedError` when a result was posted or decided: then a re-check is the way.
    """
    moved = []
    for row in results_of(case):
        if row.state not in _NOTHING_YET and (standards is None or row.standard_id in standards):
            row.reason = ""
            moved.append(move_result(row, "reopen", reason=reason, proposed="", agreed="", departs=False))
    return moved
