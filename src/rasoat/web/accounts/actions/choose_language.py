"""Keep the language in which a person reads."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.set_up_totp import require_self
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.models import User
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def choose_language(acting: Acting, user: User, language: str) -> bool:
    """Store a language of the site for oneself; False when it is the one already kept. Raises `RefusedError`."""
    require_self(acting, user)
    if language not in dict(settings.LANGUAGES):
        raise RefusedError(_("Không có ngôn ngữ này."), remedy=_("Chọn VI hoặc EN."), field="language")
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        before = row.language
        if before == language:
            return False
        row.language = language
        row.save(update_fields=["language"])
        record(
            acting, "accounts.language_chosen", row, unit=home_unit(row), rows=[row], before={"language": before},
            after={"language": language},
        )  # fmt: skip
    return True
