"""Pages of exports."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.exchange.actions.order_export import order_export
from rasoat.web.exchange.forms import ExportForm
from rasoat.web.exchange.models import ImportState
from rasoat.web.exchange.queries import exports_seen_by, imports_seen_by, places_for
from rasoat.web.exchange.views.shared import tell
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import in_own_language


@signed_in
@require_http_methods(["GET", "POST"])
def export_list(request: HttpRequest) -> HttpResponse:
    """Own exports, and the form of a new one."""
    acting_of(request).require(Capability.EXPORT_RUN)
    done = imports_seen_by(acting_of(request)).filter(state=ImportState.DONE)[:20]
    origins = {f"same:{batch.pk}": batch for batch in done}
    form = ExportForm(
        request.POST or None, places=places_for(acting_of(request), Capability.EXPORT_RUN),
        origins=[(code, f"{batch.file.name} ({batch.created_at:%d/%m/%Y})") for code, batch in origins.items()],
        numbers=acting_of(request).policy.may(Capability.NUMBER_VIEW),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kind, _sep, rest = told["kind"].partition(":")
        try:
            export = order_export(
                acting_of(request),
                told["place"],
                kind,
                standard_id=told["standard"],
                profile=rest if kind == "profile" else "",
                with_numbers=bool(told.get("with_numbers")),
                origin=origins.get(told["kind"]),
            )
            return redirect("exchange:export", export_id=export.pk)
        except RefusedError as refused:
            tell(form, refused)
    page = Paginator(exports_seen_by(acting_of(request)), 25).get_page(request.GET.get("trang"))
    return render(request, "exchange/exports.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@signed_in
@require_GET
def export_page(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """One export: its progress, then its file."""
    export = get_object_or_404(exports_seen_by(acting_of(request)), pk=export_id)
    notes = [in_own_language(note) for note in export.notes]
    return render(request, "exchange/export.html", {"export": export, "job": export.job, "notes": notes})
