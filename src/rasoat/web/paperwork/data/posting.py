"""What hangs on boards: the posted list with its points, the result of a re-check. Never a number, birth date, illness.

The points are those that stood when the list was put up; a household scored again since then has none on a reprint.
Nor has one whose class a re-check changed: the points of the old form would not be those of its class.
"""

from typing import Any

from django.db.models import F

from rasoat.web.complaints import paper_data as complaints
from rasoat.web.complaints.models import Complaint
from rasoat.web.paperwork.data.village import class_words
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import standard_name
from rasoat.web.reviews import paper_data as later
from rasoat.web.reviews.models import Posting, Recheck, RecheckCause, Result

Data = dict[str, Any]


def posting_data(subject: Subject) -> Data:
    """The posted list under one standard. `scored`: whether any household has points under it."""
    posting: Posting = subject.record
    found = later.posting_data(posting, subject.standard)
    checked = _changed_by_recheck(posting, subject.standard)
    points = _points(posting, subject.standard)
    households = []
    for home in found["households"]:
        number = home["number"]
        income, deprivation = (None, None) if number in checked else points.get(number, (None, None))
        words = home["household_class"] + (" (theo phúc tra)" if number in checked else "")
        households.append({**home, "household_class": words, "points_a": income, "points_b": deprivation})
    scored = any(home["points_a"] is not None or home["points_b"] is not None for home in households)
    return {**found, "households": households, "scored": scored}


def _changed_by_recheck(posting: Posting, standard: str) -> set[int]:
    """Numbers in the list of households whose class came from a re-check, not scored again since (one query)."""
    rows = Recheck.objects.filter(
        case__postings__posting=posting, done=True, agrees=False, entered_at__lte=posting.entered_at,
        case__results__standard_id=standard, case__results__assessment__made_at__lt=F("entered_at"),
    ).exclude(cause=RecheckCause.SAMPLE)  # fmt: skip
    return set(rows.values_list("case__number", flat=True))


def recheck_result_data(subject: Subject) -> Data:
    """The result of the re-check of a complaint, for the board. Nothing of who sent it or what was told."""
    row: Complaint = subject.record
    found = complaints.recheck_data(row)
    case, owner = row.case, row.round
    return {
        "village": found["village"], "round": owner.name if owner else "", "number": case.number if case else None,
        "head_name": found["household"], "members": case.member_count if case else None,
        "results": [
            {"standard": standard_name(standard), "household_class": class_words(code)}
            for standard, code in sorted(found["classes"].items())
        ],
        "posted_on": found["posted_on"], "ends_on": found["posting_ends_on"],
    }  # fmt: skip


def _points(posting: Posting, standard: str) -> dict[int, tuple[int | None, int | None]]:
    """Points A and B by number in the list (one query)."""
    rows = Result.objects.filter(
        case__postings__posting=posting, standard_id=standard, assessment__made_at__lte=posting.entered_at
    )
    told = rows.values_list("case__number", F("assessment__income_score"), F("assessment__deprivation_score"))
    return {number: (income, deprivation) for number, income, deprivation in told}
