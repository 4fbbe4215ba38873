"""Answer a request that is not reviewed."""

from datetime import date

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.reviews.applications.changing import locked_application, move_application, note_application
from rasoat.web.reviews.models import Application


def screen_out_application(
    acting: Acting, application: Application, reason: str, *, answered_on: date | None = None
) -> Application:
    """The request is not reviewed; `reason` stands in the printed answer. `answered_on`: handed over on that day.

    Raises `NotAllowedError`; `RefusedError` without a reason, or when it is in a round.
    """
    with transaction.atomic():
        row = locked_application(acting, application)
        move_application(row, "screen_out", reason=reason, answer=reason.strip(), answered_on=answered_on)
        note_application(acting, "reviews.application_screened_out", row, reason=reason)
    return row
