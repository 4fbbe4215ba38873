"""Households are found by the names of their units, also former ones: they are indexed again when a name changes."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.register.models import Household
from rasoat.web.register.search.index import index_households

KIND = "boundaries.reindex"
AT_ONCE = 2_000
"""So many households are indexed again inside the action; more by a job."""
BATCH = 1_000


def reindex(acting: Acting, unit: Unit) -> None:
    """Index the households of a unit again. Inside the transaction of the change."""
    ids = list(_homes(unit).values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(ids) <= AT_ONCE:
        index_households(ids)
    elif acting.user is None:
        index_households(_homes(unit).values_list("pk", flat=True))
    else:
        label = _("Tìm được hộ theo tên mới: %(unit)s") % {"unit": unit}
        enqueue(acting, KIND, label=label, arguments={"unit": unit.pk}, unit=unit, steps=_homes(unit).count())


def index_again(job: Job, _acting: Acting) -> bool:
    """One batch of households, by id; True at the end. Needs no capability: the change of the name has been made."""
    unit = Unit.objects.get(pk=job.arguments["unit"])
    after = int(job.checkpoint.get("after", 0))
    ids = list(_homes(unit).filter(pk__gt=after).values_list("pk", flat=True)[:BATCH])
    if not ids:
        return True
    with transaction.atomic():
        index_households(ids)
        save_checkpoint(job, {"after": ids[-1]}, done=job.done_steps + len(ids))
    return len(ids) < BATCH


def _homes(unit: Unit) -> QuerySet[Household]:
    column = {"province": "province", "commune": "commune", "village": "village"}.get(unit.level)
    rows = Household.objects.order_by("pk")
    return rows.none() if column is None else rows.filter(**{column: unit})
