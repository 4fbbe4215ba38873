"""The second factor: authenticator application, passkey, printed codes."""

import json
from collections.abc import Sequence
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rasoat.web.accounts.actions.add_passkey import add_passkey
from rasoat.web.accounts.actions.print_codes import print_codes
from rasoat.web.accounts.actions.remove_factor import remove_factor
from rasoat.web.accounts.actions.set_up_totp import set_up_totp
from rasoat.web.accounts.forms import ConfirmedForm
from rasoat.web.accounts.models import User
from rasoat.web.accounts.qr import qr_svg
from rasoat.web.accounts.strength import has_second_factor, mark_strong
from rasoat.web.accounts.views_base import acting_of, person_of, reader_language, signed_in
from rasoat.web.accounts.whole import whole
from rasoat.web.look.refusals import RefusedError


class TotpForm(ConfirmedForm, ActivateTOTPForm):
    """The first code of an application that has just been bound."""

    field_order = ("code", "current")
    code = forms.CharField(
        label=gettext_lazy("Mã đang hiện trên ứng dụng"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasskeyForm(ConfirmedForm):
    """The answer of the browser to the challenge of this session."""

    name = forms.CharField(
        label=gettext_lazy("Đặt tên cho khóa"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ: điện thoại của tôi, máy ở cơ quan."),
    )
    credential = forms.JSONField(widget=forms.HiddenInput)

    def clean_credential(self) -> dict[str, Any]:
        """Verify the answer; a challenge serves once."""
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            webauthn.parse_registration_response(credential)
            webauthn.complete_registration(credential)
        except (ValidationError, KeyError, TypeError, ValueError):
            raise ValidationError(_("Thiết bị trả lời không hợp lệ. Thử lại từ đầu.")) from None
        return credential


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Which second factors I have, and how to add one."""
    acting, person = acting_of(request), person_of(request)
    rows = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    return render(
        request,
        "accounts/factors.html",
        {
            "factors": [_row(row) for row in rows],
            "kinds": {row.type for row in rows},
            "must": bool(acting.policy.withheld),
            "roles_waiting": [grant.role for grant in acting.policy.withheld],
            "confirm": ConfirmedForm(request, ask=bool(rows), auto_id="bo-%s"),
            "confirm_codes": ConfirmedForm(request, ask=bool(rows), auto_id="ma-%s"),
        },
    )


def _row(row: Authenticator) -> dict[str, Any]:
    """One factor as the page shows it."""
    names = {
        Authenticator.Type.TOTP: (_("Ứng dụng xác thực"), "smartphone"),
        Authenticator.Type.RECOVERY_CODES: (_("Phiếu mã giấy"), "file-text"),
        Authenticator.Type.WEBAUTHN: (_("Khóa đăng nhập"), "key-round"),
    }
    label, icon = names[Authenticator.Type(row.type)]
    left = len(row.wrap().get_unused_codes()) if row.type == Authenticator.Type.RECOVERY_CODES else None
    name = row.data.get("name", "") if row.type == Authenticator.Type.WEBAUTHN else ""
    return {"row": row, "label": label, "icon": icon, "name": name, "left": left}


@signed_in
@never_cache
def totp(request: HttpRequest) -> HttpResponse:
    """Bind an authenticator application: scan, then type its first code."""
    person = person_of(request)
    had = has_second_factor(person)
    form = TotpForm(request, request.POST or None, user=person, ask=had)
    if request.method == "POST" and form.is_valid():
        set_up_totp(acting_of(request), person, form.secret, keep_session=request.session.session_key or "")
        clear_totp_secret(request)
        return _done(request, person, _("Đã gắn ứng dụng xác thực."), first=not had)
    adapter = get_adapter()
    return render(
        request,
        "accounts/totp.html",
        {
            "form": form,
            "qr": qr_svg(adapter.build_totp_url(person, form.secret)),
            "key": " ".join(form.secret[start : start + 4] for start in range(0, len(form.secret), 4)),
        },
    )


@signed_in
@never_cache
def passkey(request: HttpRequest) -> HttpResponse:
    """Bind a passkey: the browser asks the device, by fingerprint, face or PIN."""
    person = person_of(request)
    had = has_second_factor(person)
    form = PasskeyForm(request, request.POST or None, ask=had)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"] or _("Khóa đăng nhập")
        credential = form.cleaned_data["credential"]
        add_passkey(acting_of(request), person, name, credential, keep_session=request.session.session_key or "")
        return _done(request, person, _("Đã thêm khóa đăng nhập."), first=not had)
    options = webauthn.begin_registration(person, passwordless=False)
    return render(request, "accounts/passkey.html", {"form": form, "options": json.dumps(options)})


@signed_in
@never_cache
@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """A new set of one-time codes, shown this once, to be printed."""
    person = person_of(request)
    had = has_second_factor(person)
    if had and not _confirmed(request):
        return redirect("accounts:factors")
    fresh = print_codes(acting_of(request), person, keep_session=request.session.session_key or "")
    mark_strong(request.session, person)
    return render(
        request,
        "accounts/slip_codes.html",
        {"account": person, "codes": fresh, "own": True, "language": reader_language(person)},
    )


def codes_sheet(request: HttpRequest, person: User, fresh: Sequence[str], *, own: bool) -> HttpResponse:
    """One-time codes to print, in the language of the person who will use them."""
    context = {"account": person, "codes": fresh, "own": own, "language": reader_language(person)}
    return render(request, "accounts/slip_codes.html", context)


@signed_in
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Take one of my factors away."""
    chosen = whole(request.POST.get("factor"))
    if _confirmed(request):
        try:
            remove_factor(
                acting_of(request), person_of(request), chosen, keep_session=request.session.session_key or ""
            )
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã bỏ cách xác thực này."))
    return redirect("accounts:factors")


def _confirmed(request: HttpRequest) -> bool:
    """Whether the current password came along; says so when it did not."""
    form = ConfirmedForm(request, request.POST, ask=True)
    if form.is_valid():
        return True
    messages.error(request, _("Mật khẩu hiện tại không đúng, chưa thay đổi gì. Thử lại."))
    return False


def _done(request: HttpRequest, person: User, text: str, *, first: bool) -> HttpResponse:
    """The session is strong from now on; the first time, advise printed codes."""
    mark_strong(request.session, person)
    advice = _("Nên in thêm phiếu mã giấy, phòng khi mất điện thoại.") if first else ""
    messages.success(request, f"{text} {advice}".strip())
    return redirect("accounts:factors")
