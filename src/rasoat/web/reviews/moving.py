"""The one way in which results are read for a change, moved along the graph, and written.

Rows are locked in one order everywhere, so that no two people wait for each other: what a step is about (posting,
opinion, decision), cases, results, villages and commune (`refresh_stages`), chain of the ledger.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, Result
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.state_graphs import RESULT
from rasoat.web.rounds.models import Round, RoundState

BATCH = 500


def must_be_open(row: Round) -> None:
    """Raise `RefusedError` when a round is not open: its steps are not recorded then."""
    if row.state != RoundState.OPEN:
        raise RefusedError(
            _("Đợt “%(round)s” không mở.") % {"round": row}, remedy=_("Mở (lại) đợt trước khi ghi."), code="not-open"
        )


def for_the_ledger(acting: Acting, told: Told) -> Acting:
    """Who acts, with the person on whose behalf a step is entered."""
    if not told.on_behalf:
        return acting
    return Acting(
        acting.user, acting.policy, acting.channel, acting.address, told.acted.strip(), acting.request_id, acting.batch
    )


def locked_results(**where: Any) -> QuerySet[Result]:
    """Results with their cases, locked until the transaction ends, always in one order."""
    rows = Result.objects.select_for_update(of=("self",)).filter(**where)
    return rows.select_related("case").order_by("pk")


def locked_cases(**where: Any) -> list[Case]:
    """Cases, locked until the transaction ends, always in one order; before their results."""
    rows = Case.objects.select_for_update(of=("self",)).filter(**where)
    return list(rows.select_related("commune", "round__province").order_by("pk"))


def move(row: Result, code: str, *, reason: str = "") -> Result:
    """Take a result along a move of the graph, in memory. Raises `RefusedError`."""
    row.state = RESULT.target(code, row.state, reason=reason)
    return row


def save_results(rows: Iterable[Result], *fields: str) -> None:
    """Write columns of many results: one statement for all that hold the same values; versions go up by one."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        row.version += 1
        groups.setdefault(tuple(getattr(row, name) for name in fields), []).append(row.pk)
    for values, ids in groups.items():
        for at in range(0, len(ids), BATCH):
            Result.objects.filter(pk__in=ids[at : at + BATCH]).update(
                **dict(zip(fields, values, strict=True)), version=F("version") + 1
            )
