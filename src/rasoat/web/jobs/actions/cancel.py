"""Stop a job: at once when it waits, after the step at hand when it runs. What it wrote stays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.queries import require_own
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def cancel(acting: Acting, job: Job) -> None:
    """Raises `NotAllowedError` for another person's job, `RefusedError` when it has ended."""
    require_own(acting, job)
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.has_ended:
            raise RefusedError(_("Việc này đã kết thúc."), code="ended")
        row.cancel_asked = True
        if row.state == JobState.WAITING:
            row.state, row.ended_at = JobState.CANCELLED, timezone.now()
        row.save(update_fields=["cancel_asked", "state", "ended_at"])
        record(acting, "jobs.cancelled", row, unit=row.unit)
