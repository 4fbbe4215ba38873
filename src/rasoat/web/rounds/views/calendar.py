"""The calendar of a year: days off, days worked instead, and the office's corrections."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.add_day_change import add_day_change
from rasoat.web.rounds.actions.withdraw_day_change import withdraw_day_change
from rasoat.web.rounds.calendar_page import day_lines, month_lines
from rasoat.web.rounds.drafts import FIRST_YEAR, LAST_YEAR
from rasoat.web.rounds.forms import DayChangeForm
from rasoat.web.rounds.models import DayChange
from rasoat.web.rounds.reach import may_change_calendar, require_calendar
from rasoat.web.rounds.views.finding import NATION, first_province, seen_province
from rasoat.web.rounds.working_days import swaps_known


@signed_in
@require_safe
def calendar_home(request: HttpRequest) -> HttpResponse:
    """To the calendar of the own province."""
    province = first_province(request)
    if province is None:
        raise Http404
    return redirect("rounds:calendar", key=province.key)


@signed_in
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """A year of a province (`ca-nuoc`: of the country). `nam`: the year."""
    province = _place(request, key)
    acting = acting_of(request)
    year = _year(request.GET.get("nam", ""), acting.today().year)
    may = may_change_calendar(acting, province)
    form = DayChangeForm(request.POST or None)
    if request.method == "POST":
        require_calendar(acting, province)
        if form.is_valid():
            told = form.cleaned_data
            try:
                row = add_day_change(
                    acting, province, told["day"], works=told["works"], name=told["name"], document=told["document"]
                )
            except RefusedError as refused:
                refuse(form, refused)
            else:
                messages.success(request, _("Đã ghi vào lịch."))
                return redirect(f"{reverse('rounds:calendar', args=[key])}?nam={row.day.year}")
    return render(request, "rounds/calendar.html", {
        "province": province, "key": key, "year": year, "lines": day_lines(province, year),
        "months": month_lines(province, year), "known": swaps_known(year), "form": form if may else None,
        "own": province.pk if province else None,
        "before": year - 1 if year > FIRST_YEAR else None, "after": year + 1 if year < LAST_YEAR else None,
    }, status=422 if form.errors else 200)  # fmt: skip


@signed_in
@require_POST
def withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take one correction back."""
    province = _place(request, key)
    require_calendar(acting_of(request), province)
    same = Q(province=province) if province is not None else Q(province__isnull=True)
    row = get_object_or_404(DayChange.objects.filter(same).select_related("province"), pk=pk)
    try:
        withdraw_day_change(acting_of(request), row)
        messages.success(request, _("Đã rút. Ngày này lại theo lịch chung."))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('rounds:calendar', args=[key])}?nam={row.day.year}")


def _place(request: HttpRequest, key: str) -> Unit | None:
    if key != NATION:
        return seen_province(request, key)
    if not acting_of(request).policy.may(Capability.ROUND_VIEW):
        raise Http404
    return None


def _year(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR else usual
