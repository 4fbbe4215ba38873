"""The page on which a province says how its certificates look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.certificates.actions.set_layout import set_layout
from rasoat.web.certificates.forms.layout import LayoutForm
from rasoat.web.certificates.layouts import Layout, layout_of
from rasoat.web.certificates.models import CertificateLayout
from rasoat.web.certificates.overprint import overprint_pdf, trial_sheet
from rasoat.web.certificates.views.shared import pdf_answer
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_choices, standard_name

USUAL = "national_2022"


def _asked(request: HttpRequest) -> tuple[Unit, Layout]:
    """The first province of the person, and the layout of the standard asked for. Raises `NotAllowedError`."""
    acting = acting_of(request)
    acting.require(Capability.TEMPLATE_EDIT)
    provinces = Unit.objects.filter(level=Level.PROVINCE, valid_until__isnull=True).order_by("sort_key")
    province = acting.policy.visible(Capability.TEMPLATE_EDIT, provinces).first()
    if province is None:
        raise NotAllowedError(_("Mẫu giấy chứng nhận do quản trị tỉnh đặt."))
    asked = (request.POST if request.method == "POST" else request.GET).get("chuan", "")
    known = [code for code, _name in standard_choices()]
    return province, layout_of(province, asked if asked in known else USUAL)


@signed_in
@require_http_methods(["GET", "POST"])
def layout_page(request: HttpRequest) -> HttpResponse:
    """Year boxes and their places; every change is a new row with its document."""
    province, layout = _asked(request)
    form = LayoutForm(request.POST or None, layout=layout)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            row = set_layout(
                acting_of(request), province, told["standard"], first_year=told["first_year"], boxes=told["boxes"],
                suffix=told["suffix"], document=told["document"], places=form.places(),
            )  # fmt: skip
            messages.success(request, _("Đã đặt mẫu giấy chứng nhận."))
            return redirect(f"{reverse('certificates:layout')}?chuan={row.standard_id}")
        except RefusedError as refused:
            refuse(form, refused)
    rows = CertificateLayout.objects.filter(province=province).select_related("set_by").order_by("-id")[:20]
    context = {
        "province": province, "form": form, "layout": layout, "standard": standard_name(layout.standard_id),
        "history": [{"row": row, "standard": standard_name(row.standard_id)} for row in rows],
    }  # fmt: skip
    return render(request, "certificates/layout.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def layout_test(request: HttpRequest) -> HttpResponse:
    """A page with every box filled, to be held against an empty certificate."""
    _province, layout = _asked(request)
    if not layout.boxes:
        messages.error(request, _("Đặt số ô năm trước rồi in thử."))
        return redirect("certificates:layout")
    return pdf_answer(overprint_pdf([trial_sheet(layout)]), "thu-vi-tri.pdf")
