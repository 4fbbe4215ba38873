"""Change the own password."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.create_user import check_password
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.models import User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def change_password(acting: Acting, current: str, password: str, *, keep_session: str = "") -> User:
    """Change the password of the person who acts; every session but `keep_session` ends.

    Raises `RefusedError` when the current password is wrong, or the new one is weak or the same.
    """
    person = acting.user
    if person is None or not person.check_password(current):
        raise RefusedError(
            _("Mật khẩu hiện tại không đúng."), remedy=_("Nhập lại mật khẩu đang dùng."), field="current"
        )
    if current == password:
        raise RefusedError(_("Mật khẩu mới trùng mật khẩu cũ."), remedy=_("Chọn mật khẩu khác."), field="password1")
    check_password(password, person, field="password1")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person.pk)
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        end_rows(user, keep=keep_session)
        record(acting, "accounts.password_changed", user, unit=home_unit(user), rows=[user])
    return user
