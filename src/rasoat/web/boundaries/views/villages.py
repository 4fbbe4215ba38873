"""Villages of a commune: add, merge, end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Level
from rasoat.web.areas.queries import villages
from rasoat.web.boundaries.actions.add_village import add_village
from rasoat.web.boundaries.actions.end_village import end_village
from rasoat.web.boundaries.actions.merge_villages import merge_villages
from rasoat.web.boundaries.forms import EndForm, MergeVillagesForm, UnitNameForm, refuse
from rasoat.web.boundaries.views.finding import seen_unit
from rasoat.web.look.refusals import RefusedError


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, key: str) -> HttpResponse:
    """A new village."""
    commune = seen_unit(request, key, Level.COMMUNE)
    acting_of(request).require(Capability.VILLAGE_EDIT, commune)
    form = UnitNameForm(request.POST or None, level=Level.VILLAGE, needed=False)
    del form.fields["area"]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            village = add_village(
                acting_of(request), commune, given["name"], given["kind"], on=given["on"], document=given["document"]
            )
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã thêm %(village)s.") % {"village": village})
            return redirect("boundaries:add_village", key=commune.key)
    return _page(request, commune, form, _("Thêm thôn"), _("Ngày và văn bản ghi khi biết. Mã thôn do phần mềm đặt."))


@signed_in
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, key: str) -> HttpResponse:
    """Villages that become one."""
    commune = seen_unit(request, key, Level.COMMUNE)
    acting_of(request).require(Capability.VILLAGE_EDIT, commune)
    there = list(villages(commune, acting_of(request).today()))
    form = MergeVillagesForm(request.POST or None, villages=there)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = [village for village in there if str(village.pk) in given["villages"]]
        try:
            new = merge_villages(
                acting_of(request), chosen, given["name"], given["kind"], on=given["on"], document=given["document"]
            )
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(
                request, _("Đã nhập các thôn thành %(village)s; các hộ đã sang thôn mới.") % {"village": new}
            )
            return redirect("boundaries:unit", key=commune.key)
    return _page(request, commune, form, _("Nhập thôn"), _("Các hộ sang thôn mới; số liệu cũ ở lại với thôn cũ."))


@signed_in
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: str) -> HttpResponse:
    """The end of a village without households."""
    village = seen_unit(request, key, Level.VILLAGE)
    acting_of(request).require(Capability.VILLAGE_EDIT, village)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ended = end_village(acting_of(request), village, **form.cleaned_data)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã kết thúc %(village)s.") % {"village": ended})
            return redirect("boundaries:unit", key=ended.key)
    return _page(request, village, form, _("Kết thúc thôn"), _("Chỉ khi thôn không còn hộ nào. Số liệu cũ giữ nguyên."))


def _page(request: HttpRequest, unit: Any, form: Any, title: str, lead: str) -> HttpResponse:
    return render(
        request, "boundaries/form.html",
        {"unit": unit, "form": form, "title": title, "lead": lead, "keep": f"thon-{unit.key}"},
        status=422 if form.errors else 200,
    )  # fmt: skip
