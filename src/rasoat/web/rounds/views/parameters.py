"""The first-day checklist and one parameter of it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rasoat.law.procedure import Procedure
from rasoat.law.procedure.words import say
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.law import book, site_law
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.set_parameter import Word, set_parameter
from rasoat.web.rounds.checklist import check_line, check_lines, procedures_on, waiting
from rasoat.web.rounds.forms import ParameterForm
from rasoat.web.rounds.law import procedure_name, words
from rasoat.web.rounds.models import ParameterValue
from rasoat.web.rounds.office_law import office_tables
from rasoat.web.rounds.value_fields import typed_value
from rasoat.web.rounds.views.finding import first_province, seen_province


@signed_in
@require_safe
def checklist_home(request: HttpRequest) -> HttpResponse:
    """To the checklist of the own province."""
    province = first_province(request)
    if province is None:
        raise Http404
    return redirect("rounds:checklist", key=province.key)


@signed_in
@require_safe
def checklist(request: HttpRequest, key: str) -> HttpResponse:
    """Every parameter of the procedures in use today: what waits for the province's word first."""
    province = seen_province(request, key)
    today = acting_of(request).today()
    parts = []
    for item in procedures_on(today):
        lines, use = check_lines(province, item, today), item.use_on(today)
        parts.append({
            "procedure": item, "name": procedure_name(item.id), "lines": lines, "waiting": waiting(lines),
            "settled": sum(line.setting.confirmed for line in lines),
            "weak_use": use.note if use is not None and use.mark.needs_office else "",
        })  # fmt: skip
    return render(request, "rounds/checklist.html", {
        "province": province, "parts": parts, "office_law": site_law(), "tables": office_tables(),
        "may_set": acting_of(request).policy.may(Capability.PARAMETER_SET, province),
    })  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def parameter(request: HttpRequest, key: str, procedure_id: str, name: str) -> HttpResponse:
    """One parameter: where it comes from, what it governs, the province's word, and its history."""
    province = seen_province(request, key)
    found = _procedure(procedure_id)
    if name not in found.parameters:
        raise Http404
    acting = acting_of(request)
    today = acting.today()
    line = check_line(province, found, name, today)
    may = acting.policy.may(Capability.PARAMETER_SET, province)
    initial = typed_value(line.setting.value) | {"valid_from": date(today.year, 1, 1)}
    form = ParameterForm(
        request.POST or None, parameter=line.setting.parameter, on=today, has_default=bool(line.default),
        initial=initial,
    )  # fmt: skip
    if request.method == "POST":
        acting.require(Capability.PARAMETER_SET, province)
        if form.is_valid() and _settle(request, province, found, name, form):
            messages.success(request, _("Đã ghi ý kiến của tỉnh về “%(name)s”.") % {"name": line.name})
            return redirect("rounds:checklist", key=province.key)
    return render(request, "rounds/parameter.html", {
        "province": province, "procedure": found, "procedure_name": procedure_name(found.id), "line": line,
        "form": form if may else None, "history": _history(province, found, name),
        "keep": f"tham-so-{province.key}-{name}",
    }, status=422 if form.errors else 200)  # fmt: skip


def _settle(request: HttpRequest, province: Unit, found: Procedure, name: str, form: ParameterForm) -> bool:
    told = form.cleaned_data
    try:
        set_parameter(
            acting_of(request), province, found.id, name, Word(told["word"]), valid_from=told["valid_from"],
            value=form.plain(), document=told["document"], note=told["note"],
        )  # fmt: skip
    except RefusedError as refused:
        refuse(form, refused)
        return False
    return True


def _procedure(procedure_id: str) -> Procedure:
    found = book().procedures.get(procedure_id)
    if found is None:
        raise Http404
    return found


def _history(province: Unit, found: Procedure, name: str) -> list[dict[str, object]]:
    """What the province said, newest first."""
    item = found.parameters[name]
    rows = ParameterValue.objects.filter(province=province, procedure_id=found.id, key=name)
    lines: list[dict[str, object]] = []
    for row in rows.select_related("confirmed_by").order_by("-id"):
        value = _("để trống") if row.value is None else words(say(item, item.read(row.value)))
        text = "; ".join(filter(None, (row.document, row.note)))
        who = row.confirmed_by.get_full_name() if row.confirmed_by else ""
        title = _("%(value)s, từ %(day)s") % {"value": value, "day": f"{row.valid_from:%d/%m/%Y}"}
        lines.append({"title": title, "when": row.confirmed_at, "text": text, "who": who, "icon": "check"})
    return lines
