"""Papers of a village: the list to review, the minutes before a meeting, what is submitted to the chair."""

from collections import Counter
from typing import Any, Final

from django.db.models import QuerySet

from rasoat.web.look.badges import class_look
from rasoat.web.paperwork.data.commune import DECIDED, SUBMITTED, asked_of, covered, round_data
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Case, Result, VillageReview
from rasoat.web.reviews.paper_data import NEW

Data = dict[str, Any]
SPARE: Final = 4
"""Empty lines at the end of minutes to be written by hand."""


def class_words(code: str) -> str:
    """A class in words; empty for none."""
    return str(class_look(code).label) if code else ""


def opening_words(case: Case, standards: list[str]) -> list[str]:
    """The classes of a case at the opening, with the standard where the round has several."""
    found = []
    for standard in standards:
        if code := case.opening.get(standard, ""):
            said = class_words(code)
            found.append(f"{said} ({standard_name(standard)})" if len(standards) > 1 else said)
    return found


def list_data(subject: Subject) -> Data:
    """The households to review (Phụ lục I)."""
    review: VillageReview = subject.record
    standards = [each.standard_id for each in review.round.standards.all()]
    rows = cases_listed(review)
    households = [
        {"number": case.number, "head_name": case.head_name, "members": case.member_count,
         "opening": opening_words(case, standards), "origin": str(case.get_origin_display())}
        for case in rows
    ]  # fmt: skip
    return {**place_of(review), "households": households, "total": len(households)}


def cases_listed(review: VillageReview) -> list[Case]:
    """The cases of a village in the order of its list, without those that were screened out."""
    rows = Case.objects.filter(round=review.round_id, village=review.village_id).exclude(state="screened_out")
    return list(rows.order_by("number", "pk"))


def blank_minutes_data(subject: Subject) -> Data:
    """The minutes to be filled in by hand: every household of the list, with points and class once its form is locked,
    and some empty lines.
    """
    review: VillageReview = subject.record
    cases = cases_listed(review)
    rows = results_of(review).filter(standard_id=subject.standard).exclude(state="left")
    known = {row.case_id: row for row in rows.select_related("assessment")}
    households = [_known_line(case, known[case.pk]) for case in cases if case.pk in known]
    return {
        **place_of(review), "standard": standard_name(subject.standard), "meeting_place": review.meeting_place,
        "reviewers": [each.name for each in review.reviewers.order_by("pk") if each.ended_on is None],
        "total": len(cases), "households": [*households, *[blank_line()] * SPARE], "scored": True,
    }  # fmt: skip


def blank_line(number: int | None = None) -> Data:
    """A line of minutes in which the household is written by hand."""
    return {"number": number, "head_name": "", "members": None, "points_a": None, "points_b": None, "opening": "",
            "proposed": ""}  # fmt: skip


def _known_line(case: Case, row: Result) -> Data:
    locked = row.state not in {"waiting", "rejected"}
    found = row.assessment if locked else None
    return {
        "number": case.number, "head_name": case.head_name, "members": case.member_count,
        "points_a": found.income_score if found else None, "points_b": found.deprivation_score if found else None,
        "opening": class_words(row.opening_class) or NEW, "proposed": class_words(row.proposed) if locked else "",
    }  # fmt: skip


def submission_data(subject: Subject) -> Data:
    """What is submitted to the chair of one village: the households with their classes, and counts."""
    review: VillageReview = subject.record
    rows = asked_of(results_of(review).filter(standard_id=subject.standard))
    listed = list(rows.filter(state__in=covered(rows)).select_related("case").order_by("case__number", "pk"))
    classes = Counter(row.agreed for row in listed)
    households = [
        {"number": row.case.number, "head_name": row.case.head_name, "members": row.case.member_count,
         "opening": class_words(row.opening_class) or NEW, "household_class": class_words(row.agreed)}
        for row in listed
    ]  # fmt: skip
    return {
        **place_of(review), "standard": standard_name(subject.standard), "households": households,
        "total": len(listed), "poor": classes["poor"], "near_poor": classes["near_poor"],
        "not_poor": len(listed) - classes["poor"] - classes["near_poor"],
        "left_out": rows.exclude(state__in=(*SUBMITTED, *DECIDED)).count(),
    }  # fmt: skip


def is_submitted(review: VillageReview) -> bool:
    """Whether any result of the village is ready for the chair."""
    return bool(submitted_standards(review))


def submitted_standards(review: VillageReview) -> list[str]:
    """The standards under which a result of the village is ready for the chair, or was."""
    rows = asked_of(results_of(review)).filter(state__in=(*SUBMITTED, *DECIDED))
    return sorted(set(rows.values_list("standard_id", flat=True)))


def results_of(review: VillageReview) -> QuerySet[Result]:
    """The results of a village, of all standards."""
    return Result.objects.filter(round=review.round_id, village=review.village_id)


def place_of(review: VillageReview) -> Data:
    """What every paper of a village in a round may say of it."""
    return {**round_data(review.round), "village": review.village.full_name}
