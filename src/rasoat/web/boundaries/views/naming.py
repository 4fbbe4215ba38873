"""Rename a unit from a day on, or correct a name that had been wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.actions.correct_unit import correct_unit
from rasoat.web.boundaries.actions.rename_unit import rename_unit
from rasoat.web.boundaries.forms import CorrectForm, UnitNameForm, refuse
from rasoat.web.boundaries.reach import require_name
from rasoat.web.boundaries.views.finding import seen_unit
from rasoat.web.look.refusals import RefusedError


@signed_in
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, key: str) -> HttpResponse:
    """A new name by a document."""
    unit = _editable(request, key)
    form = UnitNameForm(request.POST or None, level=unit.level, initial={"kind": unit.kind, "name": unit.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_unit(acting_of(request), unit, **form.cleaned_data)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã đổi tên. Tên cũ còn trên bản đồ cũ."))
            return redirect("boundaries:unit", key=unit.key)
    return render(request, "boundaries/form.html", {
        "unit": unit, "form": form, "title": _("Đổi tên, đổi loại"), "keep": f"doi-ten-{unit.key}",
        "lead": _("Dùng khi văn bản đổi tên hoặc loại. Hộ không phải chuyển; số liệu các năm trước giữ tên cũ."),
    }, status=422 if form.errors else 200)  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """The right name."""
    unit = _editable(request, key)
    form = CorrectForm(request.POST or None, level=unit.level, initial={"kind": unit.kind, "name": unit.name})
    if request.method == "POST" and form.is_valid():
        try:
            correct_unit(acting_of(request), unit, **form.cleaned_data)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã sửa. Nhật ký giữ tên đã ghi trước đó."))
            return redirect("boundaries:unit", key=unit.key)
    return render(request, "boundaries/form.html", {
        "unit": unit, "form": form, "title": _("Sửa lỗi ghi tên"), "keep": f"sua-ten-{unit.key}",
        "lead": _("Dùng khi tên hoặc loại đã ghi sai từ đầu. Đổi tên theo văn bản thì dùng Đổi tên."),
    }, status=422 if form.errors else 200)  # fmt: skip


def _editable(request: HttpRequest, key: str) -> Unit:
    unit = seen_unit(request, key)
    require_name(acting_of(request), unit)
    return unit
