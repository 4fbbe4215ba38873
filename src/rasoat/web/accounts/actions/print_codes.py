"""Make a new set of one-time codes, to be printed at once."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.chains import home_unit
from rasoat.web.accounts.granting import require_manage
from rasoat.web.accounts.models import User
from rasoat.web.accounts.sessions import end_rows
from rasoat.web.ledger.record import record


def print_codes(acting: Acting, person: User, *, keep_session: str = "", reason: str = "") -> list[str]:
    """Ten codes, each good for one sign-in; an older set stops working. They are shown this once.

    For oneself, or for somebody present whom one looks after: then that person's sessions end.
    """
    own = acting.user is not None and acting.user.pk == person.pk
    if not own:
        require_manage(acting, person)
    with transaction.atomic():
        Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
        codes: list[str] = RecoveryCodes.activate(person).generate_codes()
        end_rows(person, keep=keep_session if own else "")
        record(
            acting,
            "accounts.codes_printed",
            person,
            unit=home_unit(person),
            rows=[person],
            after={"codes": len(codes)},
            reason=reason,
        )
    return codes
