"""Typing in a complaint or proposal that came to the office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.forms import ComplaintForm
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.views.common import commune_asked


@signed_in
@require_http_methods(["GET", "POST"])
def new_complaint(request: HttpRequest) -> HttpResponse:
    """The form, then the receipt."""
    acting = acting_of(request)
    acting.require(Capability.COMPLAINT_HANDLE)
    commune, communes = commune_asked(request, Capability.COMPLAINT_HANDLE)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ComplaintForm(*posted, commune=commune)
    if request.method == "POST" and form.is_valid():
        try:
            row, _code = receive_complaint(acting, form.draft())
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã tiếp nhận đơn %(number)s. In phiếu hẹn cho người gửi.") % {"number": row})
            return redirect("complaints:complaint", letter_id=row.pk)
    context = {"form": form, "commune": commune}
    return render(request, "complaints/new.html", context, status=422 if form.errors else 200)
