"""What the papers of the later steps say, as plain data for the office's templates. Always in Vietnamese.

Lists that hang on boards carry no personal number, no birth date and no health fact: they are not read here at all.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from django.utils import timezone
from django.utils.translation import override

from rasoat.web.look.badges import class_look
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.forms.meeting import BODIES
from rasoat.web.reviews.models import (
    Case,
    DecidedCase,
    DecidedKind,
    Meeting,
    MeetingResult,
    Opinion,
    PostedCase,
    Posting,
    Result,
    RoundDecision,
    SignerForm,
    VillageReview,
)
from rasoat.web.reviews.over.names import commune_then
from rasoat.web.rounds.models import Round

P = ParamSpec("P")
Data = dict[str, Any]
NEW = "Mới"
"""What minutes say of the opening of a household that stood on no list then."""


def _in_vietnamese(function: Callable[P, Data]) -> Callable[P, Data]:
    """Papers are in Vietnamese whatever language the page is read in."""

    @wraps(function)
    def written(*args: P.args, **kwargs: P.kwargs) -> Data:
        with override("vi"):
            return function(*args, **kwargs)

    return written


@_in_vietnamese
def agenda_data(review: VillageReview) -> Data:
    """The invitation and agenda of a village meeting that is to come."""
    at = timezone.localtime(review.meeting_at) if review.meeting_at else None
    return {
        **_place(review), "date": at.date() if at else None, "time": f"{at:%H:%M}" if at else "",
        "meeting_place": review.meeting_place, "ask": review.ask, "standards": _standards(review.round),
        "households": Case.objects.filter(round=review.round_id, village=review.village_id).count(),
    }  # fmt: skip


@_in_vietnamese
def meeting_data(meeting: Meeting) -> Data:
    """The head of the minutes: place, time, who came. `share`: households present of those on the list, in percent."""
    return _meeting(meeting)


@_in_vietnamese
def minutes_data(meeting: Meeting, standard: str) -> Data:
    """The minutes under one standard: the vote on the list, each household, relatives declared by reviewers.

    `apart`: the household was voted on by itself; `agree` of the others is that of the whole list.
    """
    votes = list(meeting.outcomes.filter(standard_id=standard).select_related("case"))
    whole = next((vote for vote in votes if vote.case_id is None), None)
    apart = {vote.case_id: vote for vote in votes if vote.case_id is not None}
    rows = _results(meeting.review, standard)
    stood = meeting.voted.get(standard, []) if meeting.voted else [_stands(row, meeting) for row in rows]
    households = []
    for home in stood:
        vote = apart.get(home["case"], whole)
        if vote is None:
            continue
        households.append({
            **{name: value for name, value in home.items() if name != "case"},
            "opening": _class(home["opening"]) or NEW, "proposed": _class(home["proposed"]),
            "apart": vote.case_id is not None, "agree": vote.agree, "passed": vote.passed, "reason": vote.reason,
            "agreed": _class(vote.household_class or home["proposed"]) if vote.passed else "",
        })  # fmt: skip
    relatives = [
        {"head_name": row.case.head_name, "relation": row.case.relative_of_reviewer, "reviewer": _reviewer(row.case)}
        for row in rows if row.case.relative_of_reviewer
    ]  # fmt: skip
    return {
        **_meeting(meeting), "standard": standard_name(standard), "list_agree": whole.agree if whole else None,
        "list_passed": whole.passed if whole else None, "households": households, "relatives": relatives,
        "result": _result(meeting, [home["passed"] for home in households]),
        "scored": any((home["points_a"], home["points_b"]) != (None, None) for home in households),
    }  # fmt: skip


@_in_vietnamese
def posting_data(posting: Posting, standard: str) -> Data:
    """A list for the notice board under one standard, with both minutes (`ended_on` is None while it hangs)."""
    shown = PostedCase.objects.filter(posting=posting, standard_id=standard).select_related("case")
    rows = [
        {"number": each.case.number, "head_name": each.case.head_name, "members": each.case.member_count,
         "household_class": _class(each.household_class)}
        for each in shown.order_by("case__number", "pk")
    ]  # fmt: skip
    return {
        **_place(posting.review, posting.entered_at), "standard": standard_name(standard),
        "posting_number": posting.number, "posted_on": posting.happened_on, "posted_by": posting.acted,
        "days": posting.days,
        "ends_on": posting.ends_on, "places": list(posting.places), "loudspeaker_on": posting.loudspeaker_on,
        "ended_on": posting.ended_on, "ended_by": posting.ended_acted, "households": rows, "total": len(rows),
        "poor": sum(each.household_class == "poor" for each in shown),
        "near_poor": sum(each.household_class == "near_poor" for each in shown),
    }  # fmt: skip


@_in_vietnamese
def opinion_data(opinion: Opinion) -> Data:
    """The request for an opinion with its list, and the answer where there is one."""
    rows = Result.objects.filter(round=opinion.round_id, standard_id=opinion.standard_id, case__in=opinion.asked)
    rows = rows.select_related("case__village").order_by("case__village__sort_key", "case__number")
    back = {each["case"]: each["reason"] for each in opinion.returned}
    return {
        **_office(opinion.round, opinion.commune), "standard": standard_name(opinion.standard_id),
        "body": opinion.body, "asked_on": opinion.happened_on, "due_on": opinion.due_on,
        "given_on": opinion.given_on, "number": opinion.number, "agrees": opinion.agrees, "text": opinion.text,
        "households": [
            {**_household(row.case), "opening": _class(row.opening_class), "household_class": _class(row.agreed),
             "returned": back.get(row.case_id, "")}
            for row in rows
        ],
    }  # fmt: skip


@_in_vietnamese
def decision_data(decision: RoundDecision) -> Data:
    """A decision with its lists. `signature`: how the block of the signature begins, `post` and `signer` below it.

    `escaped_poor`, `escaped_near_poor`: how many left poverty and near-poverty; `last_article`: an empty list has none.
    """
    lines = decision.cases.select_related("case__village").order_by("case__village__sort_key", "case__number")
    old = decision.corrects
    opening = _openings(decision)
    lists: dict[str, list[Data]] = {kind: [] for kind in DecidedKind.values}
    for at in lines:
        listed = lists[at.kind]
        listed.append({**_household(at.case), "order": len(listed) + 1, "household_class": _class(at.household_class),
                       "opening": _class(opening.get(at.case_id, "")), "reason": at.reason})  # fmt: skip
    left = Counter(opening.get(at.case_id, "") for at in lines if at.kind == DecidedKind.ESCAPED)
    poor = [at for at in lines if at.kind == DecidedKind.RECOGNISED and at.household_class == "poor"]
    return {
        **_office(decision.round, decision.commune), "standard": standard_name(decision.standard_id),
        "number": decision.number, "signed_on": decision.signed_on, "signer": decision.signer,
        "signature": SignerForm(decision.signer_form).label.upper(), "post": decision.signer_post,
        "recognised": lists["recognised"], "escaped": lists["escaped"], "refused": lists["refused"],
        "poor": len(poor), "near_poor": len(lists["recognised"]) - len(poor),
        "escaped_poor": left["poor"], "escaped_near_poor": left["near_poor"],
        "last_article": max(1, sum(bool(lists[kind]) for kind in ("recognised", "escaped"))) + 1,
        "corrects": {"number": old.number, "signed_on": old.signed_on} if old else None,
        "correction_reason": decision.correction_reason,
    }  # fmt: skip


@_in_vietnamese
def refusal_data(line: DecidedCase) -> Data:
    """The written answer to a household that was not recognised, with the reason."""
    decision = line.decision
    return {
        **_office(decision.round, decision.commune), **_household(line.case), "reason": line.reason,
        "standard": standard_name(decision.standard_id), "decision_number": decision.number,
        "signed_on": decision.signed_on, "signer": decision.signer, "post": decision.signer_post,
        "signature": SignerForm(decision.signer_form).label.upper(), "answered_on": line.answered_on,
    }  # fmt: skip


def _stands(row: Result, meeting: Meeting) -> Data:
    """A household as it stands now, for meetings that kept no list of their own."""
    income, deprivation = _points(row, meeting)
    return {
        "case": row.case_id, "number": row.case.number, "head_name": row.case.head_name,
        "members": row.case.member_count, "opening": row.opening_class, "proposed": row.proposed,
        "points_a": income, "points_b": deprivation,
    }  # fmt: skip


def _result(meeting: Meeting, passed: list[bool]) -> str:
    """How the meeting ended under one standard; as a whole where nothing was voted on under it."""
    if not passed:
        return str(meeting.get_result_display())
    ended = MeetingResult.PASSED if all(passed) else MeetingResult.PARTLY if any(passed) else MeetingResult.FAILED
    return str(ended.label)


def _meeting(meeting: Meeting) -> Data:
    here, listed = meeting.households_present, meeting.households_on_list
    if listed is None and (counted := _listed(meeting.review)) >= (here or 0):
        listed = counted
    return {
        **_place(meeting.review, meeting.entered_at), "meeting_number": meeting.number, "date": meeting.happened_on,
        "begins_at": f"{meeting.begins_at:%H:%M}" if meeting.begins_at else "",
        "ends_at": f"{meeting.ends_at:%H:%M}" if meeting.ends_at else "", "meeting_place": meeting.place,
        "chair": meeting.acted, "secretary": meeting.secretary,
        "officials": [_official(each) for each in meeting.officials if each.get("body") != "reviewers"],
        "present": meeting.present, "households_present": here, "households_on_list": listed,
        "share": round(100 * here / listed, 1) if here is not None and listed else None,
        "opinions": meeting.opinions, "front_remarks": meeting.front_remarks, "skip_reason": meeting.skip_reason,
        "result": meeting.get_result_display(),
        "reviewers": _reviewers(meeting),
    }  # fmt: skip


def _reviewers(meeting: Meeting) -> list[str]:
    """Those who came, as the minutes told; where they told of none, those who were named for the village."""
    came = [str(each.get("name", "")) for each in meeting.officials if each.get("body") == "reviewers"]
    return came or [each.name for each in meeting.review.reviewers.order_by("pk")]


def _results(review: VillageReview, standard: str) -> list[Result]:
    rows = Result.objects.filter(round=review.round_id, village=review.village_id, standard_id=standard)
    return list(rows.select_related("case__reviewer", "assessment").order_by("case__number", "pk"))


def _listed(review: VillageReview) -> int:
    rows = Case.objects.filter(round=review.round_id, village=review.village_id)
    return rows.exclude(state="screened_out").count()


def _official(told: Data) -> Data:
    """Somebody who came for an office, in the words of the form that was filled in."""
    words = dict(BODIES)
    return {**told, "body": str(words.get(told.get("body", ""), told.get("body", "")))}


def _points(row: Result, meeting: Meeting) -> tuple[int | None, int | None]:
    """Points A and B that the meeting was told; none for a household scored again since."""
    found = row.assessment
    if found is None or found.made_at > meeting.entered_at:
        return None, None
    return found.income_score, found.deprivation_score


def _openings(decision: RoundDecision) -> dict[int, str]:
    """The classes at the opening, by case."""
    rows = Result.objects.filter(standard_id=decision.standard_id, case__decided__decision=decision)
    return dict(rows.values_list("case_id", "opening_class"))


def _place(review: VillageReview, at: datetime | None = None) -> Data:
    """`at`: when the paper was written; its commune may be another one since."""
    commune = review.commune if at is None else commune_then(review, at)
    return {**_office(review.round, commune), "village": review.village.full_name}


def _office(row: Round, commune: Any) -> Data:
    return {
        "round": row.name, "year": row.year, "month": row.month, "regular": row.kind == "regular",
        "commune": commune.full_name, "province": row.province.full_name, "number_prefix": row.number_prefix,
    }  # fmt: skip


def _household(case: Case) -> Data:
    return {
        "number": case.number, "head_name": case.head_name, "members": case.member_count,
        "village": case.village.full_name if case.village else "",
    }  # fmt: skip


def _standards(row: Round) -> list[str]:
    return [standard_name(each.standard_id) for each in row.standards.all()]


def _class(code: str) -> str:
    return str(class_look(code).label) if code else ""


def _reviewer(case: Case) -> str:
    return case.reviewer_name or (case.reviewer.get_full_name() if case.reviewer else "")
