"""Run a failed or stopped job again from its last checkpoint."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.queries import require_own
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def retry(acting: Acting, job: Job) -> None:
    """Raises `NotAllowedError` for another person's job, `RefusedError` unless it failed or was stopped."""
    require_own(acting, job)
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state not in {JobState.FAILED, JobState.CANCELLED}:
            raise RefusedError(_("Việc này chưa dừng nên không chạy lại được."), code="not-stopped")
        row.state, row.cancel_asked, row.attempts, row.error = JobState.WAITING, False, 0, ""
        row.ended_at = row.not_before = None
        row.save(update_fields=["state", "cancel_asked", "attempts", "error", "ended_at", "not_before"])
        record(acting, "jobs.retried", row, unit=row.unit)
