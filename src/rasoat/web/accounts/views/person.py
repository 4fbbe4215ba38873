"""The page of one person, and what an administrator does there."""

import uuid
from collections.abc import Callable
from typing import cast

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.assign_role import assign_role
from rasoat.web.accounts.actions.deactivate import deactivate, reactivate
from rasoat.web.accounts.actions.edit_person import edit_person
from rasoat.web.accounts.actions.end_assignment import end_assignment, may_end
from rasoat.web.accounts.actions.end_exception import end_exception
from rasoat.web.accounts.actions.end_sessions import end_sessions
from rasoat.web.accounts.actions.grant_exception import grant_exception, may_grant_exception
from rasoat.web.accounts.actions.issue_token import revoke_token
from rasoat.web.accounts.actions.print_codes import print_codes
from rasoat.web.accounts.actions.reissue_slip import reissue_slip
from rasoat.web.accounts.actions.remove_factor import reset_factors
from rasoat.web.accounts.actions.revoke_invitation import revoke_invitation
from rasoat.web.accounts.actions.unlock import unlock
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.forms import ExceptionForm, PersonForm, RoleForm
from rasoat.web.accounts.granting import grantable_roles, may_manage, require_manage
from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.picker import UnitPicker
from rasoat.web.accounts.policy import in_force
from rasoat.web.accounts.queries import people_visible
from rasoat.web.accounts.sessions import sessions_of
from rasoat.web.accounts.strength import has_second_factor
from rasoat.web.accounts.views.factors import codes_sheet
from rasoat.web.accounts.views.invitations import slip
from rasoat.web.accounts.views_base import acting_of, refuse, signed_in
from rasoat.web.accounts.whole import whole
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.queries import trail_of
from rasoat.web.look.refusals import RefusedError


def found(request: HttpRequest, public_id: uuid.UUID) -> User:
    """The person, if in my area; 404 otherwise, 403 where I may not look at accounts at all."""
    acting = acting_of(request)
    acting.require(Capability.ACCOUNT_VIEW)
    return get_object_or_404(people_visible(acting), public_id=public_id)


@signed_in
def detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Roles, slips, second factor, sessions and exceptions of a person."""
    acting, person = acting_of(request), found(request, public_id)
    manage = may_manage(acting, person)
    rows = person.assignments.select_related("unit__parent", "delegated_from__user").order_by("ended_at", "-pk")
    live = set(Assignment.objects.filter(in_force(acting.today()), user=person).values_list("pk", flat=True))
    failures = (
        AccessAttempt.objects.filter(username=person.username).aggregate(sum=Sum("failures_since_start"))["sum"] or 0
    )
    return render(
        request,
        "accounts/person.html",
        {
            "account": person,
            "manage": manage,
            "roles": [
                {"row": row, "live": row.pk in live, "may_end": row.pk in live and may_end(acting, row)} for row in rows
            ],
            "invitation": person.invitations.filter(used_at=None, revoked_at=None, expires_at__gt=acting.now()).first(),
            "waiting": not person.has_usable_password(),
            "has_factor": has_second_factor(person),
            "sessions": sessions_of(person) if manage else [],
            "tokens": person.tokens.filter(revoked_at=None, expires_at__gt=acting.now()) if manage else [],
            **_exceptions(acting, person),
            "may_except": _units_for_exception(acting, person) != [],
            "may_assign": bool(grantable_roles(acting)),
            "locked": failures >= settings.AXES_FAILURE_LIMIT,
        },
    )


def _exceptions(acting: Acting, person: User) -> dict[str, object]:
    """The exceptions of a person, the newest first, and what the ledger says of them."""
    rows = list(person.duty_exceptions.select_related("unit", "granted_by", "ended_by").order_by("-pk"))
    return {
        "exceptions": [
            {
                "row": row,
                "dialog": f"ngoai-le-{row.pk}",
                "roles": " + ".join(str(Role(role).label) for role in row.duties.split("+")),
                "over": row.ended_at is None and row.valid_until < acting.today(),
                "may_end": row.ended_at is None
                and row.valid_until >= acting.today()
                and may_grant_exception(acting, person, row.unit),
            }
            for row in rows
        ],
        "trail": trail_of(rows[0], also=rows[1:]) if rows else [],
        "may_read_ledger": acting.policy.may(Capability.LEDGER_READ),
    }


@signed_in
def edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Correct the name, position or telephone number."""
    acting, person = acting_of(request), found(request, public_id)
    require_manage(acting, person)
    initial = {"full_name": person.full_name, "position": person.position, "phone": person.phone}
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_person(acting, person, **form.cleaned_data)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("accounts:person", public_id=public_id)
    return render(
        request, "accounts/person_form.html", {"form": form, "account": person, "heading": _("Sửa thông tin")}
    )


