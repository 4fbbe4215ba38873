"""A request (Mẫu 01, Mẫu 04) online, where the province has opened that way."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.views_base import refuse
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.actions.receive_application import receive_online
from rasoat.web.public.forms import ApplicationForm
from rasoat.web.public.placing import commune_of, to_choose
from rasoat.web.public.queries import site_of
from rasoat.web.public.serving import limited, once, unindexed
from rasoat.web.reviews.models import RequestKind


@require_http_methods(["GET", "POST"])
@unindexed
@limited("application", 5, 3600)
def application(request: HttpRequest) -> HttpResponse:
    """Choose the commune, write, get a receipt."""
    commune = commune_of(request)
    if commune is None:
        return render(request, "public/choose.html", to_choose(request))
    assert commune.province is not None
    if not site_of(commune.province).applications:
        return render(request, "public/closed.html", {"commune": commune, "asking": True})
    form = ApplicationForm(
        request.POST if request.method == "POST" else None, commune=commune, initial={"once": uuid.uuid4().hex}
    )
    if request.method == "POST" and form.is_valid():
        try:
            code = once("application", form.cleaned_data["once"], lambda: _sent(form))
        except RefusedError as refused:
            refuse(form, refused)
        else:
            return render(request, "public/asked.html", {"commune": commune, "code": code})
    context = {"form": form, "commune": commune}
    return render(request, "public/application.html", context, status=422 if form.errors else 200)


def _sent(form: ApplicationForm) -> str:
    told = form.cleaned_data
    row = receive_online(
        form.commune, kind=RequestKind(told["kind"]), applicant=told["applicant"], reason=told["reason"],
        village=told["village"],
        details={"phone": told["phone"], "address": told["address"], "members": told["members"]},
    )  # fmt: skip
    return row.file_code
