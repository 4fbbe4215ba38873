"""The page where people say which units the unknown places of a file are."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.exchange.actions.answer_places import Answer, answer_places
from rasoat.web.exchange.models import Import, ImportState
from rasoat.web.exchange.views.shared import seen, steps_of
from rasoat.web.look.refusals import RefusedError

NEW, NONE = "new", "none"


@signed_in
@require_http_methods(["GET", "POST"])
def places_page(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Every unknown place once, with the units it may be."""
    batch = seen(request, batch_id)
    if batch.state != ImportState.PLACES:
        return redirect("exchange:import", batch_id=batch.pk)
    asked = batch.counts.get("places", [])
    errors: dict[str, str] = {}
    if request.method == "POST":
        answers, errors = _answers(request, batch, asked)
        if not errors:
            try:
                answer_places(acting_of(request), batch, answers)
                return redirect("exchange:import", batch_id=batch.pk)
            except RefusedError as refused:
                errors = {refused.field: str(refused)}
    context = {
        "batch": batch, "steps": steps_of(batch), "error": "; ".join(errors.values()),
        "asked": _shown(request, batch, asked, errors), "new": NEW, "none": NONE,
    }  # fmt: skip
    return render(request, "exchange/places.html", context, status=422 if errors else 200)


def _units(batch: Import) -> tuple[list[Unit], dict[int, list[Unit]]]:
    communes = Unit.objects.filter(province=batch.province, level=Level.COMMUNE, valid_until__isnull=True).order_by(
        "sort_key"
    )
    if batch.commune is not None:
        communes = communes.filter(pk=batch.commune.pk)
    villages: dict[int, list[Unit]] = {}
    rows = Unit.objects.filter(level=Level.VILLAGE, commune__in=communes, valid_until__isnull=True).order_by("sort_key")
    for unit in rows:
        villages.setdefault(unit.commune_id or 0, []).append(unit)
    return list(communes), villages


def _shown(
    request: HttpRequest, batch: Import, asked: list[dict[str, object]], errors: dict[str, str]
) -> list[dict[str, object]]:
    communes, villages = _units(batch)
    may_add = acting_of(request).policy.may(Capability.VILLAGE_EDIT)
    shown = []
    for number, place in enumerate(asked):
        fixed = next((unit for unit in communes if unit.pk == place["commune_id"]), None)
        options: list[dict[str, object]] = []
        for commune in [fixed] if fixed else communes:
            own = [(f"{commune.pk}:{unit.pk}", unit.full_name) for unit in villages.get(commune.pk, [])]
            if place["village"] and may_add:
                own.append((f"{commune.pk}:{NEW}", _("Thêm thôn mới “{name}”").format(name=place["village"])))
            own.append((f"{commune.pk}:{NONE}", _("Chưa rõ thôn") if place["village"] else commune.full_name))
            options.append({"label": commune.full_name, "options": own})
        shown.append({
            **place, "name": f"place-{number}", "groups": options, "value": request.POST.get(f"place-{number}", ""),
            "error": errors.get(str(place["key"]), ""),
        })  # fmt: skip
    return shown


def _answers(
    request: HttpRequest, batch: Import, asked: list[dict[str, object]]
) -> tuple[dict[str, Answer], dict[str, str]]:
    communes, villages = _units(batch)
    by_id = {unit.pk: unit for unit in communes}
    answers: dict[str, Answer] = {}
    errors: dict[str, str] = {}
    for number, place in enumerate(asked):
        key = str(place["key"])
        first, _sep, second = request.POST.get(f"place-{number}", "").partition(":")
        commune = by_id.get(int(first)) if first.isdecimal() else None
        if commune is None:
            errors[key] = _("Chưa chọn địa bàn cho “{name}”.").format(name=place["village"] or place["commune"])
            continue
        village = next((unit for unit in villages.get(commune.pk, []) if str(unit.pk) == second), None)
        answers[key] = Answer(commune, village, str(place["village"]) if second == NEW else "")
    return answers, errors
