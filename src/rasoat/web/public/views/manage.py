"""For those who publish: results, switches, legal bases for names."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.look.refusals import RefusedError
from rasoat.web.public.actions.change_site import change_site
from rasoat.web.public.actions.names_basis import record_basis, withdraw_basis
from rasoat.web.public.actions.publish import publish, withdraw_publication
from rasoat.web.public.forms import NamesBasisForm, PublishForm, SwitchesForm
from rasoat.web.public.models import NamesBasis, Publication
from rasoat.web.public.queries import site_of
from rasoat.web.register.words import standard_name


@signed_in
@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """`?tinh=KEY`; the only province without it."""
    province = _province(request, request.GET.get("tinh", ""))
    return _page(request, province)


@signed_in
@require_POST
def publish_result(request: HttpRequest) -> HttpResponse:
    """Count and publish."""
    province = _province(request, request.POST.get("tinh", ""))
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            row = publish(acting_of(request), province, form.cleaned_data["year"], form.cleaned_data["standard_id"])
        except RefusedError as refused:
            refuse(form, refused)
        else:
            said = _("Đã công bố %(communes)s xã của năm %(year)s.")
            messages.success(request, said % {"communes": len(row.figures["rows"]), "year": row.year})
            return _back(province)
    return _page(request, province, publish_form=form)


@signed_in
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a result off the site."""
    row = get_object_or_404(_own(request, Publication.objects.select_related("province")), pk=pk)
    try:
        withdraw_publication(acting_of(request), row, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã rút kết quả khỏi trang công khai."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return _back(row.province)


@signed_in
@require_POST
def switches(request: HttpRequest) -> HttpResponse:
    """Switch parts on and off."""
    province = _province(request, request.POST.get("tinh", ""))
    form = SwitchesForm(request.POST)
    if form.is_valid():
        try:
            change_site(acting_of(request), province, **form.cleaned_data)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã đổi các mục của trang công khai."))
            return _back(province)
    return _page(request, province, switches_form=form)


@signed_in
@require_POST
def names_basis(request: HttpRequest) -> HttpResponse:
    """Record a legal basis for names."""
    province = _province(request, request.POST.get("tinh", ""))
    form = NamesBasisForm(request.POST, province=province)
    if form.is_valid():
        try:
            record_basis(acting_of(request), province, **form.cleaned_data)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã ghi căn cứ; tên hiện đến hết ngày đã ghi."))
            return _back(province)
    return _page(request, province, basis_form=form)


@signed_in
@require_POST
def end_basis(request: HttpRequest, pk: int) -> HttpResponse:
    """Take names off at once."""
    row = get_object_or_404(_own(request, NamesBasis.objects.select_related("province")), pk=pk)
    withdraw_basis(acting_of(request), row)
    messages.success(request, _("Đã rút tên khỏi mạng."))
    return _back(row.province)


def _own(request: HttpRequest, rows: Any) -> Any:
    return rows.filter(province__in=_provinces(request))


def _provinces(request: HttpRequest) -> Any:
    rows = Unit.objects.filter(alive(timezone.localdate()), level=Level.PROVINCE)
    return acting_of(request).policy.visible(Capability.PUBLISH, rows)


def _province(request: HttpRequest, key: str) -> Unit:
    """The province asked for, of those in which the person publishes. Raises `NotAllowedError`, `Http404`."""
    acting_of(request).require(Capability.PUBLISH)
    rows = _provinces(request).order_by("sort_key")
    found: Unit | None = (rows.filter(key=key) if key else rows).first()
    if found is None:
        raise Http404
    return found


def _back(province: Unit) -> HttpResponse:
    answer = redirect("public:manage")
    answer["Location"] += f"?tinh={province.key}"
    return answer


def _page(request: HttpRequest, province: Unit, **forms: Form) -> HttpResponse:
    site = site_of(province)
    told = {name: getattr(site, name) for name in ("threshold", "complaints", "applications", "document")}
    rows = Publication.objects.filter(province=province).select_related("published_by").order_by("-pk")[:50]
    today = timezone.localdate()
    bases = NamesBasis.objects.filter(province=province).select_related("commune").order_by("-pk")[:50]
    context = {
        "province": province, "provinces": list(_provinces(request).order_by("sort_key")[:70]),
        "rows": [
            {"row": row, "standard": standard_name(row.standard_id), "dialog": f"rut-{row.pk}"} for row in rows
        ],
        "bases": [
            {
                "row": row, "standard": standard_name(row.standard_id),
                "on": row.withdrawn_at is None and row.valid_from <= today <= row.valid_until,
            }
            for row in bases
        ],
        "publish_form": PublishForm(auto_id="cb_%s"), "switches_form": SwitchesForm(initial=told, auto_id="muc_%s"),
        "basis_form": NamesBasisForm(province=province, auto_id="ten_%s"), **forms,
    }  # fmt: skip
    wrong = any(form.errors for form in forms.values())
    return render(request, "public/manage.html", context, status=422 if wrong else 200)
