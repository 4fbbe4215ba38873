"""Requests under change: locked, moved by their graph, recorded."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.reviews.models import Application
from rasoat.web.reviews.state_graphs import APPLICATION


def locked_application(acting: Acting, application: Application) -> Application:
    """The request fresh and locked, for somebody who runs the review there. Raises `NotAllowedError`."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("commune", "village", "household")
    row = rows.get(pk=application.pk)
    acting.require(Capability.REVIEW_RUN, row)
    return row


def move_application(row: Application, move: str, *, reason: str = "", **values: Any) -> Application:
    """Move a locked request by its graph and write it. Raises `RefusedError`."""
    row.state = APPLICATION.target(move, row.state, reason=reason)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def note_application(
    acting: Acting, action: str, row: Application, rows: Iterable[models.Model] = (), *, reason: str = ""
) -> None:
    """The entry of what was done to a request."""
    record(
        acting, action, row, unit=row.commune, rows=[row, *rows],
        after={"file_code": row.file_code, "applicant": row.applicant}, reason=reason,
        role=acting.role_for(Capability.REVIEW_RUN, row),
    )  # fmt: skip
