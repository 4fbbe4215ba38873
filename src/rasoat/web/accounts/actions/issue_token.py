"""Issue and revoke tokens of the API."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import ApiToken
from rasoat.web.accounts.tokens import digest_of, new_secret
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError

LONGEST_DAYS = 366
NEVER = frozenset(
    {Capability.ACCOUNT_INVITE, Capability.TOKEN_ISSUE, Capability.EXCEPTION_GRANT, Capability.SYSTEM_MANAGE}
)
"""What no program may do in somebody's name: give power away."""


def issuable(acting: Acting) -> list[Capability]:
    """The scopes that the person may put into a token: what the own roles give, without giving power away."""
    return [item for item in Capability if item not in NEVER and acting.policy.may(item)]


def issue_token(acting: Acting, *, name: str, scopes: Iterable[str], days: int) -> tuple[ApiToken, str]:
    """Issue a token for oneself; its secret is shown this once. Raises `RefusedError`, `NotAllowedError`."""
    acting.require(Capability.TOKEN_ISSUE)
    if acting.user is None or acting.channel == "api":
        raise RefusedError(
            _("Mã truy cập chỉ cấp cho người đã đăng nhập trên trang."), remedy=_("Đăng nhập rồi thử lại.")
        )
    wanted = sorted(set(scopes))
    label = clean(name)
    if not label:
        raise RefusedError(_("Chưa đặt tên cho mã."), remedy=_("Ghi tên phần mềm sẽ dùng mã này."), field="name")
    if not wanted or not set(wanted) <= set(issuable(acting)):
        raise RefusedError(
            _("Phạm vi của mã không hợp lệ."),
            remedy=_("Chọn ít nhất một quyền trong các quyền của mình."),
            field="scopes",
        )
    if not 1 <= days <= LONGEST_DAYS:
        raise RefusedError(
            _("Mã có hạn từ 1 đến %(days)s ngày.") % {"days": LONGEST_DAYS}, remedy=_("Sửa số ngày."), field="days"
        )
    secret = new_secret()
    with transaction.atomic():
        row = ApiToken.objects.create(
            user=acting.user,
            name=label,
            scopes=wanted,
            secret_digest=digest_of(secret),
            created_at=acting.now(),
            expires_at=acting.now() + timedelta(days=days),
        )
        record(
            acting,
            "accounts.token_issued",
            row,
            unit=home_unit(acting.user),
            rows=[row],
            after=state_of(row),
            role=acting.role_for(Capability.TOKEN_ISSUE),
        )
    return row, secret


def revoke_token(acting: Acting, token: ApiToken, *, reason: str = "") -> ApiToken:
    """Revoke a token: its owner, or whoever looks after the owner's account."""
    if acting.user is None or acting.user.pk != token.user_id:
        require_manage(acting, token.user)
    with transaction.atomic():
        row = ApiToken.objects.select_for_update().get(pk=token.pk)
        if row.revoked_at is not None:
            raise RefusedError(_("Mã này đã thu hồi."), remedy=_("Tải lại trang để xem tình trạng mới nhất."))
        row.revoked_at = acting.now()
        row.save(update_fields=["revoked_at"])
        record(acting, "accounts.token_revoked", row, unit=home_unit(row.user), rows=[row], reason=reason)
    return row
