"""Read jobs: everybody sees the own ones, a technical administrator those of the own area."""

from typing import TYPE_CHECKING

from django.db.models import Q
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
    own = Q(owner=acting.user) if acting.user else Q(pk=None)
    area = acting.policy.condition(Capability.SYSTEM_MANAGE, prefix="unit__", deepest="commune")
    return rows.filter(own) if area is None else rows.filter(own | area)


def require_own(acting: Acting, job: Job) -> None:
    """Raise `NotAllowedError` unless the job is the person's own or the person runs the system of its unit."""
    if acting.user is None or (job.owner_id != acting.user.pk and not _manages(acting, job)):
        raise NotAllowedError(_("Việc này do người khác giao."))


def _manages(acting: Acting, job: Job) -> bool:
    """Whether the person runs the system where the job belongs; jobs without a unit belong to the nation."""
    holding = acting.policy.holding(Capability.SYSTEM_MANAGE)
    return any(grant.level == "nation" if job.unit is None else grant.covers(job.unit) for grant in holding)
