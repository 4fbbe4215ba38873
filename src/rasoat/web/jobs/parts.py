"""Sealed parts of jobs that stopped: kept so that the job goes on where it stood, and erased when nobody lets it.

A job that goes on before that day keeps its parts; one that goes on later begins anew.
"""

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rasoat.web.accounts.acting import nobody
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.registry import parts_of, with_parts
from rasoat.web.ledger.record import record

NAME: Final = "jobs.parts"
KEPT: Final = timedelta(days=30)
"""How long the parts of a job that failed or was stopped are kept, counted from the day it ended."""

STOPPED: Final = (JobState.FAILED, JobState.CANCELLED)
DROPPED: Final = "dropped"
"""Key of the checkpoint: the day on which the parts were erased."""


def kept_until(job: Job) -> date | None:
    """The last day on which the parts of a stopped job are still there; None for a job without any."""
    if job.state not in STOPPED or job.ended_at is None:
        return None
    parts = parts_of(job)
    return timezone.localdate(job.ended_at) + KEPT if parts is not None and parts.count(job) else None


def dropped_on(job: Job) -> date | None:
    """When the parts of a stopped job were erased; None when they were not."""
    told = job.checkpoint.get(DROPPED) if job.state in STOPPED else None
    return date.fromisoformat(told) if told else None


def sweep_parts(_since: date, today: date) -> None:
    """Erase the parts of jobs that stopped too long ago; a transaction a job. Harmless when repeated."""
    edge = timezone.make_aware(datetime.combine(today - KEPT, time.min))
    rows = Job.objects.filter(state__in=STOPPED, kind__in=with_parts(), ended_at__lt=edge)
    for pk in list(rows.order_by("ended_at").values_list("pk", flat=True)):
        _sweep(pk, edge, today)


def _sweep(pk: UUID, edge: datetime, today: date) -> None:
    with transaction.atomic():
        stopped = Job.objects.filter(pk=pk, state__in=STOPPED, ended_at__lt=edge)
        job = stopped.select_for_update(of=("self",)).select_related("unit").first()
        parts = parts_of(job) if job is not None else None
        if job is None or parts is None or not (count := parts.count(job)):
            return
        parts.drop(job)
        job.checkpoint, job.done_steps = {DROPPED: today.isoformat()}, 0
        job.save(update_fields=["checkpoint", "done_steps"])
        record(nobody("job"), "jobs.parts_dropped", job, unit=job.unit, after={"parts": count})
