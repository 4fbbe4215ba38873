"""Decisions of a round: drawing them up, number and day, the second person, refusals answered."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.areas.models import Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.boundaries.reach import acting_there, require_change
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.answer_refusal import answer_refusal
from rasoat.web.reviews.actions.confirm_decision import confirm_decision
from rasoat.web.reviews.actions.correct_number import correct_number
from rasoat.web.reviews.actions.prepare_decision import prepare_decision
from rasoat.web.reviews.actions.sign_decision import sign_decision
from rasoat.web.reviews.actions.withdraw_draft import withdraw_draft
from rasoat.web.reviews.deciding import kind_of, reason_of
from rasoat.web.reviews.forms.later import AnswerForm, DecisionForm, SignForm
from rasoat.web.reviews.forms.sent_once import CLIENT_KEY, posted_key
from rasoat.web.reviews.models import DecidedCase, DecidedKind, Result, RoundDecision
from rasoat.web.reviews.once import AlreadyDoneError
from rasoat.web.reviews.signing import decisions_seen_by, lines_seen_by, results_of, to_sign, why_unusual
from rasoat.web.reviews.state_graphs import DECISION
from rasoat.web.reviews.views.later_common import help_on, place_or_404, standards_of
from rasoat.web.reviews.views.shared import already

WHY = {
    "departs": gettext_lazy("khác loại dự kiến"), "relative": gettext_lazy("rà soát viên khai là người thân"),
    "complaint": gettext_lazy("đã phúc tra"), "unlocked": gettext_lazy("phiếu đã mở khóa lại"),
    "contradicted": gettext_lazy("phiếu có chỉ số trái với thông tin đã khai"),
}  # fmt: skip


@signed_in
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, round_id: int, key: str) -> HttpResponse:
    """Choose standard and villages, look through the refusals, and draw the lists up."""
    acting = acting_of(request)
    place = place_or_404(request, round_id, key)
    acting.require(Capability.DECISION_PREPARE, place.commune)
    own = whole_predecessors({place.commune_id})
    old = RoundDecision.objects.filter(round=place.round, commune__in=own, state="confirmed").order_by("pk")
    villages = Unit.objects.filter(pk__in=place.round.villages.filter(commune=place.commune).values("village"))
    form = DecisionForm(
        request.POST or None, standards=[code for code, _name in standards_of(place.round)], old=old,
        villages=[(unit.pk, unit.full_name) for unit in villages.order_by("sort_key", "pk")],
    )  # fmt: skip
    ready = list(
        Result.objects.filter(round=place.round, commune=place.commune, state="ready")
        .select_related("case__village", "assessment")
        .order_by("standard_id", "case__village__sort_key", "case__number")
    )
    refused = [row for row in ready if kind_of(row) == DecidedKind.REFUSED]
    if request.method == "POST" and form.is_valid():
        typed = {row.case_id: request.POST.get(f"reason-{row.case_id}", "") for row in refused}
        try:
            row = prepare_decision(acting, place.round, place.commune, form.plan(typed))
        except AlreadyDoneError as done:
            return already(request, done, "reviews:decision", done.record_id)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã lập danh sách trình ký."))
            return redirect("reviews:decision", decision_id=row.pk)
    context = {
        "place": place, "form": form, "ready": len(ready), "help": help_on(place.round, "decision"),
        "refused": [
            {"row": row, "standard": standard_name(row.standard_id),
             "reason": request.POST.get(f"reason-{row.case_id}") or reason_of(row)}
            for row in refused
        ],
    }  # fmt: skip
    return render(request, "reviews/decision_new.html", context, status=422 if form.errors else 200)


def _seen(request: HttpRequest, decision_id: int) -> RoundDecision:
    rows = decisions_seen_by(acting_of(request)).select_related("round__province", "commune", "paper", "corrects")
    found: RoundDecision = get_object_or_404(rows, pk=decision_id)
    return found


@signed_in
@require_GET
def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision: its lists, what is unusual, and what is to be done with it."""
    row = _seen(request, decision_id)
    return render(request, "reviews/decision.html", _context(request, row, SignForm(decision=row)))


