"""What the register answers: households by code, past states, statuses, time-lines, what is to be done."""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.duplicates import seen_by
from rasoat.web.register.history import Snapshot, first_day, state_on
from rasoat.web.register.models import (
    Attachment,
    Decision,
    DecisionLine,
    DecisionState,
    DuplicatePair,
    FactSheet,
    Household,
    HouseholdEvent,
    ToDo,
)  # fmt: skip
from rasoat.web.register.statuses import lines_in_force

__all__ = [
    "Snapshot", "attachments_of", "decision_lines_of", "decisions_seen_by", "fact_sheets_on", "first_day",
    "household_by_code", "lines_seen_by", "pairs_seen_by", "state_on", "statuses_on", "time_line", "to_do_kinds",
    "to_dos_seen_by",
]  # fmt: skip

_EVENT = [field.name for field in HouseholdEvent._meta.concrete_fields]
_TOLD_WITH_EVENTS = (
    "other_household__code", "member__full_name", "recorded_by__full_name", "recorded_by__username", "paper__name",
)  # fmt: skip
"""What a time-line says of others: whole rows of four tables are twice as many columns."""


def household_by_code(acting: Acting, code: str) -> Household | None:
    """A household that the person may see, living or ended; None for any other."""
    rows = Household.objects.select_related("commune", "village", "province")
    return acting.policy.visible(Capability.HOUSEHOLD_VIEW, rows).filter(code=code.strip()).first()


def statuses_on(household: Household, day: date) -> dict[str, DecisionLine]:
    """The line in force on a day, by standard (one query)."""
    return {standard: line for (_, standard), line in lines_in_force([household.pk], day).items()}


def decision_lines_of(household: Household) -> QuerySet[DecisionLine]:
    """Every valid line about the household, newest first, with its decision."""
    rows = DecisionLine.objects.filter(household=household, decision__state=DecisionState.VALID)
    return rows.select_related("decision").order_by("-decision__effective_from", "-decision__recorded_at", "-id")


def time_line(household: Household, *, until: date | None = None) -> QuerySet[HouseholdEvent]:
    """Events of the household, newest first, with the other household, the person, and who recorded them."""
    rows = HouseholdEvent.objects.filter(household=household)
    if until is not None:
        rows = rows.filter(on__lte=until)
    rows = rows.select_related("other_household", "member", "recorded_by", "paper").only(*_EVENT, *_TOLD_WITH_EVENTS)
    return rows.order_by("-on", "-id")


def fact_sheets_on(household: Household, day: date) -> QuerySet[FactSheet]:
    """Answers given up to a day, newest first."""
    return FactSheet.objects.filter(household=household, on__lte=day).order_by("-on", "-id")


def attachments_of(household: Household) -> QuerySet[Attachment]:
    """Papers and photos that are there, newest first."""
    return (
        Attachment.objects.filter(household=household, removed_at__isnull=True).select_related("file").order_by("-id")
    )


def to_dos_seen_by(acting: Acting, *, commune_id: int | None = None, kind: str = "") -> QuerySet[ToDo]:
    """What is open in the person's area."""
    rows = ToDo.objects.filter(done_at__isnull=True).select_related("household", "household__village", "member")
    rows = acting.policy.visible(Capability.HOUSEHOLD_VIEW, rows, prefix="household__")
    if commune_id is not None:
        rows = rows.filter(commune=commune_id)
    return (rows.filter(kind=kind) if kind else rows).order_by("household__sort_key", "household_id", "id")


def to_do_kinds(acting: Acting, *, commune_id: int | None = None) -> dict[str, int]:
    """How many open to-dos of each kind."""
    rows = to_dos_seen_by(acting, commune_id=commune_id).order_by().values("kind").annotate(number=Count("id"))
    return {row["kind"]: row["number"] for row in rows}


def pairs_seen_by(acting: Acting, states: Sequence[str]) -> QuerySet[DuplicatePair]:
    """Pairs of which the person may settle at least one side, likeliest first."""
    rows = DuplicatePair.objects.filter(seen_by(acting) & Q(state__in=list(states)))
    return rows.select_related("first__commune", "first__village", "second__commune", "second__village").order_by(
        "-score", "id"
    )


def decisions_seen_by(acting: Acting) -> QuerySet[Decision]:
    """Decisions of the person's area, newest first, each with the number of its lines (`line_count`).

    A decision stands in the commune of its day. Also seen are those that name a household which today is theirs: of a
    commune merged or split since, or of their village.
    """
    rows = Decision.objects.select_related("commune", "recorded_by").annotate(line_count=Count("lines"))
    named = _named(acting)
    wider = acting.policy.condition(Capability.STATUS_VIEW, deepest="commune")
    seen = [each for each in (wider, None if named is None else Q(named)) if each is not None]
    if not seen:
        return rows.none()
    return rows.filter(reduce(or_, seen)).order_by("-effective_from", "-id")


def _named(acting: Acting) -> Exists | None:
    """Decisions that name a household of the person's area, as it stands today."""
    lines = _own_lines(acting, DecisionLine.objects.filter(decision=OuterRef("pk")))
    return None if lines is None else Exists(lines)


def _own_lines(acting: Acting, lines: QuerySet[DecisionLine]) -> QuerySet[DecisionLine] | None:
    villages = acting.policy.villages(Capability.STATUS_VIEW)
    homes = acting.policy.condition(Capability.STATUS_VIEW, prefix="household__", deepest="commune")
    if homes is None:
        return lines.filter(village__in=villages) if villages else None
    return lines.filter(homes | Q(village__in=villages)) if villages else lines.filter(homes)


def lines_seen_by(acting: Acting, decision: Decision) -> QuerySet[DecisionLine]:
    """Lines of a decision: all for people of its commune and above; for others those of their households."""
    lines = decision.lines.all()
    if acting.policy.may(Capability.STATUS_VIEW, decision):
        return lines
    own = _own_lines(acting, lines)
    return lines.none() if own is None else own
