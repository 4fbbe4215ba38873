"""Papers of a village: the list to review, the minutes before a meeting."""

from typing import Any

from rasoat.web.look.badges import class_look
from rasoat.web.paperwork.data.commune import round_data
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Case, Result, VillageReview

Data = dict[str, Any]


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
    """The minutes to be filled in by hand: households whose form is locked, with the class proposed."""
    review: VillageReview = subject.record
    rows = Result.objects.filter(
        round=review.round_id, village=review.village_id, standard_id=subject.standard
    ).exclude(state__in=("left", "waiting", "rejected"))
    households = [
        {"number": row.case.number, "head_name": row.case.head_name, "members": row.case.member_count,
         "opening": class_words(row.opening_class), "proposed": class_words(row.proposed)}
        for row in rows.select_related("case").order_by("case__number", "pk")
    ]  # fmt: skip
    return {
        **place_of(review), "standard": standard_name(subject.standard), "meeting_place": review.meeting_place,
        "reviewers": [each.name for each in review.reviewers.order_by("pk") if each.ended_on is None],
        "total": len(cases_listed(review)), "households": households,
    }  # fmt: skip


def place_of(review: VillageReview) -> Data:
    """What every paper of a village in a round may say of it."""
    return {**round_data(review.round), "village": review.village.full_name}
