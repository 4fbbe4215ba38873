"""The households that a meeting voted on, as they stood that day: what its minutes go on saying."""

from collections.abc import Sequence
from typing import Any

from rasoat.web.reviews.models import Assessment, Result

Voted = dict[str, list[dict[str, Any]]]
"""By standard: `case`, `number`, `head_name`, `members`, `opening`, `proposed`, `points_a`, `points_b`."""


def voted_rows(rows: Sequence[Result]) -> Voted:
    """The rows as plain values, in the order of the list (one query)."""
    made = Assessment.objects.in_bulk([row.assessment_id for row in rows if row.assessment_id is not None])
    found: Voted = {}
    for row in sorted(rows, key=lambda each: (each.case.number, each.pk)):
        points = made.get(row.assessment_id or 0)
        found.setdefault(row.standard_id, []).append({
            "case": row.case_id, "number": row.case.number, "head_name": row.case.head_name,
            "members": row.case.member_count, "opening": row.opening_class, "proposed": row.proposed,
            "points_a": points.income_score if points else None,
            "points_b": points.deprivation_score if points else None,
        })  # fmt: skip
    return found
