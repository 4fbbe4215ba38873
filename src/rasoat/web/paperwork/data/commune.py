"""Papers of a commune in a round: plan, board, submission to the chair, covering letter, sheet of work done."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from rasoat.law.procedure import Procedure, ReviewKind, ValueKind
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.certificates.signing import title_lines
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import standard_name
from rasoat.web.reviews import paper_data as later
from rasoat.web.reviews.figures import days_of
from rasoat.web.reviews.models import Case, Result, Reviewer, RoundDecision, VillageReview
from rasoat.web.rounds.deadlines import MONTHLY, OFFICIAL, deadlines
from rasoat.web.rounds.law import procedure, procedure_name, words
from rasoat.web.rounds.models import Round

Data = dict[str, Any]
SEATS = 12
"""Empty lines for the members of the board: the office writes them in."""

_REVIEWED = ("locked", "decided")
SUBMITTED = ("ready", "prepared")
"""Results that a decision to come covers."""

DECIDED = ("recognised", "escaped", "refused")
_REPORTS = (OFFICIAL, MONTHLY)


def plan_data(subject: Subject) -> Data:
    """The plan: days, standards, steps with law, last day or working days, villages with households and reviewers."""
    row = _round(subject)
    kind, law = ReviewKind(row.kind), procedure(row.procedure_id)
    due = _last_days(row)
    steps = [
        {"name": words(step.name), "law": ", ".join(filter(None, [step.evidence.article, step.evidence.instrument])),
         "until": due.get(step.code) or (row.ends_on if step.code == "apply" else None),
         "days": _working_days(row, law, step.deadline)}
        for step in law.steps(kind)
    ]  # fmt: skip
    reviews = VillageReview.objects.filter(round=row, commune=subject.commune).select_related("village")
    counts = dict(
        Case.objects.filter(round=row, commune=subject.commune).order_by().values_list("village").annotate(Count("pk"))
    )
    villages = [
        {"name": each.village.full_name, "households": counts.get(each.village_id, 0),
         "reviewers": [one.name for one in each.reviewers.all() if one.ended_on is None]}
        for each in reviews.prefetch_related("reviewers").order_by("village__sort_key", "pk")
    ]  # fmt: skip
    standards = [standard_name(each.standard_id) for each in row.standards.all()]
    return {**round_data(row), "document": row.document, "standards": standards, "steps": steps, "villages": villages}


def board_data(subject: Subject) -> Data:
    """The decision that sets up the board, with empty seats."""
    return {**round_data(_round(subject)), "seats": list(range(1, SEATS + 1))}


def submission_data(subject: Subject) -> Data:
    """What the board asks the chair to recognise under one standard, by village: what the next decision covers, else
    what was decided. `waiting`, `left_out`: households that have no result yet, so are not asked for.
    """
    row = _round(subject)
    rows = asked_of(Result.objects.filter(round=row, commune=subject.commune, standard_id=subject.standard))
    asked = Q(state__in=covered(rows))
    counted = rows.order_by("village__sort_key", "village").values("village").annotate(
        households=Count("pk", filter=asked), waiting=Count("pk", filter=~Q(state__in=(*SUBMITTED, *DECIDED))),
        poor=Count("pk", filter=asked & Q(agreed="poor")),
        near_poor=Count("pk", filter=asked & Q(agreed="near_poor")),
    )  # fmt: skip
    found: list[Data] = [dict(each) for each in counted]
    names = Unit.objects.in_bulk([each["village"] for each in found if each["village"]])
    villages = [
        {"village": names[each["village"]].full_name if each["village"] else "Chưa rõ thôn",
         "households": each["households"], "poor": each["poor"], "near_poor": each["near_poor"],
         "waiting": each["waiting"], "not_poor": each["households"] - each["poor"] - each["near_poor"]}
        for each in found if each["households"]
    ]  # fmt: skip
    return {
        **round_data(row), "standard": standard_name(subject.standard), "villages": villages,
        "left_out": sum(each["waiting"] for each in found),
    }  # fmt: skip


def asked_of(rows: QuerySet[Result]) -> QuerySet[Result]:
    """Results about which the chair decides: not of households that left or were screened out."""
    return rows.exclude(state="left").exclude(case__state__in=("screened_out", "left"))


def covered(rows: QuerySet[Result]) -> tuple[str, ...]:
    """The states that a submission is about: what waits for a decision, else what has one."""
    return SUBMITTED if rows.filter(state__in=SUBMITTED).exists() else DECIDED


def decision_data(subject: Subject) -> Data:
    """The decision (Mẫu 02) with its lists."""
    row: RoundDecision = subject.record
    return {
        "procedure": procedure_name(row.round.procedure_id), **later.decision_data(row),
        "signer_title": title_lines(row.signer_form, row.signer_post),
    }  # fmt: skip


def refusal_data(subject: Subject) -> Data:
    """The written answer to a household that was not recognised."""
    row: RoundDecision = subject.record.decision
    return {**later.refusal_data(subject.record), "signer_title": title_lines(row.signer_form, row.signer_post)}


def letter_data(subject: Subject) -> Data:
    """The covering letter of the reports: decisions in force with what they recognise."""
    row = _round(subject)
    here = Q(cases__case__commune=subject.commune)  # of a commune that was split, each part tells of its own
    listed = here & Q(cases__kind="recognised")
    own = Q(commune=subject.commune) | Q(
        commune__in=whole_predecessors({subject.commune.pk}), pk__in=RoundDecision.objects.filter(here).values("pk")
    )
    decisions = RoundDecision.objects.filter(own, round=row, state="confirmed").annotate(
        poor=Count("cases", filter=listed & Q(cases__household_class="poor")),
        near_poor=Count("cases", filter=listed & Q(cases__household_class="near_poor")),
    )  # fmt: skip
    rows = [
        {"standard": standard_name(each.standard_id), "number": each.number, "signed_on": each.signed_on,
         "poor": each.poor, "near_poor": each.near_poor}
        for each in decisions.order_by("standard_id", "signed_on", "pk")
    ]  # fmt: skip
    return {**round_data(row), "decisions": rows}


def work_data(subject: Subject) -> Data:
    """Who reviewed how many households. Days and money are the office's to write: nothing of them is known here."""
    row = _round(subject)
    reviewers = Reviewer.objects.filter(review__round=row, review__commune=subject.commune)
    cases = Case.objects.filter(round=row, commune=subject.commune)
    counts: dict[tuple[Any, ...], Data] = {
        (each["village"], each["reviewer"], "" if each["reviewer"] else each["reviewer_name"]): dict(each)
        for each in cases.order_by().values("village", "reviewer", "reviewer_name").annotate(
            cases=Count("pk"), locked=Count("pk", filter=Q(state__in=_REVIEWED))
        )
    }  # fmt: skip
    rows = []
    for each in reviewers.select_related("review__village").order_by("review__village__sort_key", "pk"):
        own = counts.get((each.review.village_id, each.user_id, "" if each.user_id else each.name), {})
        rows.append({
            "name": each.name, "post": each.post, "village": each.review.village.full_name,
            "cases": own.get("cases", 0), "locked": own.get("locked", 0),
        })  # fmt: skip
    return {**round_data(row), "reviewers": rows}


def round_data(row: Round) -> Data:
    """What every paper of a round may say of it."""
    return {
        "round": row.name, "year": row.year, "starts_on": row.starts_on, "ends_on": row.ends_on,
        "procedure": procedure_name(row.procedure_id),
    }  # fmt: skip


def _last_days(row: Round) -> dict[str, date | None]:
    """The last day of a step as the calendar of the round has it; a step without a day is not there."""
    days = {each.key: each.due for each in deadlines(row)}
    return {**days, "report": next((days[key] for key in _REPORTS if key in days), None)}


def _working_days(row: Round, law: Procedure, key: str) -> int | None:
    """How many working days a step takes; None for a step with another limit."""
    parameter = law.parameters.get(key)
    return days_of(row, key, row.starts_on) if parameter and parameter.kind == ValueKind.WORKING_DAYS else None


def _round(subject: Subject) -> Round:
    assert subject.round is not None
    return subject.round
