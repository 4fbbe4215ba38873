"""Take a request up again that had been screened out."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.reviews.applications.changing import locked_application, move_application, note_application
from rasoat.web.reviews.models import Application


def reopen_application(acting: Acting, application: Application, reason: str) -> Application:
    """A request that had been screened out waits again; the answer given stays in the ledger.

    Raises `NotAllowedError`, `RefusedError`.
    """
    with transaction.atomic():
        row = locked_application(acting, application)
        move_application(row, "reopen", reason=reason, answer="", answered_on=None)
        note_application(acting, "reviews.application_reopened", row, reason=reason)
    return row
