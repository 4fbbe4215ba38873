"""Read jobs: everybody sees the own ones, the technical administrator all."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.jobs.models import Job

if TYPE_CHECKING:
    from django.db.models import QuerySet


def jobs_seen_by(acting: Acting) -> "QuerySet[Job]":
    """Jobs this person may look at, the newest first."""
    rows = Job.objects.select_related("unit", "owner").order_by("-created_at")
    if acting.policy.may(Capability.SYSTEM_MANAGE):
        return rows
    return rows.filter(owner=acting.user) if acting.user else rows.none()


def require_own(acting: Acting, job: Job) -> None:
    """Raise `NotAllowedError` unless the job is the person's own or the person runs the system."""
    if acting.user is None or (job.owner_id != acting.user.pk and not acting.policy.may(Capability.SYSTEM_MANAGE)):
        raise NotAllowedError(_("Việc này do người khác giao."))
