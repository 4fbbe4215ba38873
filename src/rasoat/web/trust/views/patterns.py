"""Pages of patterns: for the province and its auditors only."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.queries import rounds_seen_by
from rasoat.web.trust.patterns.finding import PATTERNS

MOST = 100
PAGE = 50


@signed_in
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """Rounds whose patterns the person may look at."""
    acting = acting_of(request)
    acting.require(Capability.PATTERN_VIEW)
    rows = rounds_seen_by(acting, Capability.PATTERN_VIEW).exclude(state="draft").select_related("province")
    page = Paginator(rows.order_by("-starts_on", "-pk"), PAGE).get_page(request.GET.get("trang"))
    return render(request, "trust/rounds.html", {"page": page})


@signed_in
@require_GET
def patterns(request: HttpRequest, pk: int) -> HttpResponse:
    """Every pattern of a round by village, most households first, at most `MOST` villages each."""
    row, standard_id = _round(request, pk)
    found = {
        code: sorted(each.find(row, standard_id), key=lambda it: (-it.households, it.village_id or 0))
        for code, each in PATTERNS.items()
    }
    ids = {each.village_id for rows in found.values() for each in rows[:MOST] if each.village_id is not None}
    villages = Unit.objects.filter(pk__in=ids).select_related("commune").in_bulk()
    parts = [
        {"pattern": PATTERNS[code], "count": len(rows),
         "rows": [{"village": villages.get(each.village_id), "found": each} for each in rows[:MOST]]}
        for code, rows in found.items()
    ]  # fmt: skip
    context = {"row": row, "parts": parts, "standard": standard_name(standard_id), "most": MOST}
    return render(request, "trust/patterns.html", context)


@signed_in
@require_GET
def behind(request: HttpRequest, pk: int, pattern: str) -> HttpResponse:
    """The households behind a pattern; `?thon=` of one village."""
    row, standard_id = _round(request, pk)
    if pattern not in PATTERNS:
        raise Http404
    cases = PATTERNS[pattern].behind(row, standard_id).select_related("household", "commune", "village")
    asked = request.GET.get("thon", "")
    village = Unit.objects.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 12 else None
    if village is not None:
        cases = cases.filter(village=village)
    ordered = cases.order_by("commune__sort_key", "village__sort_key", "number", "pk").distinct()
    context: dict[str, Any] = {
        "row": row, "pattern": PATTERNS[pattern], "village": village,
        "page": Paginator(ordered, PAGE).get_page(request.GET.get("trang")),
    }  # fmt: skip
    return render(request, "trust/behind.html", context)


def _round(request: HttpRequest, pk: int) -> tuple[Round, str]:
    acting = acting_of(request)
    rows = rounds_seen_by(acting, Capability.PATTERN_VIEW).select_related("province")
    row = get_object_or_404(rows, pk=pk)
    first = row.standards.order_by("position").first()
    if first is None:
        raise Http404
    return row, first.standard_id
