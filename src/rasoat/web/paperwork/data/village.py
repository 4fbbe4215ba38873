"""Papers of a village: the list to review, the minutes before a meeting, what lies in its folder."""

from typing import Any

from django.db.models import Count

from rasoat.web.look.badges import class_look
from rasoat.web.paperwork.data.commune import round_data
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Case, Opinion, Result, RoundDecision, Submission, VillageReview
from rasoat.web.reviews.models.recorded import Recorded

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
    return {**_place(review), "households": households, "total": len(households)}


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
        **_place(review), "standard": standard_name(subject.standard), "meeting_place": review.meeting_place,
        "reviewers": [each.name for each in review.reviewers.order_by("pk") if each.ended_on is None],
        "total": len(cases_listed(review)), "households": households,
    }  # fmt: skip


def index_data(subject: Subject) -> Data:
    """The index of a village's dossier: every paper of the round with its day, number of sheets' records and scan."""
    review: VillageReview = subject.record
    own = {"case__round": review.round_id, "case__village": review.village_id}
    listed = len(cases_listed(review))
    papers = [_line("Danh sách hộ gia đình cần rà soát", review.listed_on, listed, None)] if listed else []
    forms = Submission.objects.filter(**own, standing=True).aggregate(every=Count("pk"), scanned=Count("paper"))
    if forms["every"]:
        scan = f"{forms['scanned']}/{forms['every']}"
        papers.append({"name": "Phiếu rà soát", "on": None, "count": forms["every"], "scan": scan})
    papers += [
        _line(f"Biên bản họp dân lần {meeting.number}", meeting.happened_on, 1, meeting)
        for meeting in review.meetings.order_by("number")
    ]
    for posting in review.postings.order_by("number"):
        number = posting.number
        papers.append(_line(f"Danh sách, biên bản niêm yết lần {number}", posting.happened_on, 1, posting))
        if posting.ended_on:
            scan = "có" if posting.ended_paper_id else "chưa có"
            papers.append(
                {"name": f"Biên bản kết thúc niêm yết lần {number}", "on": posting.ended_on, "count": 1, "scan": scan}
            )
    shared = {"round": review.round_id, "commune": review.commune_id}
    papers += [
        _line(f"Văn bản xin ý kiến {opinion.body}", opinion.happened_on, 1, opinion)
        for opinion in Opinion.objects.filter(**shared).order_by("pk")
    ]
    for decision in RoundDecision.objects.filter(**shared, state="confirmed").order_by("pk"):
        scan = "có" if decision.paper_id else "chưa có"
        name = f"Quyết định {decision.number}, {standard_name(decision.standard_id)}"
        papers.append({"name": name, "on": decision.signed_on, "count": 1, "scan": scan})
    return {**_place(review), "papers": papers}


def _line(name: str, on: Any, count: int, step: Recorded | None) -> Data:
    scan = "" if step is None else "có" if step.paper_id else "chưa có"  # type: ignore[attr-defined]
    return {"name": name, "on": on, "count": count, "scan": scan}


def _place(review: VillageReview) -> Data:
    return {**round_data(review.round), "village": review.village.full_name}
