"""Look through a whole commune for households that may be one: background work in batches."""

from django.db import transaction
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.look.saying import Said
from rasoat.web.register.duplicates import notice
from rasoat.web.register.models import Household

KIND = "register.duplicates"
BATCH = 200


def order_look(
    acting: Acting, commune: Unit, *, capability: Capability = Capability.DUPLICATE_SETTLE, dedupe: str | None = None
) -> Job:
    """Order the looking through of a commune. `capability`: what it stands on; who imports need not settle pairs.

    Raises `NotAllowedError`, `RefusedError` for nobody.
    """
    acting.require(capability, commune)
    return enqueue(
        acting,
        KIND,
        label=Said(gettext_noop("Tìm hộ trùng: %(unit)s"), {"unit": commune.full_name}),
        arguments={"commune": commune.pk, "capability": capability},
        unit=commune,
        dedupe=dedupe,
    )


def look_through(job: Job, acting: Acting) -> bool:
    """One batch of households, by id; True at the end."""
    commune = Unit.objects.get(pk=job.arguments["commune"])
    acting.require(Capability(job.arguments.get("capability", Capability.DUPLICATE_SETTLE)), commune)
    rows = Household.objects.filter(commune=commune, ended_on__isnull=True).order_by("pk")
    after = int(job.checkpoint.get("after", 0))
    ids = list(rows.filter(pk__gt=after).values_list("pk", flat=True)[:BATCH])
    if not ids:
        return True
    with transaction.atomic():
        found = len(notice(acting, ids))
        save_checkpoint(
            job, {"after": ids[-1]}, done=job.done_steps + len(ids), of=rows.count(),
            result={"pairs": int(job.result.get("pairs", 0)) + found},
        )  # fmt: skip
    return len(ids) < BATCH
