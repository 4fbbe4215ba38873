"""The households of an import one by one, what is not in the file, and the faults."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rasoat.survey.text import fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.exchange import files
from rasoat.web.exchange.actions.choose_row import choose_row, draft_of
from rasoat.web.exchange.comparing import HEALTH, Live, load_live
from rasoat.web.exchange.field_names import field_name
from rasoat.web.exchange.models import Import, ImportRow, Outcome
from rasoat.web.exchange.planning import not_in_file
from rasoat.web.exchange.views.shared import seen, steps_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import in_own_language
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.words import HEALTH_WORDS, said

PAGE = 50
_WORDS = {
    HEALTH: gettext_lazy("Thông tin sức khỏe thay đổi"),
    "member": gettext_lazy("Thêm thành viên"),
    "old_id": gettext_lazy("Số CMND"),
    "village": gettext_lazy("Thôn"),
}


@signed_in
@require_GET
def row_list(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Households of one outcome, with what would change or why not."""
    batch = seen(request, batch_id)
    outcome = request.GET.get("loai", "")
    outcome = outcome if outcome in Outcome.values else _first(batch)
    rows = batch.rows.filter(outcome=outcome).select_related("commune", "village", "household").order_by("number")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    acting = acting_of(request)
    for row in page.object_list:
        row.batch = batch
        row.shown = _shown(acting, row, row.told())  # type: ignore[attr-defined]
    found = batch.counts.get("outcomes", {})
    tabs = [
        {"label": label, "url": f"?loai={code}", "current": code == outcome, "count": found.get(code, 0)}
        for code, label in Outcome.choices
    ]
    context = {"batch": batch, "page": page, "tabs": tabs, "outcome": outcome, "steps": steps_of(batch)}
    return render(request, "exchange/rows.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def row_page(request: HttpRequest, batch_id: uuid.UUID, number: int) -> HttpResponse:
    """One household of the file beside those of the register that it may be."""
    batch = seen(request, batch_id)
    row = get_object_or_404(batch.rows.select_related("commune", "village", "household"), number=number)
    row.batch = batch
    if request.method == "POST":
        try:
            choose_row(acting_of(request), row, request.POST.get("answer", ""))
            following = batch.rows.filter(outcome=Outcome.ASK, number__gt=number).order_by("number").first()
            messages.success(request, _("Đã ghi lựa chọn."))
            if following is not None:
                return redirect("exchange:row", batch_id=batch.pk, number=following.number)
            return redirect(f"{reverse('exchange:rows', args=[batch.pk])}?loai={Outcome.ASK}")
        except RefusedError as refused:
            messages.error(request, str(refused))
    told = row.told()
    candidates = []
    if told.get("candidates") and row.commune is not None:
        draft = draft_of(batch, row)
        live = load_live(told["candidates"])
        candidates = [
            {"home": live[pk].home, "rows": _beside(draft, live[pk])} for pk in told["candidates"] if pk in live
        ]
    context = {
        "batch": batch,
        "row": row,
        "candidates": candidates,
        "faults": [in_own_language(line) for line in told.get("faults", [])],
        "why": told.get("why", ""),
        "differences": _shown(acting_of(request), row, told),
    }
    return render(request, "exchange/row.html", context)


@signed_in
@require_GET
def missing_list(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Living households of the communes of the file that it does not name: nothing happens to them."""
    batch = seen(request, batch_id)
    homes = not_in_file(batch).select_related("commune", "village")
    page = Paginator(homes, PAGE).get_page(request.GET.get("trang"))
    return render(request, "exchange/missing.html", {"batch": batch, "page": page})


@signed_in
@require_GET
def fault_page(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Every fault of the file: where, what, what next; and the marked copy."""
    batch = seen(request, batch_id)
    faults = files.faults_kept(batch)
    faults.sort(key=lambda fault: (fault.severity != "error", fault.place.sheet, fault.place.row or 0))
    page = Paginator(faults, PAGE).get_page(request.GET.get("trang"))
    return render(request, "exchange/faults.html", {"batch": batch, "page": page})


def _first(batch: Import) -> str:
    """The outcome that wants attention most."""
    found = batch.counts.get("outcomes", {})
    return next(
        (code for code in (Outcome.ASK, Outcome.REFUSED, Outcome.CHANGE, Outcome.ADD) if found.get(code)), Outcome.SAME
    )


def _shown(acting: Acting, row: ImportRow, told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The differences of a row in words; of health facts their values only for those who may see them."""
    may_health = row.commune is not None and acting.policy.may(Capability.HEALTH_VIEW, row.commune)
    return [_in_words(item, may_health=may_health) for item in told.get("differences", [])]


def _in_words(item: Mapping[str, Any], *, may_health: bool) -> dict[str, Any]:
    name = str(item["what"])
    label = _WORDS.get(name) or field_name(name)
    if name != HEALTH:
        return {**item, "label": label, "has_values": True}
    before, after = (_health_words(item[side]) if may_health else "" for side in ("before", "after"))
    return {"label": label, "who": item["who"], "before": before, "after": after, "has_values": may_health}


def _health_words(facts: Mapping[str, Any]) -> str:
    return "; ".join(f"{HEALTH_WORDS.get(name, name)}: {said(name, value)}" for name, value in facts.items())


def _beside(draft: HouseholdDraft, live: Live) -> list[dict[str, object]]:
    """The two households line by line."""
    people = sorted(f"{member.full_name} ({member.birth_year or '?'})" for member in draft.members)
    held = sorted(f"{member.full_name} ({member.birth_year or '?'})" for member in live.members)
    numbers = sorted(f"…{member.personal_id[-3:]}" for member in draft.members if member.personal_id)
    held_numbers = sorted(f"…{row.tail}" for rows in live.numbers.values() for row in rows)
    pairs = [
        (_("Chủ hộ"), draft.head_name or (draft.members[0].full_name if draft.members else ""), live.home.head_name),
        (
            _("Thôn"),
            draft.village.full_name if draft.village else "",
            live.home.village.full_name if live.home.village else "",
        ),
        (_("Thành viên"), ", ".join(people), ", ".join(held)),
        (_("Số định danh (3 số cuối)"), ", ".join(numbers), ", ".join(held_numbers)),
        (_("Địa chỉ"), draft.permanent_address, live.home.permanent_address),
    ]
    return [
        {"label": label, "left": left, "right": right, "differs": fold(left) != fold(right)}
        for label, left, right in pairs
    ]
