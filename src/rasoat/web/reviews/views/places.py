"""Where the review stands: villages of a commune, households of a village, the own households."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.reviews.models import Case, Origin, Situation
from rasoat.web.reviews.queries import cases_of, my_cases, reviews_seen_by, work_list
from rasoat.web.reviews.signed.scope import entered_standards
from rasoat.web.reviews.state_graphs import CASE
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.views.shared import Ground, ground_or_404, page_of
from rasoat.web.reviews.views.taking_over import left_behind
from rasoat.web.rounds.models import Round, RoundCommune, RoundKind
from rasoat.web.rounds.queries import communes_seen_by, current_rounds

MOST = 300
TO_DO = ("listed", "returned", "surveyed")


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Open rounds and the own communes in them; the only one is opened at once."""
    acting = acting_of(request)
    acting.require(Capability.REVIEW_VIEW)
    rounds = list(current_rounds(acting)[:20])
    communes = communes_seen_by(acting, Capability.REVIEW_VIEW)
    rows = RoundCommune.objects.filter(round__in=rounds, commune__in=communes.values("pk"))
    places = list(rows.select_related("commune", "round").order_by("-round__starts_on", "commune__sort_key")[:MOST])
    behind = left_behind(acting)
    if len(places) == 1 and not behind:
        return redirect("reviews:commune", places[0].round_id, places[0].commune.key)
    return render(request, "reviews/home.html", {"places": places, "most": MOST, "behind": behind})


@signed_in
@require_GET
def commune(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """The work list of a commune: villages by state of their households."""
    ground = ground_or_404(request, round_id, key)
    acting = acting_of(request)
    rows = work_list(acting, ground.round, ground.commune)
    context = {
        "ground": ground, "rows": rows, "states": list(CASE.states.values()), "note": sheet_of(ground.round).watermark,
        "runs": acting.policy.may(Capability.REVIEW_RUN, ground.commune),
        "sees_commune": acting.policy.may(Capability.REVIEW_VIEW, ground.commune),
        "surveys": acting.policy.may(Capability.REVIEW_SURVEY),
        "from_lists": bool(entered_standards(ground.round)),
        "totals": {state: sum(row.counts.get(state, 0) for row in rows) for state in CASE.states},
    }  # fmt: skip
    return render(request, "reviews/commune.html", context)


@signed_in
@require_GET
def cases(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Households of a commune or a village (`?thon=KEY`), by state (`?buoc=`), origin, situation."""
    ground = ground_or_404(request, round_id, key)
    acting = acting_of(request)
    village = _village(request, ground)
    state = request.GET.get("buoc", "")
    rows = cases_of(acting, ground.round, commune=ground.commune, village=village, state=state)
    for name, column, known in (("nguon", "origin", Origin), ("tinh-huong", "situation", Situation)):
        wanted = request.GET.get(name, "")
        if wanted in known.values:
            rows = rows.filter(**{column: wanted})
    review = reviews_seen_by(acting).filter(round=ground.round, village=village).first() if village else None
    context = {
        "ground": ground, "village": village, "review": review, "page": page_of(request, rows), "state": state,
        "states": CASE.states.values(), "origins": _origins(ground), "situations": Situation.choices,
        "state_words": CASE.states, "chosen": request.GET,
        "runs": acting.policy.may(Capability.REVIEW_RUN, ground.commune),
    }  # fmt: skip
    return render(request, "reviews/cases.html", context)


@signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The own households, round by round in the order of `current_rounds`: those that wait first."""
    acting = acting_of(request)
    acting.require(Capability.REVIEW_SURVEY)
    cases = my_cases(acting)
    rounds = current_rounds(acting).filter(pk__in=cases.order_by().values("round"))
    groups = [_own(row, list(cases.filter(round=row)[:MOST])) for row in rounds]
    return render(request, "reviews/mine.html", {"groups": groups})


def _own(row: Round, cases: list[Case]) -> dict[str, Any]:
    """The own households of one round: what waits before what is done."""
    waiting = [case for case in cases if case.state in TO_DO]
    done = [case for case in cases if case.state not in TO_DO]
    return {"round": row, "waiting": waiting, "cases": [*waiting, *done]}


def _origins(ground: Ground) -> list[tuple[str, Any]]:
    """Why households stand on the list of such a round: in a month nobody does for being on the current list."""
    monthly = ground.round.kind == RoundKind.REGULAR
    return [(code, words) for code, words in Origin.choices if not (monthly and code == Origin.CURRENT_LIST)]


def _village(request: HttpRequest, ground: Ground) -> Unit | None:
    key = request.GET.get("thon", "")
    if not key:
        return None
    return get_object_or_404(Unit, key=key, level=Level.VILLAGE, commune=ground.commune)
