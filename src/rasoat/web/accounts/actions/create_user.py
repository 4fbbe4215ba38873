"""Create an account. It has no power yet: roles come with `assign_role`."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.chains import chain_unit
from rasoat.web.accounts.models import User
from rasoat.web.accounts.usernames import suggest, well_formed
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def create_user(
    acting: Acting,
    *,
    full_name: str,
    username: str = "",
    password: str | None = None,
    position: str = "",
    phone: str = "",
    must_change_password: bool = True,
    unit: Unit | None = None,
) -> User:
    """Create an account; without a password nobody can sign in until an invitation is accepted.

    An empty `username` is made out of the full name. `unit`: the unit whose chain keeps the entry.
    Raises `RefusedError` for a bad or taken name or a weak password.
    """
    acting.require(Capability.ACCOUNT_INVITE, unit)
    name = clean(full_name)
    if not name:
        raise RefusedError(_("Chưa có họ và tên."), remedy=_("Nhập đủ họ, tên đệm và tên."), field="full_name")
    sign_in_name = username.strip().lower() or suggest(name)
    check_username(sign_in_name)
    if password is not None:
        check_password(password, User(username=sign_in_name, full_name=name))
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                sign_in_name,
                password,
                full_name=name,
                position=clean(position),
                phone=clean(phone),
                must_change_password=must_change_password and password is not None,
            )
            record(acting, "accounts.user_created", user, unit=chain_unit(unit), rows=[user], after=state_of(user))
    except IntegrityError:
        raise taken(sign_in_name) from None
    return user


def check_username(username: str) -> None:
    """Refuse a sign-in name that is badly formed or taken."""
    if not well_formed(username):
        raise RefusedError(
            _("Tên đăng nhập không hợp lệ."),
            remedy=_("Dùng 3 đến 60 chữ không dấu, chữ số, dấu chấm, gạch ngang; ví dụ an.nguyen.van."),
            field="username",
        )
    if User.objects.filter(username=username).exists():
        raise taken(username)


def taken(username: str) -> RefusedError:
    """The refusal of a name that somebody else has."""
    return RefusedError(
        _("Đã có người dùng tên đăng nhập %(name)s.") % {"name": username},
        remedy=_("Thêm một số ở cuối, hoặc để trống để hệ thống đặt tên."),
        field="username",
    )


def check_password(password: str, user: User, *, field: str = "password") -> None:
    """Refuse a password that is too short, too common or like the person's own name."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages), remedy=_("Chọn mật khẩu khác."), field=field) from None