@signed_in
def assign(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Give one more role."""
    acting, person = acting_of(request), found(request, public_id)
    acting.require(Capability.ACCOUNT_INVITE)
    form = RoleForm(acting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            assign_role(acting, person, **form.cleaned_data)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect("accounts:person", public_id=public_id)
    return render(
        request, "accounts/person_form.html", {"form": form, "account": person, "heading": _("Giao thêm vai trò")}
    )


@signed_in
def exception(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Record an exception from duties kept apart."""
    acting, person = acting_of(request), found(request, public_id)
    acting.require(Capability.EXCEPTION_GRANT)
    form = ExceptionForm(request.POST or None, initial={"valid_from": acting.today()})
    picker = cast("UnitPicker", form.fields["unit"].widget)
    picker.units, picker.search = _units_for_exception(acting, person), False
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            grant_exception(acting, person, roles=frozenset(data.pop("duties").split("+")), **data)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi ngoại lệ kiêm nhiệm."))
            return redirect("accounts:person", public_id=public_id)
    return render(
        request, "accounts/person_form.html", {"form": form, "account": person, "heading": _("Ghi ngoại lệ kiêm nhiệm")}
    )


def _units_for_exception(acting: Acting, person: User) -> list[Unit | None]:
    """Units where the person holds a role and I may grant exceptions; never for myself."""
    if acting.user is not None and acting.user.pk == person.pk:
        return []
    held = Assignment.objects.filter(in_force(acting.today()), user=person).values("unit")
    rows = acting.policy.visible(Capability.EXCEPTION_GRANT, Unit.objects.filter(pk__in=held))
    return list(rows.select_related("parent"))


@signed_in
@never_cache
@require_POST
def deed(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One press of a button on the page of a person: `viec` says which."""
    person = found(request, public_id)
    act = DEEDS.get(request.POST.get("viec", ""), _unknown)
    try:
        answer = act(request, acting_of(request), person)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:person", public_id=public_id)
    if isinstance(answer, HttpResponse):
        return answer
    messages.success(request, answer)
    return redirect("accounts:person", public_id=public_id)


def _unknown(request: HttpRequest, acting: Acting, person: User) -> str:  # noqa: ARG001
    raise RefusedError(_("Không rõ phải làm việc gì."), remedy=_("Tải lại trang rồi bấm lại."))


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")[:500]


def _new_slip(request: HttpRequest, acting: Acting, person: User) -> HttpResponse:
    return slip(request, *reissue_slip(acting, person, reason=_reason(request)))


def _revoke_slip(request: HttpRequest, acting: Acting, person: User) -> str:
    row = get_object_or_404(person.invitations, pk=whole(request.POST.get("invitation")))
    revoke_invitation(acting, row, reason=_reason(request))
    return _("Đã thu hồi phiếu mời.")


def _deactivate(request: HttpRequest, acting: Acting, person: User) -> str:
    deactivate(acting, person, reason=_reason(request))
    return _("Đã ngừng tài khoản; mọi phiên đăng nhập đã kết thúc.")


def _reactivate(request: HttpRequest, acting: Acting, person: User) -> str:
    reactivate(acting, person, reason=_reason(request))
    return _("Đã mở lại tài khoản.")


def _unlock(request: HttpRequest, acting: Acting, person: User) -> str:  # noqa: ARG001
    unlock(acting, person)
    return _("Đã mở khóa đăng nhập.")


def _end_sessions(request: HttpRequest, acting: Acting, person: User) -> str:
    count = end_sessions(
        acting,
        person,
        only=whole(request.POST["session"]) if "session" in request.POST else None,
        reason=_reason(request),
    )
    return _("Đã kết thúc %(count)s phiên.") % {"count": count}


def _end_role(request: HttpRequest, acting: Acting, person: User) -> str:
    row = get_object_or_404(person.assignments, pk=whole(request.POST.get("role")))
    end_assignment(acting, row, reason=_reason(request))
    return _("Đã kết thúc vai trò.")


def _end_exception(request: HttpRequest, acting: Acting, person: User) -> str:
    row = get_object_or_404(
        person.duty_exceptions.select_related("user", "unit"), pk=whole(request.POST.get("ngoai-le"))
    )
    ended = end_exception(acting, row, reason=_reason(request))
    if not ended:
        return _("Đã chấm dứt ngoại lệ kiêm nhiệm.")
    return _("Đã chấm dứt ngoại lệ kiêm nhiệm; vai trò kết thúc theo: %(roles)s.") % {
        "roles": ", ".join(str(Role(role.role).label) for role in ended)
    }


def _print_codes(request: HttpRequest, acting: Acting, person: User) -> HttpResponse:
    fresh = print_codes(acting, person, reason=_reason(request))
    return codes_sheet(request, person, fresh, own=False)


def _reset_factors(request: HttpRequest, acting: Acting, person: User) -> str:
    reset_factors(acting, person, reason=_reason(request))
    return _("Đã bỏ xác thực hai lớp; lần đăng nhập sau người này đặt lại.")


def _revoke_token(request: HttpRequest, acting: Acting, person: User) -> str:
    row = get_object_or_404(person.tokens, pk=whole(request.POST.get("token")))
    revoke_token(acting, row, reason=_reason(request))
    return _("Đã thu hồi mã truy cập.")


DEEDS: dict[str, Callable[[HttpRequest, Acting, User], HttpResponse | str]] = {
    "phieu-moi": _new_slip,
    "thu-hoi-phieu": _revoke_slip,
    "ngung": _deactivate,
    "mo-lai": _reactivate,
    "mo-khoa": _unlock,
    "ket-thuc-phien": _end_sessions,
    "ket-thuc-vai-tro": _end_role,
    "cham-dut-ngoai-le": _end_exception,
    "in-ma-giay": _print_codes,
    "bo-xac-thuc": _reset_factors,
    "thu-hoi-ma": _revoke_token,
}
