"""Single confirmations: find the household, choose the purpose, print."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.certificates.actions.confirm_status import confirm_status, listed_lines
from rasoat.web.certificates.actions.print_confirmation import print_confirmation
from rasoat.web.certificates.actions.void_confirmation import void_confirmation
from rasoat.web.certificates.confirmation_paper import content_of, purpose_words
from rasoat.web.certificates.forms.confirm import ConfirmForm
from rasoat.web.certificates.models import Confirmation
from rasoat.web.certificates.numbering import shown_code
from rasoat.web.certificates.queries import confirmations_seen_by
from rasoat.web.certificates.views.shared import pdf_answer
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.register.search.list_form import read_list
from rasoat.web.register.views.common import household_or_404, living_of
from rasoat.web.register.words import standard_name

SHOWN = 12
LATEST = 10
NUMBER_LEFT_OUT = "bo-so"


@signed_in
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find the household; a single one is opened at once. An identity number is posted, never in the address."""
    acting = acting_of(request)
    acting.require(Capability.CERTIFICATE_ISSUE)
    asked, _form = read_list(acting, request.POST if request.method == "POST" else request.GET)
    if request.method == "GET" and asked.wanted.private:
        return redirect(f"{request.path}?{NUMBER_LEFT_OUT}=1")
    useful = bool(asked.wanted.words or asked.wanted.number)
    rows = list(asked.page(SHOWN).rows) if useful else []
    if len(rows) == 1:
        return redirect("certificates:confirm", code=rows[0].household.code)
    context = {
        "rows": rows, "q": "" if asked.wanted.private else asked.wanted.text, "searched": useful,
        "private_address": NUMBER_LEFT_OUT in request.GET, "latest": list(confirmations_seen_by(acting)[:LATEST]),
    }  # fmt: skip
    answer = render(request, "certificates/confirm_search.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a household, then its paper."""
    home = household_or_404(request, code)
    acting = acting_of(request)
    acting.require(Capability.CERTIFICATE_ISSUE, home)
    lines = listed_lines(acting, home)
    form = ConfirmForm(
        request.POST or None, members=living_of(home), may_number=acting.policy.may(Capability.NUMBER_VIEW, home),
        standards=[(standard, standard_name(standard)) for standard in lines], initial=_signer_before(home),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            row = confirm_status(acting, home, form.wish())
            return redirect("certificates:confirmation", public_id=row.public_id)
        except RefusedError as refused:
            refuse(form, refused)
    context = {
        "home": home, "form": form,
        "lines": [{"standard": standard_name(standard), "line": line} for standard, line in lines.items()],
    }  # fmt: skip
    return render(request, "certificates/confirm.html", context, status=422 if form.errors else 200)


def _signer_before(home: Household) -> dict[str, Any]:
    """Who signed last in the commune: the same person signs most of them."""
    last = Confirmation.objects.filter(commune=home.commune_id).order_by("-on", "-id").first()
    if last is None:
        return {}
    return {"signer": last.signer, "signer_form": last.signer_form, "signer_post": last.signer_post}


@signed_in
@require_GET
def confirmation(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A confirmation that was written: to print, or to void."""
    row = get_object_or_404(confirmations_seen_by(acting_of(request)), public_id=public_id)
    content = content_of(row)
    number = content.pop("so_dinh_danh", "")
    context = {
        "row": row, "content": content, "number": f"•••••••••{number[-3:]}" if number else "",
        "purpose": purpose_words(row), "code": shown_code(row.code), "standard": standard_name(row.standard_id),
    }  # fmt: skip
    return render(request, "certificates/confirmation.html", context)


@signed_in
@require_POST
def confirmation_print(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The paper as PDF."""
    row = get_object_or_404(confirmations_seen_by(acting_of(request)), public_id=public_id)
    try:
        return pdf_answer(print_confirmation(acting_of(request), row), f"giay-xac-nhan-{row.pk}.pdf")
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("certificates:confirmation", public_id=public_id)


@signed_in
@require_POST
def confirmation_void(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Void a confirmation written by mistake."""
    row = get_object_or_404(confirmations_seen_by(acting_of(request)), public_id=public_id)
    try:
        void_confirmation(acting_of(request), row, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã hủy; mã trên giấy không còn kiểm tra được."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("certificates:confirmation", public_id=public_id)
