"""Households that go from one commune to another: the requests, asking, and answering."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.ask_handover import ask_handover
from rasoat.web.register.actions.hand_over import hand_over
from rasoat.web.register.actions.refuse_handover import refuse_handover
from rasoat.web.register.actions.withdraw_handover import withdraw_handover
from rasoat.web.register.forms.handover import AskHandoverForm, HandOverForm
from rasoat.web.register.handovers import seen_by, sees_any
from rasoat.web.register.models import Handover, HandoverState
from rasoat.web.register.views.common import commune_asked

PAGE = 30
CLOSED = (HandoverState.DONE, HandoverState.REFUSED, HandoverState.WITHDRAWN)


@signed_in
@require_GET
def handovers(request: HttpRequest) -> HttpResponse:
    """Requests of both sides, newest first; `?muc=xong`: those that are answered."""
    acting = acting_of(request)
    if not sees_any(acting):
        raise NotAllowedError(_("Tài khoản này không có quyền làm việc đó ở đơn vị này."))
    closed = request.GET.get("muc") == "xong"
    rows = seen_by(acting).filter(state__in=CLOSED if closed else (HandoverState.OPEN,))
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    tabs = [
        {"label": _("Chờ trả lời"), "url": "?muc=cho", "current": not closed},
        {"label": _("Đã xong"), "url": "?muc=xong", "current": closed},
    ]
    context = {
        "page": page, "rows": [_sides(request, row) for row in page], "tabs": tabs,
        "may_ask": acting.policy.may(Capability.HOUSEHOLD_EDIT),
    }  # fmt: skip
    return render(request, "register/handovers.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a household, by a number or by code and name; nothing of it is shown."""
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_EDIT)
    commune, communes = commune_asked(request, Capability.HOUSEHOLD_EDIT)
    if commune is None:
        return render(request, "register/choose_commune.html", {"communes": communes})
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AskHandoverForm(*posted, commune=commune)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            row = ask_handover(
                acting, commune, told["village"], form.occasion(), number=told["number"], code=told["code"],
                head_name=told["head_name"], address=told["address"],
            )  # fmt: skip
        except RefusedError as refused:
            refuse(form, refused)
        else:
            said = _("Hộ đang có tên ở %(commune)s. Đã gửi đề nghị; khi xã ấy xác nhận, hộ sẽ sang xã bạn.")
            messages.success(request, said % {"commune": row.commune.full_name})
            return redirect("register:handover", handover_id=row.pk)
    context = {"commune": commune, "form": form}
    return render(request, "register/handover_ask.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """One request; the side that asked sees only where the household stands."""
    return _page(request, _row(request, handover_id))


@signed_in
@require_POST
def answer(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Hand over, refuse, or take the request back."""
    row = _row(request, handover_id)
    acting, reason = acting_of(request), request.POST.get("reason", "")
    form = None
    try:
        match request.POST.get("viec", ""):
            case "ban-giao":
                acting.require(Capability.HOUSEHOLD_EDIT, row.household)
                form = HandOverForm(request.POST, request.FILES)
                if not form.is_valid():
                    return _page(request, row, form)
                hand_over(acting, row, form.occasion(), version=form.cleaned_data["version"])
                said = _("Đã bàn giao hộ cho %(commune)s.") % {"commune": row.to_commune.full_name}
            case "tu-choi":
                refuse_handover(acting, row, reason=reason)
                said = _("Đã từ chối; xã kia thấy lý do.")
            case "rut":
                withdraw_handover(acting, row, reason=reason)
                said = _("Đã rút đề nghị.")
            case _other:
                raise Http404
    except RefusedError as refused:
        if form is None:
            messages.error(request, str(refused))
            return redirect("register:handover", handover_id=handover_id)
        refuse(form, refused)
        return _page(request, row, form)
    messages.success(request, said)
    return redirect("register:handover", handover_id=handover_id)


def _row(request: HttpRequest, handover_id: int) -> Handover:
    row = seen_by(acting_of(request)).filter(pk=handover_id).first()
    if row is None:
        raise Http404
    return row


def _sides(request: HttpRequest, row: Handover) -> dict[str, Any]:
    """The request as this person sees it: where the household stands, whether it is seen, what may be done."""
    policy, is_open = acting_of(request).policy, row.state == HandoverState.OPEN
    return {
        "row": row, "is_open": is_open, "stands_in": row.household.commune if is_open else row.commune,
        "seen": policy.may(Capability.HOUSEHOLD_VIEW, row.household),
        "may_answer": is_open and policy.may(Capability.HOUSEHOLD_EDIT, row.household),
        "may_withdraw": is_open and policy.may(Capability.HOUSEHOLD_EDIT, row.to_commune),
    }  # fmt: skip


def _page(request: HttpRequest, row: Handover, form: HandOverForm | None = None) -> HttpResponse:
    context = _sides(request, row)
    if context["may_answer"]:
        told = {"on": row.on, "reason": row.reason, "document": row.document, "version": row.household.version}
        context["form"] = form or HandOverForm(initial=told)
    return render(request, "register/handover.html", context, status=422 if form and form.errors else 200)
