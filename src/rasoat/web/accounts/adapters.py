"""How allauth behaves here: no e-mail, no self-signup, sealed secrets, Vietnamese words."""

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.web.accounts.models import User
from rasoat.web.vault.sealing import seal, unseal

BOND = "accounts:second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by name and password, then the second factor. Everything else of allauth stays shut."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại; "
            "nếu quên mật khẩu, xin quản trị cấp phiếu mới."
        ),
        "too_many_login_attempts": gettext_lazy("Thử sai quá nhiều lần. Chờ vài phút rồi thử lại."),
        "incorrect_code": gettext_lazy("Mã không đúng. Nhập mã mới nhất trên ứng dụng, hoặc một mã giấy chưa dùng."),
        "rate_limited": gettext_lazy("Thử quá nhiều lần. Chờ một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody makes an account without an invitation."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own notices are not shown: our pages say what happened."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no e-mail server."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no e-mail server."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Where people go after signing in without a page to come back to."""
        return reverse("look:home")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The browser learns the language that the person keeps, for pages on which nobody has signed in."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        if user.language:
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002
        """Back to the sign-in page, with what to do. Only who knows the password sees this."""
        messages.error(request, _("Tài khoản này đã ngừng. Hỏi người quản trị tài khoản của đơn vị."))
        return HttpResponseRedirect(reverse("account_login"))

    def get_login_stages(self) -> list[str]:
        """After the password: the second factor, and nothing else."""
        return ["allauth.mfa.stages.AuthenticateStage"]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors with sealed secrets; printed codes alone are enough."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Any = None) -> bool:  # noqa: ARG002
        """Any factor counts: a person without a telephone has printed codes only."""
        return bool(super().is_mfa_enabled(user))

    def encrypt(self, text: str) -> str:
        """Seal a secret (a TOTP key, the seed of printed codes) under the key ring of the installation."""
        return base64.b64encode(seal(text.encode(), bound_to=BOND)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return unseal(base64.b64decode(encrypted_text), bound_to=BOND).decode()

    def get_totp_issuer(self) -> str:
        """The name in the person's authenticator application."""
        return "RaSoat"

    def _get_site_name(self) -> str:
        return "RaSoat"

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the passkey stores of the person: a random id, the sign-in name, the name on papers."""
        assert isinstance(user, User)
        return {"id": user.public_id.bytes, "display_name": user.get_full_name(), "name": user.username}
