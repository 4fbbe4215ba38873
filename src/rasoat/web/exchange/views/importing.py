"""Pages of one import from upload to result."""

import uuid
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.exchange import files
from rasoat.web.exchange.actions.confirm_import import ImportOptions, confirm_import
from rasoat.web.exchange.actions.drop_import import OPEN, drop_import
from rasoat.web.exchange.actions.start_import import start_import, twin_of
from rasoat.web.exchange.actions.undo_import import undo_import
from rasoat.web.exchange.forms import ConfirmForm, ReasonForm, UploadForm, day_of
from rasoat.web.exchange.models import Import, ImportState, Outcome
from rasoat.web.exchange.planning import fault_line, not_in_file
from rasoat.web.exchange.queries import imports_seen_by, places_for
from rasoat.web.exchange.read_job import TOLD
from rasoat.web.exchange.views.shared import seen, steps_of, tell
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import in_own_language

PAGE = 25
MOVING = frozenset({ImportState.READING, ImportState.WRITING, ImportState.UNDOING})


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Imports of the own area, and the ways to export and to settle opening figures."""
    may = acting_of(request).policy.may
    context = {
        "page": Paginator(imports_seen_by(acting_of(request)), PAGE).get_page(request.GET.get("trang")),
        "may_import": may(Capability.IMPORT_RUN), "may_export": may(Capability.EXPORT_RUN),
        "may_settle": may(Capability.OPENING_SETTLE) or may(Capability.OPENING_APPROVE),
    }  # fmt: skip
    return render(request, "exchange/home.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in."""
    acting_of(request).require(Capability.IMPORT_RUN)
    places = places_for(acting_of(request), Capability.IMPORT_RUN)
    initial = {"list_date": date.today(), "place": places[0] if places else None}  # noqa: DTZ011
    form = UploadForm(request.POST or None, request.FILES or None, places=places, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            batch = start_import(
                acting_of(request),
                told["place"],
                told["file"],
                list_date=told["list_date"],
                standard_id=told["standard"],
            )
            return redirect("exchange:import", batch_id=batch.pk)
        except RefusedError as refused:
            tell(form, refused)
    return render(request, "exchange/upload.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_GET
def batch_page(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """One import: what is asked for next, what was found, what was written.

    While a job works, the page asks again by itself; once it rests, the whole page is loaded anew.
    """
    batch = seen(request, batch_id)
    whole = not request.headers.get("HX-Request")
    moving = batch.state in MOVING
    if not whole and not moving:
        return HttpResponse(headers={"HX-Redirect": reverse("exchange:import", args=[batch.pk])})
    if batch.state == ImportState.MAPPING:
        return redirect("exchange:mapping", batch_id=batch.pk)
    if batch.state == ImportState.PLACES:
        return redirect("exchange:places", batch_id=batch.pk)
    context = {
        "batch": batch, "steps": steps_of(batch), "job": batch.job, "moving": moving, "can_drop": batch.state in OPEN,
        "outcomes": _outcomes(batch), "villages": _villages(batch),
        "missing": not_in_file(batch).count() if batch.state in {ImportState.READY, ImportState.DONE} else 0,
        "twin": twin_of(batch) if batch.state == ImportState.READY else None,
        "why": _why(batch),
        "may_undo": acting_of(request).policy.may(Capability.IMPORT_UNDO, batch.place),
    }  # fmt: skip
    return render(request, "exchange/import.html" if whole else "exchange/parts/status.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def confirm_page(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Say what kind of list it is, and order the writing."""
    batch = seen(request, batch_id)
    if batch.state != ImportState.READY:
        return redirect("exchange:import", batch_id=batch.pk)
    told = batch.counts.get("decision", {})
    signed_on = day_of(told.get("signed_on", ""))
    initial = {
        "signed": "0",
        "standard": batch.options.get("standard"),
        "year": (signed_on or batch.list_date).year,
        "decision_number": told.get("number", ""),
        "signed_on": signed_on,
        "effective_from": signed_on or batch.list_date,
    }
    form = ConfirmForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_import(
                acting_of(request),
                batch,
                ImportOptions(**{k: v for k, v in form.cleaned_data.items() if v is not None}),
            )
            return redirect("exchange:import", batch_id=batch.pk)
        except RefusedError as refused:
            tell(form, refused)
    context = {"batch": batch, "form": form, "steps": steps_of(batch), "outcomes": _outcomes(batch)}
    return render(request, "exchange/confirm.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def undo_page(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Take a whole import back."""
    batch = seen(request, batch_id)
    acting_of(request).require(Capability.IMPORT_UNDO, batch.place)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_import(acting_of(request), batch, reason=form.cleaned_data["reason"])
            return redirect("exchange:import", batch_id=batch.pk)
        except RefusedError as refused:
            tell(form, refused)
    return render(request, "exchange/undo.html", {"batch": batch, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def drop(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Leave an import that was not written."""
    batch = seen(request, batch_id)
    try:
        drop_import(acting_of(request), batch)
        messages.success(request, _("Đã bỏ lần nhập; tệp đã tải lên được xóa."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("exchange:home")


def _outcomes(batch: Import) -> list[dict[str, object]]:
    found = batch.counts.get("outcomes", {})
    return [{"code": code, "label": label, "count": found.get(code, 0)} for code, label in Outcome.choices]


def _why(batch: Import) -> str:
    """Why a file was refused, in the reader's language."""
    if batch.state != ImportState.REFUSED:
        return ""
    lines = [fault_line(fault) for fault in files.faults_kept(batch)[:TOLD]]
    of_the_file = batch.error == "\n".join(line["vi"] for line in lines)
    return "\n".join(map(in_own_language, lines)) if of_the_file else batch.error


def _villages(batch: Import) -> list[dict[str, object]]:
    found = batch.counts.get("villages", {})
    ids = {int(part) for place in found for part in place.split(":")}
    names = {unit.pk: unit.full_name for unit in Unit.objects.filter(pk__in=ids)}
    rows: list[dict[str, object]] = []
    for place, counts in found.items():
        commune, village = (int(part) for part in place.split(":"))
        row = {"commune": names.get(commune, _("Chưa rõ xã")), "village": names.get(village, _("Chưa rõ thôn"))}
        rows.append({**row, "counts": [counts.get(code, 0) for code, _label in Outcome.choices]})
    return sorted(rows, key=lambda row: (str(row["commune"]), str(row["village"])))
