"""Accept an invitation: the page that the QR code of a slip opens."""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from rasoat.web.accounts.actions.accept_invitation import accept_invitation, open_invitation
from rasoat.web.accounts.forms import NewPasswordForm
from rasoat.web.accounts.lockout import locked_page
from rasoat.web.accounts.views_base import acting_of, refuse
from rasoat.web.look.refusals import RefusedError

LIMIT = {"accept": "20/m/ip"}


@never_cache
def by_hand(request: HttpRequest) -> HttpResponse:
    """Type the code of a slip where the QR code cannot be read."""
    code = "".join(letter for letter in request.GET.get("code", "") if letter.isalnum() or letter == "-")
    if code:
        return redirect("accounts:accept", code=code)
    return render(request, "accounts/accept_by_hand.html")


@never_cache
@sensitive_post_parameters()
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Set the password with the code of a slip, then sign in with it. Guessing is slowed down."""
    if not ratelimit.consume(request, app="rasoat", action="accept", config=LIMIT, limit_get=True):
        return locked_page(request)
    acting = acting_of(request)
    try:
        person = open_invitation(acting, code).user
    except RefusedError as refusal:
        return render(request, "accounts/accept_refused.html", {"refusal": refusal}, status=410)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(acting, code, form.cleaned_data["password1"])
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            get_adapter(request).logout(request)
            messages.success(request, _("Đã đặt mật khẩu. Đăng nhập bằng tên %(name)s.") % {"name": person.username})
            return redirect("account_login")
    return render(request, "accounts/accept.html", {"form": form, "newcomer": person})
