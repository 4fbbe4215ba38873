"""Keep what a step did: written in the step's own transaction, and only by the worker that still holds the job."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rasoat.web.jobs.models import Job, JobState


class LeaseLostError(RuntimeError):
    """Another worker took the job over; everything this step wrote is rolled back."""


def save_checkpoint(
    job: Job, checkpoint: Mapping[str, Any] | None = None, *, done: int | None = None, of: int | None = None,
    result: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Store where the job stands, inside the transaction that writes the batch itself.

    `done` of `of` steps are shown as progress. Raises `LeaseLostError` when the lease went to another worker, which
    undoes the whole batch; `TransactionManagementError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a checkpoint is saved with its batch, in one transaction")
    if checkpoint is not None:
        job.checkpoint = dict(checkpoint)
    if result is not None:
        job.result = dict(result)
    job.done_steps = job.done_steps if done is None else done
    job.all_steps = job.all_steps if of is None else of
    job.attempts = 0
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, leased_by=job.leased_by)
    changed = held.update(
        checkpoint=job.checkpoint, result=job.result, done_steps=job.done_steps, all_steps=job.all_steps, attempts=0
    )
    if not changed:
        raise LeaseLostError(str(job.pk))
