"""Pages for provinces and the nation: sums of provinces, thresholds, households with people of merit."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_choices, standard_name
from rasoat.web.reporting.actions.set_threshold import set_threshold
from rasoat.web.reporting.forms import NationForm, ThresholdForm
from rasoat.web.reporting.models import NtmThreshold, ReportKind
from rasoat.web.reporting.queries import merit_counts, merit_households, nation

PAGE = 50


@signed_in
@require_GET
def nation_page(request: HttpRequest) -> HttpResponse:
    """Report 1 summed over the provinces' approved reports."""
    acting = acting_of(request)
    if not any(grant.level == "nation" for grant in acting.policy.holding(Capability.ROUND_VIEW)):
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))
    usual = {"loai": ReportKind.OFFICIAL.value, "nam": str(acting.today().year), "chuan": "national_2022"}
    form = NationForm({**usual, **{name: value for name, value in request.GET.items() if name in usual}})
    said = form.cleaned_data if form.is_valid() else None
    found = nation(acting, said["loai"], said["nam"], said["chuan"]) if said else None
    return render(request, "reporting/nation.html", {"form": form, "found": found})


@signed_in
@require_http_methods(["GET", "POST"])
def thresholds(request: HttpRequest) -> HttpResponse:
    """Thresholds of the poverty criterion: those set, and the form of another."""
    acting = acting_of(request)
    acting.require(Capability.PARAMETER_SET)
    condition = acting.policy.condition(Capability.PARAMETER_SET, deepest="commune")
    own = acting.policy.condition(Capability.PARAMETER_SET, unit_rows=True)
    places = Unit.objects.filter(alive(acting.today()), level__in=(Level.PROVINCE, Level.COMMUNE))
    assert condition is not None
    assert own is not None
    form = ThresholdForm(request.POST or None, places=places.filter(condition | own).order_by("-level", "sort_key"))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            set_threshold(
                acting, said["place"], said["standard"], basis=said["basis"], most=int(said["most"] * 100),
                document=said["document"], valid_from=said["valid_from"],
            )  # fmt: skip
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã đặt ngưỡng."))
            return redirect("reporting:thresholds")
    kept = NtmThreshold.objects.select_related("province", "commune", "set_by").order_by("-pk")
    page = Paginator(acting.policy.visible(Capability.PARAMETER_SET, kept), PAGE).get_page(request.GET.get("trang"))
    rows = [{"row": row, "standard": standard_name(row.standard_id), "percent": row.most / 100} for row in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "reporting/thresholds.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def merit(request: HttpRequest) -> HttpResponse:
    """Poor and near-poor households with people of merit, for the province."""
    acting = acting_of(request)
    acting.require(Capability.PATTERN_VIEW)
    asked = request.GET.get("chuan", "")
    standard_id = asked if asked in dict(standard_choices()) else "national_2022"
    rows = merit_households(acting, standard_id)
    page = Paginator(rows.select_related("commune", "village"), PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "counts": merit_counts(rows), "standard": standard_name(standard_id)}
    return render(request, "reporting/merit.html", context)
