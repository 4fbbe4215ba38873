"""Households and persons by year: the table of a province on either map, and the entry of a commune's villages."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.maps import read_map
from rasoat.web.areas.models import Level, Unit, UnitTotal
from rasoat.web.areas.queries import villages
from rasoat.web.boundaries.actions.save_totals import FIRST_YEAR, TotalDraft, save_totals
from rasoat.web.boundaries.export import figures_workbook
from rasoat.web.boundaries.office_files import read_count
from rasoat.web.boundaries.queries import commune_figures, totals_of, years_and_sources
from rasoat.web.boundaries.reach import may_change, require_change
from rasoat.web.boundaries.views.finding import seen_unit
from rasoat.web.look.refusals import RefusedError

NAMES = ("households", "persons")


@signed_in
@require_safe
def province_totals(request: HttpRequest, key: str) -> HttpResponse:
    """Totals of the communes of a province in a year, as of their day or on today's map; `tai=xlsx` as a workbook."""
    province = seen_unit(request, key, Level.PROVINCE)
    choice = read_map(request.GET, acting_of(request).today())
    totals = totals_of(province)
    years, sources = years_and_sources(totals)
    year = _year(request.GET.get("nam", ""), years)
    source = request.GET.get("nguon", sources[0] if sources else "")
    figures = commune_figures(totals.filter(year=year, source=source), choice)
    if request.GET.get("tai") == "xlsx":
        return figures_workbook(figures, year, choice.day)
    return render(request, "boundaries/province_totals.html", {
        "unit": province, "figures": figures, "map_choice": choice, "years": years, "sources": sources, "year": year,
        "source": source,
    })  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def commune_totals(request: HttpRequest, key: str) -> HttpResponse:
    """Type the totals of a commune and its villages for one year; every cell can stay empty."""
    commune = seen_unit(request, key, Level.COMMUNE)
    acting = acting_of(request)
    year = _year(
        request.POST.get("nam") or request.GET.get("nam", ""),
        [min(commune.valid_until or acting.today(), acting.today()).year],
    )
    there = [commune, *villages(commune, acting.today())]
    if request.method == "POST":
        require_change(acting, Capability.TOTAL_EDIT, commune)
        drafts, faults = read_cells(request.POST, there, year, commune)
        if not faults:
            try:
                save_totals(acting, drafts, document=request.POST.get("document", "").strip())
            except RefusedError as refused:
                faults[refused.field] = f"{refused.message} {refused.remedy}"
            else:
                messages.success(request, _("Đã lưu số hộ, số khẩu năm %(year)d.") % {"year": year})
                return redirect(f"{reverse('boundaries:totals', args=[commune.key])}?nam={year}")
        return _entry(request, commune, there, year, faults)
    return _entry(request, commune, there, year, {})


def read_cells(
    given: Mapping[str, str], units: Sequence[Unit], year: int, commune: Unit
) -> tuple[list[TotalDraft], dict[str, str]]:
    """The filled rows as drafts, and what is wrong by `unit_ID`. A row left empty is not written."""
    drafts, faults = [], {}
    for unit in units:
        cells = [given.get(f"{name}_{unit.pk}", "").strip() for name in NAMES]
        if not any(cells):
            continue
        try:
            numbers = [read_count(cell) if cell else None for cell in cells]
        except ValueError as wrong:
            faults[f"unit_{unit.pk}"] = f"{wrong}. {_('Ghi số, ví dụ 1.234.')}"
            continue
        drafts.append(TotalDraft(unit, year, numbers[0], numbers[1], commune=commune))
    return drafts, faults


def _entry(
    request: HttpRequest, commune: Unit, there: Sequence[Unit], year: int, faults: Mapping[str, str]
) -> HttpResponse:
    known = {row.unit_id: row for row in UnitTotal.objects.filter(unit__in=there, year=year, source="", area="")}
    others = (
        UnitTotal.objects.filter(unit__in=there, year=year)
        .exclude(source="")
        .select_related("unit")
        .order_by("source", "unit__sort_key")
    )
    rows = []
    for unit in there:
        stored = known.get(unit.pk)
        there_now = [None if stored is None else getattr(stored, name) for name in NAMES]
        cells = [
            {"name": cell, "label": label, "value": request.POST.get(cell, "" if number is None else number)}
            for name, label, number in zip(NAMES, (_("Số hộ"), _("Số khẩu")), there_now, strict=True)
            for cell in [f"{name}_{unit.pk}"]
        ]  # fmt: skip
        rows.append({"unit": unit, "cells": cells, "fault": faults.get(f"unit_{unit.pk}", "")})
    return render(request, "boundaries/commune_totals.html", {
        "unit": commune, "rows": rows, "year": year, "faults": faults, "others": others,
        "may_edit": may_change(acting_of(request), Capability.TOTAL_EDIT, commune),
        "document": request.POST.get("document", ""),
    }, status=422 if faults else 200)  # fmt: skip


def _year(text: str, known: Sequence[int]) -> int:
    standard = known[0] if known else FIRST_YEAR
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= 9999 else standard
