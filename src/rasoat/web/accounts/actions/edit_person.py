"""Correct the name, position or telephone number of a person."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean, fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import User
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def edit_person(acting: Acting, person: User, *, full_name: str, position: str = "", phone: str = "") -> User:
    """Position and telephone by oneself too; the name, which stands on papers, by the administrator only."""
    own = acting.user is not None and acting.user.pk == person.pk
    if not own:
        require_manage(acting, person)
    name = clean(full_name)
    if not name:
        raise RefusedError(_("Chưa có họ và tên."), remedy=_("Nhập đủ họ, tên đệm và tên."), field="full_name")
    if own and name != person.full_name:
        raise RefusedError(_("Không tự đổi họ tên được."), remedy=_("Đề nghị người quản trị sửa."), field="full_name")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person.pk)
        before = state_of(user)
        user.full_name, user.position, user.phone = name, clean(position), clean(phone)
        user.folded = fold(f"{user.full_name} {user.username}")
        user.save(update_fields=["full_name", "position", "phone", "folded"])
        after = state_of(user)
        record(acting, "accounts.person_edited", user, unit=home_unit(user), rows=[user], before=before, after=after)
    return user
