"""Accept an invitation: set the first password, or a new one after a reset."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.actions.create_user import check_password
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.models import Invitation, User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.accounts.slips import digest_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def open_invitation(acting: Acting, code: str) -> Invitation:
    """The invitation of a code. Raises `RefusedError`, in the same words whatever is wrong with the code."""
    row = (
        Invitation.objects.filter(
            code_digest=digest_of(code),
            used_at__isnull=True,
            revoked_at__isnull=True,
            expires_at__gt=acting.now(),
            user__is_active=True,
        )
        .select_related("user")
        .first()
    )
    if row is None:
        raise RefusedError(
            _("Phiếu mời không đúng, đã dùng, đã thu hồi hoặc đã hết hạn."),
            remedy=_("Kiểm tra lại mã in trên phiếu, hoặc xin người cấp phiếu một phiếu mới."),
            field="code",
            code="bad_code",
        )
    return row


def accept_invitation(acting: Acting, code: str, password: str) -> User:
    """Set the password with a code, which can be used once. `acting`: the visitor, who has not signed in.

    Raises `RefusedError` for a bad code or a weak password.
    """
    person = open_invitation(acting, code).user
    check_password(password, person, field="password1")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person.pk)
        row = open_invitation(acting, code)
        row.used_at = acting.now()
        row.save(update_fields=["used_at"])
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        end_rows(user)
        himself = acting_as(user, acting.channel, address=acting.address)
        record(himself, "accounts.invitation_accepted", row, unit=home_unit(user), rows=[row, user])
    return user
