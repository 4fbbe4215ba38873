"""A commune in a round: where each village stands, and the steps that the commune takes for all of them."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.close_empty import close_empty
from rasoat.web.reviews.figures import days_of, opinion_step
from rasoat.web.reviews.models import Case, Opinion, Recheck, RecheckCause, Result, ReviewMove, RoundDecision
from rasoat.web.reviews.stages import StageRow, stage_table
from rasoat.web.reviews.state_graphs import DECISION
from rasoat.web.reviews.views.later_common import help_of, place_or_404, standards_of
from rasoat.web.rounds.models import RoundCommune, RoundKind, RoundState
from rasoat.web.rounds.stages import Stage

MOST = 300


@signed_in
@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """Communes of the own area in open rounds; straight on where there is only one."""
    acting = acting_of(request)
    acting.require(Capability.REVIEW_VIEW)
    rows = RoundCommune.objects.select_related("round", "commune").filter(round__state=RoundState.OPEN)
    found = list(
        acting.policy.visible(Capability.REVIEW_VIEW, rows).order_by("-round_id", "commune__sort_key", "pk")[:MOST]
    )
    if len(found) == 1:
        return redirect("reviews:commune_steps", round_id=found[0].round_id, key=found[0].commune.key)
    shown = [{"place": each, "stage": Stage(each.stage).label} for each in found]
    return render(request, "reviews/steps.html", {"rows": shown, "most": MOST, "full": len(found) == MOST})


@signed_in
@require_GET
def commune(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Villages by step, opinions, decisions, cases that are held."""
    acting = acting_of(request)
    place = place_or_404(request, round_id, key)
    row, may = place.round, acting.policy.may
    table = stage_table(row, place.commune)
    states = _states(place)
    own = whole_predecessors({place.commune_id})
    opinions = Opinion.objects.filter(round=row, commune__in=own).select_related("commune").order_by("-pk")
    decisions = RoundDecision.objects.filter(round=row, commune__in=own).select_related("commune").order_by("-pk")
    step = opinion_step(row, acting.today())
    context = {
        "place": place, "row": row, "table": [_row(each) for each in table], "stages": _columns(table),
        "formers": _formers(place), "empty": not any(each.cases for each in table), "helps": help_of(row), "step": step,
        "opinions": [
            {"opinion": each, "standard": standard_name(each.standard_id), "cases": len(each.asked),
             "late": each.given_on is None and each.due_on is not None and each.due_on < acting.today()}
            for each in opinions
        ],
        "decisions": [
            {"decision": each, "standard": standard_name(each.standard_id), "state": DECISION.states[each.state].label}
            for each in decisions
        ],
        "cleared": [name for code, name in standards_of(row) if "cleared" in states.get(code, ())],
        "ready": [name for code, name in standards_of(row) if "ready" in states.get(code, ())],
        "key": uuid.uuid4(),
        "standards": standards_of(row), "held": _held(place), "may_run": may(Capability.REVIEW_RUN, place.commune),
        "may_prepare": may(Capability.DECISION_PREPARE, place.commune),
        "decide_by": days_of(row, "regular_decision_days", row.starts_on) if row.kind == RoundKind.REGULAR else None,
    }  # fmt: skip
    return render(request, "reviews/commune_steps.html", context)


@signed_in
@require_POST
def nothing(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """The commune has nothing to review in this round."""
    place = place_or_404(request, round_id, key)
    try:
        close_empty(acting_of(request), place, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã ghi: không có hộ nào phải rà soát."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("reviews:commune_steps", round_id=round_id, key=key)


def _formers(place: RoundCommune) -> list[tuple[str, list[str]]]:
    """Villages that came from communes which have ended, by the name of these (one query)."""
    rows = ReviewMove.objects.filter(review__round=place.round_id, after=place.commune_id)
    found: dict[str, list[str]] = {}
    rows = rows.select_related("before", "review__village")
    for each in rows.order_by("before__sort_key", "review__village__sort_key"):
        found.setdefault(each.before.full_name, []).append(each.review.village.full_name)
    return list(found.items())


def _columns(table: Sequence[StageRow]) -> list[Any]:
    """The steps at which something stands, in order."""
    used = {code for each in table for code in each.counts}
    return [stage for stage in Stage if stage in used]


def _row(each: StageRow) -> dict[str, Any]:
    return {"row": each, "stage": Stage(each.stage).label, "counts": each.counts}


def _states(place: RoundCommune) -> dict[str, set[str]]:
    """States by standard."""
    found: dict[str, set[str]] = {}
    rows = Result.objects.filter(round=place.round_id, commune=place.commune_id)
    for standard, state in rows.values_list("standard_id", "state").distinct().order_by():
        found.setdefault(standard, set()).add(state)
    return found


def _held(place: RoundCommune) -> list[dict[str, Any]]:
    """Cases that a complaint or opinion holds, with the re-check under way."""
    cases = Case.objects.filter(round=place.round_id, commune=place.commune_id, held=True)
    cases = cases.select_related("village").order_by("village__sort_key", "number")[:MOST]
    checks = {
        check.case_id: check
        for check in Recheck.objects.filter(case__in=[case.pk for case in cases])
        .exclude(cause=RecheckCause.SAMPLE)
        .order_by("pk")
    }
    return [{"case": case, "check": checks.get(case.pk)} for case in cases]
