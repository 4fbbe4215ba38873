"""Name the person, or the team, who looks at many drawn households again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.recheck import Checker
from rasoat.web.trust.actions.assign_recheck import assign_recheck
from rasoat.web.trust.models import SampledCase


@dataclass
class Assigned:
    """`done`: households that were given; `refused`: those that must go to somebody else, each with why."""

    done: int = 0
    refused: list[tuple[SampledCase, RefusedError]] = field(default_factory=list)


def assign_rechecks(acting: Acting, rows: Iterable[SampledCase], checker: Checker, *, on: date, due: date) -> Assigned:
    """All of them in one go; a household that this person may not look at (the reviewer, somebody of the household)
    stays without.

    Raises `NotAllowedError`; `RefusedError` when there is none to give, or this person may look at none of them.
    """
    found = Assigned()
    with transaction.atomic():
        for row in rows:
            try:
                assign_recheck(acting, row, checker, on=on, due=due)
            except RefusedError as refused:
                found.refused.append((row, refused))
            else:
                found.done += 1
        if not found.done:
            if found.refused:
                raise found.refused[0][1]
            raise RefusedError(
                _("Ở đây không còn hộ nào chờ cử người."), remedy=_("Chọn nơi khác."), field="place", code="nothing"
            )
    return found