@signed_in
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Type in number and day."""
    acting = acting_of(request)
    row = _seen(request, decision_id)
    require_change(acting, Capability.DECISION_SIGN, row.commune)
    if request.method != "POST":
        return redirect("reviews:decision", decision_id=row.pk)
    form = SignForm(request.POST, request.FILES, decision=row)
    if form.is_valid():
        try:
            sign_decision(acting, row, form.signature())
        except AlreadyDoneError as done:
            return already(request, done, "reviews:decision", done.record_id)
        except RefusedError as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Đã nhập số, ngày ký; chờ người thứ hai xác nhận."))
            return redirect("reviews:decision", decision_id=row.pk)
    return render(request, "reviews/decision.html", _context(request, row, form), status=422)


def _deed(
    request: HttpRequest, decision_id: int, done: str, act: Callable[[Acting, RoundDecision, uuid.UUID | None], Any]
) -> HttpResponse:
    row = _seen(request, decision_id)
    try:
        act(acting_of(request), row, posted_key(request.POST))
        messages.success(request, done)
    except AlreadyDoneError as before:
        messages.success(request, str(before))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("reviews:decision", decision_id=decision_id)


@signed_in
@require_POST
def number(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Open number and day again."""
    reason = request.POST.get("reason", "")
    done = _("Nhập lại số, ngày ký.")
    return _deed(
        request, decision_id, done, lambda acting, row, key: correct_number(acting, row, reason=reason, key=key)
    )


@signed_in
@require_POST
def confirm(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The second person confirms."""
    return _deed(
        request,
        decision_id,
        _("Quyết định đã có hiệu lực."),
        lambda acting, row, key: confirm_decision(acting, row, key=key),
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Take it back."""
    reason = request.POST.get("reason", "")
    done = _("Đã rút; các hộ chờ lập lại.")
    return _deed(
        request, decision_id, done, lambda acting, row, key: withdraw_draft(acting, row, reason=reason, key=key)
    )


@signed_in
@require_POST
def answer(request: HttpRequest, decision_id: int, line_id: int) -> HttpResponse:
    """The day on which a refusal was answered in writing."""
    row = _seen(request, decision_id)
    line = get_object_or_404(DecidedCase.objects.select_related("decision__commune"), decision=row, pk=line_id)
    require_change(acting_of(request), Capability.DECISION_PREPARE, row.commune)
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            answer_refusal(acting_of(request), line, form.cleaned_data["answered_on"])
            messages.success(request, _("Đã ghi ngày trả lời."))
        else:
            messages.error(request, " ".join(map(str, form.errors["answered_on"])))
    except RefusedError as refused:
        messages.error(request, str(refused))
    return redirect("reviews:decision", decision_id=decision_id)


@signed_in
@require_GET
def to_sign_page(request: HttpRequest) -> HttpResponse:
    """What waits for the chair."""
    acting = acting_of(request)
    acting.require(Capability.DECISION_CONFIRM)
    rows = [
        {"told": each, "standard": standard_name(each.decision.standard_id),
         "state": DECISION.states[each.decision.state].label,
         "exceptions": [(line, [WHY[code] for code in why]) for line, why in each.exceptions]}
        for each in to_sign(acting)
    ]  # fmt: skip
    return render(request, "reviews/to_sign.html", {"rows": rows})


def _context(request: HttpRequest, row: RoundDecision, form: SignForm) -> dict[str, Any]:
    acting = acting_of(request)
    may = acting_there(acting, row.commune).policy.may
    lines = list(lines_seen_by(acting, row).order_by("case__village__sort_key", "case__number"))
    results = results_of(row)
    told: list[dict[str, Any]] = []
    for line in lines:
        result = results.get((line.case_id, row.standard_id))
        why = [WHY[code] for code in why_unusual(line, result)] if result else []
        told.append({"line": line, "opening": result.opening_class if result else "", "why": why})
    return {
        "decision": row, "standard": standard_name(row.standard_id), "form": form,
        "state": DECISION.states[row.state].label,
        "lists": [
            (label, [each for each in told if each["line"].kind == kind]) for kind, label in DecidedKind.choices
        ],
        "may_sign": row.state == "prepared" and may(Capability.DECISION_SIGN, row.commune),
        "may_correct": row.state == "signed" and may(Capability.DECISION_SIGN, row.commune),
        "may_confirm": row.state == "signed" and may(Capability.DECISION_CONFIRM, row.commune),
        "may_withdraw": row.state in {"prepared", "signed"} and may(Capability.DECISION_PREPARE, row.commune),
        "keys": [{"name": CLIENT_KEY, "value": uuid.uuid4()}],
        "may_answer": row.state == "confirmed" and may(Capability.DECISION_PREPARE, row.commune),
        "help": help_on(row.round, "decision"),
    }  # fmt: skip
