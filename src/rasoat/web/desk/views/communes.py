"""Communes of a round by step, a page at a time: from stored stages, whatever the number of households."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.desk.silence import DAYS, silent
from rasoat.web.desk.stage_steps import stage_badge
from rasoat.web.reviews.models import VillageReview
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.queries import rounds_seen_by
from rasoat.web.rounds.stages import ORDER, Stage

PAGE = 50
_ORDER = Case(
    *(When(stage=stage, then=Value(at)) for stage, at in ORDER.items()), default=Value(0), output_field=IntegerField()
)


@signed_in
@require_GET
def communes(request: HttpRequest, round_id: int) -> HttpResponse:
    """`?buoc=`: only communes at that step; `?im=1`: only the silent ones. The slowest first."""
    acting = acting_of(request)
    acting.require(Capability.ROUND_VIEW)
    row = rounds_seen_by(acting).filter(pk=round_id).first()
    if row is None:
        raise Http404
    rows = communes_of(acting, row, stage=request.GET.get("buoc", ""), quiet=request.GET.get("im") == "1")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "round": row, "page": page, "lines": _lines(acting, row, list(page)), "stages": list(Stage),
        "stage": request.GET.get("buoc", ""), "quiet": request.GET.get("im") == "1", "silent_days": DAYS,
        "steps": [stage.label for stage in Stage],
    }  # fmt: skip
    return render(request, "desk/communes.html", context)


def communes_of(acting: Acting, row: Round, *, stage: str = "", quiet: bool = False) -> "QuerySet[RoundCommune]":
    """Communes of a round inside the own area."""
    rows = acting.policy.visible(Capability.ROUND_VIEW, RoundCommune.objects.filter(round=row))
    if stage in Stage.values:
        rows = rows.filter(stage=stage)
    if quiet:
        rows = rows.filter(silent(acting.now()))
    return rows.select_related("commune").order_by(_ORDER, "commune__sort_key", "pk")


def _lines(acting: Acting, row: Round, shown: Sequence[RoundCommune]) -> list[dict[str, Any]]:
    """What a line shows: villages by step (one grouped query for the page)."""
    counts = _villages(row, [each.commune_id for each in shown])
    return [_line(acting, row, each, counts.get(each.commune_id, {})) for each in shown]


def _line(acting: Acting, row: Round, commune: RoundCommune, counts: Mapping[str, int]) -> dict[str, Any]:
    opened = acting.policy.may(Capability.REVIEW_VIEW, commune.commune)
    return {
        "commune": commune.commune, "badge": stage_badge(commune.stage), "last": commune.last_active_at,
        "url": reverse("reviews:commune_steps", args=[row.pk, commune.commune.key]) if opened else "",
        "cells": [(str(stage.label), counts.get(stage, 0)) for stage in Stage],
    }  # fmt: skip


def _villages(row: Round, commune_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    rows = VillageReview.objects.filter(round=row, commune__in=commune_ids).values_list("commune", "stage")
    for commune, stage, number in rows.annotate(number=Count("pk")).order_by():
        found.setdefault(commune, {})[stage] = number
    return found
