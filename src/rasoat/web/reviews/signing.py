"""What a chair is asked to sign or confirm: who enters the list, who leaves it, what was out of the ordinary.

Targets of the programme have no place here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from rasoat.survey.contradictions import RULE
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.apart import may_approve
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import may_change, with_former
from rasoat.web.reviews.deciding import POOR
from rasoat.web.reviews.models import DecidedCase, DecidedKind, Result, RoundDecision, Submission

LISTED = 100
"""Exceptions told by name for one decision; the page of the decision has them all."""


@dataclass(frozen=True, slots=True)
class ToSign:
    """One decision that waits. `exceptions`: lines to look at, with what is unusual about each (`why` codes).

    `own`: prepared or typed in by the person who asks, so that somebody else has to confirm it.
    """

    decision: RoundDecision
    counts: Mapping[str, int]
    entering: Sequence[DecidedCase] = ()
    leaving: Sequence[DecidedCase] = ()
    exceptions: Sequence[tuple[DecidedCase, Sequence[str]]] = ()
    held: int = 0
    own: bool = False
    refused: Sequence[DecidedCase] = field(default=())


def decisions_seen_by(acting: Acting, capability: Capability = Capability.REVIEW_VIEW):  # type: ignore[no-untyped-def]
    """Decisions of rounds in the own communes, and in those that went into them."""
    rows = RoundDecision.objects.select_related("round", "commune")
    return with_former(acting, capability, rows)


def lines_seen_by(acting: Acting, decision: RoundDecision) -> QuerySet[DecidedCase]:
    """Lines of a decision: all for people of its commune, and of all that followed it; for others those of theirs."""
    lines = decision.cases.select_related("case__village")
    if may_change(acting, Capability.REVIEW_VIEW, decision.commune):
        return lines
    return acting.policy.visible(Capability.REVIEW_VIEW, lines, prefix="case__")


def to_sign(acting: Acting) -> list[ToSign]:
    """Decisions that wait for the signature or for the person's confirmation, oldest first (a handful of queries)."""
    waiting = decisions_seen_by(acting, Capability.DECISION_CONFIRM).filter(state__in=("prepared", "signed"))
    waiting = waiting.order_by("prepared_at", "pk")
    decisions = [each for each in waiting if may_change(acting, Capability.DECISION_CONFIRM, each.commune)]
    lines: dict[int, list[DecidedCase]] = {each.pk: [] for each in decisions}
    found = DecidedCase.objects.filter(decision__in=decisions).select_related("case__village")
    for line in found.order_by("case__village__sort_key", "case__number"):
        lines[line.decision_id].append(line)
    results = _results(decisions)
    held = _held(decisions)
    return [_told(acting, each, lines[each.pk], results, held) for each in decisions]


def why_unusual(line: DecidedCase, row: Result) -> list[str]:
    """What is out of the ordinary: `departs`, `relative`, `complaint` (it was re-checked), `unlocked`, `contradicted`
    (a tick of the form against its own facts).
    """
    told = {
        "departs": row.departs, "relative": bool(line.case.relative_of_reviewer),
        "complaint": bool(getattr(row, "checks", 0)), "unlocked": line.case.unlocks > 0,
        "contradicted": bool(getattr(row, "contradicted", False)),
    }  # fmt: skip
    return [code for code, true in told.items() if true]


def results_of(decision: RoundDecision) -> dict[tuple[int, str], Result]:
    """The results behind the lines of a decision, with the number of re-checks."""
    return _results([decision])


def _results(decisions: Sequence[RoundDecision]) -> dict[tuple[int, str], Result]:
    standards = {each.standard_id for each in decisions}
    rows = Result.objects.filter(case__decided__decision__in=decisions, standard_id__in=standards).annotate(
        checks=Count("case__rechecks", filter=~Q(case__rechecks__cause="sample"), distinct=True)
    )
    contradicted = _contradicted(decisions)
    for row in rows:
        row.contradicted = row.case_id in contradicted  # type: ignore[attr-defined]
    return {(row.case_id, row.standard_id): row for row in rows}


def _contradicted(decisions: Sequence[RoundDecision]) -> set[int]:
    """Cases whose standing form has a tick that its own facts contradict (one query)."""
    forms = Submission.objects.filter(case__decided__decision__in=decisions, standing=True)
    found = forms.exclude(contradictions=[]).values_list("case_id", "contradictions")
    return {case for case, notes in found if any(note["rule"] == RULE for note in notes)}


def _held(decisions: Sequence[RoundDecision]) -> dict[tuple[int, int, str], int]:
    rows = Result.objects.filter(
        round__in={each.round_id for each in decisions}, commune__in={each.commune_id for each in decisions},
        state="complained",
    )  # fmt: skip
    counted = rows.values_list("round", "commune", "standard_id").annotate(number=Count("pk")).order_by()
    return {(round_id, commune, standard): number for round_id, commune, standard, number in counted}


def _told(
    acting: Acting, decision: RoundDecision, lines: Sequence[DecidedCase],
    results: Mapping[tuple[int, str], Result], held: Mapping[tuple[int, int, str], int],
) -> ToSign:  # fmt: skip
    pairs = [(line, results.get((line.case_id, decision.standard_id))) for line in lines]
    entering = [
        line for line, row in pairs
        if line.kind == DecidedKind.RECOGNISED and row is not None and row.opening_class not in POOR
    ]  # fmt: skip
    unusual = [(line, why) for line, row in pairs if row is not None and (why := why_unusual(line, row))]
    by = (decision.prepared_by_id, decision.signed_by_id)
    return ToSign(
        decision, {kind: sum(line.kind == kind for line in lines) for kind in DecidedKind.values}, entering,
        [line for line in lines if line.kind == DecidedKind.ESCAPED], unusual[:LISTED],
        held.get((decision.round_id, decision.commune_id, decision.standard_id), 0),
        own=not all(may_approve(acting, each, decision.commune) for each in by),
        refused=[line for line in lines if line.kind == DecidedKind.REFUSED],
    )  # fmt: skip
