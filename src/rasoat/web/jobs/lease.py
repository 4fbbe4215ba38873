"""Who works on a job: leases, heartbeats, and how a job ends. Each function is one short transaction."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from rasoat.web.jobs.models import Job, JobState

LEASE: Final = timedelta(seconds=60)
"""How long a worker may be silent before its job is given to another."""

ATTEMPTS: Final = 4
"""Starts without a single step done before a job is given up."""

_PAUSE: Final = timedelta(seconds=5)


def take_next(worker: str) -> Job | None:
    """Lease the oldest job that waits, or whose worker fell silent; None when there is none.

    The look before the transaction keeps an idle worker from taking SQLite's write lock at every poll.
    """
    if not _ready(timezone.now()).exists():
        return None
    with transaction.atomic():
        now = timezone.now()
        job = _ready(now).select_for_update(skip_locked=True).order_by("created_at", "id").first()
        if job is None:
            return None
        job.state, job.leased_by, job.lease_until, job.heartbeat_at = JobState.RUNNING, worker, now + LEASE, now
        job.started_at = job.started_at or now
        job.attempts += 1
        job.save(update_fields=["state", "leased_by", "lease_until", "heartbeat_at", "started_at", "attempts"])
    return job


def _ready(now: datetime) -> QuerySet[Job]:
    waiting = Q(state=JobState.WAITING) & (Q(not_before__isnull=True) | Q(not_before__lte=now))
    silent = Q(state=JobState.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waiting | silent)


def beat(job: Job) -> bool:
    """Lengthen the lease. False when the job went to somebody else."""
    now = timezone.now()
    return bool(_held(job).update(lease_until=now + LEASE, heartbeat_at=now))


def is_cancel_asked(job: Job) -> bool:
    """Whether somebody asked the job to stop, or it is no longer ours."""
    return not _held(job).filter(cancel_asked=False).exists()


def give_back(job: Job, *, after: timedelta = timedelta(0)) -> None:
    """Put a job back for the next worker."""
    not_before = timezone.now() + after if after else None
    _held(job).update(state=JobState.WAITING, leased_by="", lease_until=None, not_before=not_before)


def end(job: Job, state: JobState, *, error: str = "") -> bool:
    """The job is over. False when it went to somebody else meanwhile."""
    return bool(_held(job).update(state=state, error=error, leased_by="", lease_until=None, ended_at=timezone.now()))


def try_again_or_fail(job: Job, error: str) -> bool:
    """After an unexpected error: another try later, or failed when tries are used up. True when it failed for good."""
    if job.attempts >= ATTEMPTS:
        return end(job, JobState.FAILED, error=error)
    give_back(job, after=_PAUSE * job.attempts)
    Job.objects.filter(pk=job.pk).update(error=error)
    return False


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, leased_by=job.leased_by)
