"""Complaints, proposals and denunciations from anybody, and their state by the code of the receipt."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.views_base import refuse
from rasoat.web.areas.models import Unit
from rasoat.web.complaints.actions.receive import receive_public_complaint, receive_public_denunciation
from rasoat.web.complaints.models import Complaint, Denunciation
from rasoat.web.complaints.receipts import standing_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.forms import LookUpForm, PublicComplaintForm, PublicDenunciationForm, PublicLetterForm
from rasoat.web.public.placing import commune_of, to_choose
from rasoat.web.public.queries import site_of
from rasoat.web.public.serving import limited, once, unindexed

HOUR = 3600
Receive = Callable[[Any], tuple[Complaint | Denunciation, str]]


@require_http_methods(["GET", "POST"])
@unindexed
@limited("letter", 10, HOUR)
def complaint(request: HttpRequest) -> HttpResponse:
    """Choose the commune, write, get a receipt."""
    return _letter(request, PublicComplaintForm, receive_public_complaint, "public/complaint.html")


@require_http_methods(["GET", "POST"])
@unindexed
@limited("letter", 10, HOUR)
def denunciation(request: HttpRequest) -> HttpResponse:
    """As above, apart: who sends it is kept even closer."""
    return _letter(request, PublicDenunciationForm, receive_public_denunciation, "public/denunciation.html")


@require_http_methods(["GET", "POST"])
@unindexed
@limited("look-up", 30, 600)
def look_up(request: HttpRequest) -> HttpResponse:
    """Where a letter stands. The code is posted, so that it stands in no address and no log."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = standing_of(form.cleaned_data["code"])
        if found is None:
            form.add_error("code", _("Không có đơn nào mang mã này. Xem lại từng chữ trên giấy tiếp nhận."))
    return render(request, "public/look_up.html", {"form": form, "found": found}, status=422 if form.errors else 200)


def _letter(request: HttpRequest, kind: type[PublicLetterForm], receive: Receive, template: str) -> HttpResponse:
    commune = commune_of(request)
    if commune is None:
        return render(request, "public/choose.html", to_choose(request))
    assert commune.province is not None
    if not site_of(commune.province).complaints:
        return render(request, "public/closed.html", {"commune": commune})
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = kind(*posted, commune=commune, initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        try:
            told = once(template, form.cleaned_data["once"], lambda: _sent(form, receive))
        except RefusedError as refused:
            refuse(form, refused)
        else:
            return _receipt(request, commune, told)
    context = {"form": form, "commune": commune}
    return render(request, template, context, status=422 if form.errors else 200)


def _sent(form: PublicLetterForm, receive: Receive) -> str:
    """The receipt, as it is kept for a form that is posted again."""
    row, code = receive(form.draft())  # type: ignore[attr-defined]
    return json.dumps({"code": code, "number": str(row) if isinstance(row, Complaint) else ""})


def _receipt(request: HttpRequest, commune: Unit, told: str) -> HttpResponse:
    return render(request, "public/receipt.html", {"commune": commune, **json.loads(told)})
