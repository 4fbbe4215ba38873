"""Denunciations: their own list, their own pages, seen by few."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.complaints.actions.receive import receive_denunciation
from rasoat.web.complaints.actions.step_denunciation import bar_account, step_denunciation
from rasoat.web.complaints.actions.unbar_account import unbar_account, why_not
from rasoat.web.complaints.forms import BarForm, DenunciationForm, MoveForm, UnbarForm
from rasoat.web.complaints.models import Denunciation
from rasoat.web.complaints.queries import barred_of, denunciations_seen_by, handlers_of
from rasoat.web.complaints.receipts import code_of
from rasoat.web.complaints.state_graphs import DENUNCIATION
from rasoat.web.complaints.telling import told_of
from rasoat.web.complaints.views.steps import events_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.views.common import commune_asked

PAGE = 50


@signed_in
@require_GET
def denunciations(request: HttpRequest) -> HttpResponse:
    """Those that the person may see."""
    acting = acting_of(request)
    acting.require(Capability.DENUNCIATION_HANDLE)
    page = Paginator(denunciations_seen_by(acting), PAGE).get_page(request.GET.get("trang"))
    rows = [{"row": row, "state": DENUNCIATION.states[row.state].label} for row in page]
    return render(request, "complaints/denunciations.html", {"page": page, "rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def new_denunciation(request: HttpRequest) -> HttpResponse:
    """Type one in. Whoever typed it in may not see it afterwards, when it is handled above."""
    acting = acting_of(request)
    acting.require(Capability.DENUNCIATION_HANDLE)
    commune, communes = commune_asked(request, Capability.DENUNCIATION_HANDLE)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DenunciationForm(*posted)
    if request.method == "POST" and form.is_valid():
        try:
            row, code = receive_denunciation(acting, form.draft(commune))
        except RefusedError as refused:
            refuse(form, refused)
        else:
            said = _("Đã tiếp nhận tố cáo %(number)s. Mã tra cứu trao cho người tố cáo: %(code)s")
            messages.success(request, said % {"number": row, "code": code})
            return redirect("complaints:denunciations")
    context = {"form": form, "commune": commune}
    return render(request, "complaints/new_denunciation.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def denunciation(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    """One denunciation."""
    return _page(request, _row(request, letter_id), MoveForm())


@signed_in
@require_POST
def step(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    """Make a move: its name comes with the button."""
    row, form, move = _row(request, letter_id), MoveForm(request.POST), request.POST.get("move", "")
    if move not in DENUNCIATION.moves:
        raise Http404
    if form.is_valid():
        told = form.cleaned_data
        try:
            step_denunciation(
                acting_of(request), row, move, on=told["happened_on"], note=told["reason"], version=told["version"]
            )
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi: %(move)s.") % {"move": DENUNCIATION.moves[move].label})
            return redirect("complaints:denunciation", letter_id=row.pk)
    return _page(request, row, form)


@signed_in
@require_POST
def bar(request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
    """From now on the account of somebody who is denounced sees nothing of it."""
    acting, row = acting_of(request), _row(request, letter_id)
    form = BarForm(request.POST, people=handlers_of(acting, row))
    if not form.is_valid():
        return _page(request, row, MoveForm(), bar_form=form)
    user = form.cleaned_data["user"]
    bar_account(acting, row, user)
    messages.success(request, _("Tài khoản %(name)s không còn thấy đơn này.") % {"name": user.full_name})
    return redirect("complaints:denunciation", letter_id=row.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def unbar(request: HttpRequest, letter_id: uuid.UUID, bar_id: int) -> HttpResponse:
    """Ask once more, with the reason, then let a barred account see the denunciation again."""
    acting, row = acting_of(request), _row(request, letter_id)
    barred = get_object_or_404(barred_of(row), pk=bar_id)
    form = UnbarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unbar_account(acting, barred, form.cleaned_data["why"], form.cleaned_data["reason"])
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Tài khoản %(name)s lại thấy đơn này.") % {"name": barred.user.full_name})
            return redirect("complaints:denunciation", letter_id=row.pk)
    context = {"row": row, "barred": barred, "form": form, "why_not": why_not(acting, barred)}
    return render(request, "complaints/unbar.html", context, status=422 if form.errors else 200)


def _row(request: HttpRequest, letter_id: uuid.UUID) -> Denunciation:
    return get_object_or_404(denunciations_seen_by(acting_of(request)).select_related("paper"), pk=letter_id)


def _page(request: HttpRequest, row: Denunciation, form: MoveForm, *, bar_form: BarForm | None = None) -> HttpResponse:
    form.fields["version"].initial = row.version
    acting = acting_of(request)
    people = handlers_of(acting, row)
    barred = barred_of(row).order_by("user__folded")
    context = {
        "row": row, "told": told_of(row), "code": code_of(row), "form": form,
        "steps": events_of(row, DENUNCIATION),
        "state": DENUNCIATION.states[row.state].label,
        "moves": [move for move in DENUNCIATION.moves.values() if row.state in move.sources],
        "barred": [{"row": one, "why_not": why_not(acting, one)} for one in barred],
        "bar_form": bar_form or (BarForm(people=people) if people.exists() else None),
    }  # fmt: skip
    wrong = form.errors or (bar_form is not None and bar_form.errors)
    return render(request, "complaints/denunciation.html", context, status=422 if wrong else 200)
