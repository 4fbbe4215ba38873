"""One certificate: what it says, what happened to it, its moves and prints."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.certificates.actions.change_members import change_members
from rasoat.web.certificates.actions.hand_out import hand_out
from rasoat.web.certificates.actions.print_papers import print_box, print_certificate
from rasoat.web.certificates.actions.reissue import reissue
from rasoat.web.certificates.actions.take_back import take_back
from rasoat.web.certificates.certificate_paper import with_all_parts
from rasoat.web.certificates.forms.steps import FORMS, SLUGS, StepForm
from rasoat.web.certificates.graphs import CERTIFICATE
from rasoat.web.certificates.holders import Holder, opened
from rasoat.web.certificates.models import Certificate
from rasoat.web.certificates.numbering import shown_code
from rasoat.web.certificates.places import may_issue
from rasoat.web.certificates.queries import certificates_seen_by
from rasoat.web.certificates.views.shared import pdf_answer
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import said, standard_name

_ICONS = {
    "hand_out": "check", "change": "pencil", "reissue": "copy", "recall": "undo-2", "void": "circle-x",
    "not_handed_out": "undo-2",
}  # fmt: skip


def _found(request: HttpRequest, public_id: uuid.UUID) -> Certificate:
    return get_object_or_404(with_all_parts(certificates_seen_by(acting_of(request))), public_id=public_id)


@signed_in
@require_GET
def certificate(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the paper says and what happened to it."""
    row = _found(request, public_id)
    acting = acting_of(request)
    may = may_issue(acting, row)
    context = {
        "row": row, "holder": _shown(acting, row), "standard": standard_name(row.standard_id), "may": may,
        "years": list(row.years.all()), "code": shown_code(row.code),
        "moves": [
            {"slug": slug, "label": CERTIFICATE.moves[move].label, "icon": _ICONS[move]}
            for slug, move in SLUGS.items() if may and CERTIFICATE.can(move, row.state)
        ],
        "events": [
            {"title": CERTIFICATE.moves[event.move].label, "when": event.happened_on, "icon": _ICONS[event.move],
             "text": " · ".join(part for part in (event.received_by, event.reason, event.document) if part),
             "who": event.entered_by.get_full_name() if event.entered_by else "",
             "paper": event.paper.name if event.paper else ""}
            for event in row.events.select_related("entered_by", "paper").order_by("-id")
        ],
        "successor": getattr(row, "replaced_by", None),
    }  # fmt: skip
    return render(request, "certificates/certificate.html", context)


def _shown(acting: Acting, row: Certificate) -> dict[str, Any]:
    """The holder for the screen; the number only with the right to see numbers, and then its last digits."""
    holder: Holder = opened(row)
    return {
        "head_name": holder.head_name, "ethnicity": holder.ethnicity, "address": holder.address,
        "number": f"•••••••••{holder.id_number[-3:]}" if holder.id_number else "",
        "members": [(person, said("relation", person.relation)) for person in holder.members],
        "may_print": may_issue(acting, row),
    }  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: uuid.UUID, slug: str) -> HttpResponse:
    """One move: its form, then the move."""
    row = _found(request, public_id)
    move = SLUGS.get(slug)
    if move is None:
        raise Http404
    acting_of(request).require(Capability.CERTIFICATE_ISSUE, row)
    form = FORMS[move](request.POST or None, request.FILES or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            after = _make(acting_of(request), row, move, form)
            messages.success(request, _("Đã ghi: %(move)s.") % {"move": CERTIFICATE.moves[move].label})
            return redirect("certificates:certificate", public_id=after.public_id)
        except RefusedError as refused:
            refuse(form, refused)
    context = {"row": row, "form": form, "move": CERTIFICATE.moves[move], "slug": slug}
    return render(request, "certificates/step.html", context, status=422 if form.errors else 200)


def _make(acting: Acting, row: Certificate, move: str, form: StepForm) -> Certificate:
    """Make the move; the paper to look at next."""
    told, version = form.step(), form.cleaned_data.get("version")
    match move:
        case "hand_out":
            hand_out(acting, row, told, version=version)
        case "change":
            change_members(acting, row, told, version=version)
        case "reissue":
            return reissue(acting, row, told, cause=form.cleaned_data["cause"], version=version)
        case _:
            take_back(acting, row, move, told, version=version)
    return row


@signed_in
@require_POST
def print_paper(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The paper as PDF."""
    row = _found(request, public_id)
    try:
        return pdf_answer(print_certificate(acting_of(request), row), f"giay-chung-nhan-{row.pk}.pdf")
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("certificates:certificate", public_id=public_id)


@signed_in
@require_POST
def print_year(request: HttpRequest, public_id: uuid.UUID, year: int) -> HttpResponse:
    """The box of one year, to be laid over the paper."""
    row = _found(request, public_id)
    try:
        return pdf_answer(print_box(acting_of(request), row, year), f"o-nam-{year}-{row.pk}.pdf")
    except RefusedError as refused:
        messages.error(request, str(refused))
        return redirect("certificates:certificate", public_id=public_id)
