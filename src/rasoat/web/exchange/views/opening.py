"""Pages of opening settlements."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.exchange.actions.approve_opening import approve_opening
from rasoat.web.exchange.actions.opening import Figures, begin_opening, take_from_decision, type_figures
from rasoat.web.exchange.actions.prepare_opening import prepare_opening
from rasoat.web.exchange.actions.reopen_opening import reopen_opening
from rasoat.web.exchange.forms import OpeningForm
from rasoat.web.exchange.models import OpeningLine, OpeningSettlement, OpeningState
from rasoat.web.exchange.queries import places_for, settlements_seen_by
from rasoat.web.exchange.views.shared import tell
from rasoat.web.ledger.heads import head_line
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name


@signed_in
@require_http_methods(["GET", "POST"])
def opening_list(request: HttpRequest) -> HttpResponse:
    """Settlements of the own area, and the form that begins one."""
    places = places_for(acting_of(request), Capability.OPENING_SETTLE)
    form = None
    if places:
        today = acting_of(request).today()
        form = OpeningForm(request.POST or None, places=places, initial={"year": today.year, "on": today})
        if request.method == "POST" and form.is_valid():
            told = form.cleaned_data
            try:
                row = begin_opening(
                    acting_of(request),
                    told["commune"],
                    year=told["year"],
                    standard_id=told["standard"],
                    on=told["on"],
                    decision=told["decision"],
                )
                return redirect("exchange:opening", pk=row.pk)
            except RefusedError as refused:
                tell(form, refused)
    rows = list(settlements_seen_by(acting_of(request))[:100])
    for row in rows:
        row.standard = standard_name(row.standard_id)  # type: ignore[attr-defined]
    status = 422 if form is not None and form.errors else 200
    return render(request, "exchange/openings.html", {"rows": rows, "form": form}, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def opening_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of one settlement: figures and reasons by village and class."""
    row = _seen(request, pk)
    if request.method == "POST":
        try:
            type_figures(acting_of(request), row, _typed(request, row))
            messages.success(request, _("Đã lưu bảng đối chiếu."))
        except RefusedError as refused:
            messages.error(request, str(refused))
        return redirect("exchange:opening", pk=row.pk)
    return render(request, "exchange/opening.html", _context(request, row))


@signed_in
@require_POST
def opening_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take figures from decisions, hand in, approve, reopen."""
    row = _seen(request, pk)
    try:
        match step:
            case "lay-so":
                found = take_from_decision(acting_of(request), row)
                messages.success(request, _("Đã lấy số của {count} hộ từ quyết định năm trước.").format(count=found))
            case "trinh":
                prepare_opening(acting_of(request), row)
                messages.success(request, _("Đã trình bảng để duyệt."))
            case "duyet":
                approve_opening(acting_of(request), row)
                messages.success(request, _("Đã chốt số đầu kỳ."))
            case "mo-lai":
                reopen_opening(acting_of(request), row, reason=request.POST.get("reason", ""))
                messages.success(request, _("Đã mở lại bảng."))
            case _:
                raise BadRequest(step)
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("exchange:opening", pk=row.pk)


@signed_in
@require_GET
def opening_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet for signature, A4."""
    row = _seen(request, pk)
    return render(request, "exchange/opening_print.html", {**_context(request, row), "head": head_line(row.commune)})


def _seen(request: HttpRequest, pk: int) -> OpeningSettlement:
    return get_object_or_404(settlements_seen_by(acting_of(request)), pk=pk)


def _context(request: HttpRequest, row: OpeningSettlement) -> dict[str, object]:
    may = acting_of(request).policy.may
    lines = list(row.lines.select_related("village").order_by("village__sort_key", "-household_class"))
    is_open = row.state == OpeningState.OPEN
    return {
        "row": row, "lines": lines, "totals": [_total(lines, kind) for kind in ("poor", "near_poor")],
        "waiting": sum(not line.is_settled for line in lines), "is_open": is_open,
        "can_type": is_open and may(Capability.OPENING_SETTLE, row.commune),
        "can_approve": row.state == OpeningState.PREPARED and may(Capability.OPENING_APPROVE, row.commune),
        "can_reopen": (row.state == OpeningState.PREPARED and may(Capability.OPENING_SETTLE, row.commune))
                      or (not is_open and may(Capability.OPENING_APPROVE, row.commune)),
    }  # fmt: skip


def _total(lines: list[OpeningLine], kind: str) -> dict[str, object]:
    """Sums of a class over the villages; a sum with a missing figure is missing too, never less."""
    own = [line for line in lines if line.household_class == kind]
    names = ("decided_households", "decided_persons", "held_households", "held_persons")
    columns = {name: [getattr(line, name) for line in own] for name in names}
    sums = {name: None if None in column else sum(column) for name, column in columns.items()}
    return {"household_class": kind, **sums}


def _typed(request: HttpRequest, row: OpeningSettlement) -> dict[int, Figures]:
    found = {}
    for line in row.lines.select_related("village"):
        numbers = []
        for name in ("homes", "people"):
            text = request.POST.get(f"{name}-{line.pk}", "").replace(".", "").strip()
            if text and not (text.isdecimal() and len(text) < 8):
                raise RefusedError(
                    _("Dòng %(value)s: “%(text)s” không phải là số.")
                    % {"value": line.village or _("chưa rõ thôn"), "text": text},
                    remedy=_("Nhập số nguyên, hoặc để trống."),
                    field=f"{name}-{line.pk}",
                )
            numbers.append(int(text) if text else None)
        found[line.pk] = Figures(numbers[0], numbers[1], request.POST.get(f"reason-{line.pk}", ""))
    return found
