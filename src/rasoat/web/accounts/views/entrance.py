"""The entrance: sign in, second factor, sign out."""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from rasoat.web.accounts.lockout import is_locked, locked_page
from rasoat.web.accounts.showcase_accounts import demo_accounts, demo_code
from rasoat.web.accounts.strength import mark_strong


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = _("Tên đăng nhập"), _("Mật khẩu"), ""
        login.widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        )
        password.widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})

    def clean_login(self) -> str:
        """Names are kept in lower case."""
        return str(super().clean_login()).lower()


class SignInView(LoginView):
    """`/dang-nhap/`: wrong passwords are counted by name and address, whether the name exists or not."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The demo shows its accounts."""
        accounts = demo_accounts() if settings.DEMO else []
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"demo_accounts": accounts}


class CodeForm(AuthenticateForm):
    """The code of an authenticator application, or one of the printed codes."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        label_suffix="",
        max_length=20,
        help_text=_("Sáu chữ số trên ứng dụng xác thực, hoặc một mã tám chữ số trên phiếu mã giấy."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class SecondFactorView(AuthenticateView):
    """`/dang-nhap/xac-thuc/`: the second factor, after the right password only."""

    form_class = CodeForm
    template_name = "accounts/second_factor.html"

    @method_decorator(login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login"))
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wrong codes count towards the same lock as wrong passwords, in the database, for every process."""
        stage = request._login_stage  # type: ignore[attr-defined]
        if is_locked(request, stage.login.user):
            clear_login(request)
            return locked_page(request)
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """The session becomes strong, then the sign-in goes on."""
        form.save()
        mark_strong(self.request.session, self.stage.login.user)
        answer: HttpResponse = self.stage.exit()
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Note the failure, as that of a password is noted."""
        user = self.stage.login.user
        credentials = {"username": user.get_username()}
        user_login_failed.send(sender=__name__, credentials=credentials, request=self.request)
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which ways this person has."""
        user = self.stage.login.user
        kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context.pop("js_data", {}).get("request_options")
        return context | {
            "has_codes": bool(kinds - {Authenticator.Type.WEBAUTHN}),
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "passkey_options": json.dumps(options) if options else "",
            "demo_code": demo_code(user),
        }


sign_in = SignInView.as_view()
second_factor = SecondFactorView.as_view()


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; nothing of it stays."""
    clear_login(request)
    get_adapter(request).logout(request)
    return redirect("account_login")
