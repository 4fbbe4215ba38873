"""A new slip for somebody who lost the first one or the password."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.invite import new_slip
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import Invitation, User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.accounts.slips import DAYS
from rasoat.web.look.refusals import RefusedError


def reissue_slip(acting: Acting, person: User, *, reason: str = "", days: int = DAYS) -> tuple[Invitation, str]:
    """Make a new slip: the old password and open slips stop working, and running sessions end.

    Raises `NotAllowedError` for somebody whom the person may not look after, `RefusedError` when deactivated.
    """
    require_manage(acting, person)
    if not person.is_active:
        raise RefusedError(_("Tài khoản này đang ngừng."), remedy=_("Mở lại tài khoản trước khi cấp phiếu mới."))
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person.pk)
        action = "accounts.password_reset" if user.has_usable_password() else "accounts.invitation_reissued"
        user.set_unusable_password()
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        end_rows(user)
        return new_slip(acting, user, days=days, action=action, reason=reason)
