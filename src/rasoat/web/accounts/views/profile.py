"""The own account: what one may do, password, sessions."""

from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from rasoat.web.accounts.actions.change_password import change_password
from rasoat.web.accounts.actions.edit_person import edit_person
from rasoat.web.accounts.actions.end_sessions import end_sessions
from rasoat.web.accounts.forms import ChangePasswordForm, OwnProfileForm
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import in_force
from rasoat.web.accounts.sessions import sessions_of
from rasoat.web.accounts.strength import has_second_factor, is_strong, mark_strong
from rasoat.web.accounts.views_base import acting_of, person_of, refuse, signed_in
from rasoat.web.accounts.whole import whole
from rasoat.web.look.refusals import RefusedError


@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here, my roles, and the doors to everything about my account."""
    acting, person = acting_of(request), person_of(request)
    form = OwnProfileForm(request.POST or None, initial={"position": person.position, "phone": person.phone})
    if request.method == "POST" and form.is_valid():
        try:
            edit_person(acting, person, full_name=person.full_name, **form.cleaned_data)
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("accounts:profile")
    roles = (
        Assignment.objects.filter(in_force(acting.today()), user=person)
        .select_related("unit__parent", "delegated_from__user")
        .order_by("pk")
    )
    return render(
        request,
        "accounts/profile.html",
        {"form": form, "roles": roles, "has_factor": has_second_factor(person)},
    )


@signed_in
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change the password, by will or because it must be done first. Other sessions end."""
    acting, person = acting_of(request), person_of(request)
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="change_password", user=person):
            form.add_error("current", _("Thử quá nhiều lần. Chờ một phút rồi thử lại."))
        else:
            strong = is_strong(request.session, person)
            try:
                changed = change_password(
                    acting,
                    form.cleaned_data["current"],
                    form.cleaned_data["password1"],
                    keep_session=request.session.session_key or "",
                )
            except RefusedError as refusal:
                refuse(form, refusal)
            else:
                _go_on(request, changed, strong=strong)
                messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
                return redirect("accounts:profile")
    return render(request, "accounts/password.html", {"form": form, "forced": person.must_change_password})


def _go_on(request: HttpRequest, person: User, *, strong: bool) -> None:
    """Keep this session under a new key, in the list of sessions too."""
    old = request.session.session_key
    update_session_auth_hash(request, person)
    if strong:
        mark_strong(request.session, person)
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; end one session, or all others."""
    acting, person = acting_of(request), person_of(request)
    here = request.session.session_key or ""
    if request.method == "POST":
        only = whole(request.POST["session"]) if "session" in request.POST else None
        count = end_sessions(acting, person, only=only, keep_session=here)
        messages.success(request, _("Đã kết thúc %(count)s phiên.") % {"count": count})
        return redirect("accounts:sessions")
    rows = [{"row": row, "here": row.session_key == here} for row in sessions_of(person)]
    return render(request, "accounts/sessions.html", {"sessions": rows})
