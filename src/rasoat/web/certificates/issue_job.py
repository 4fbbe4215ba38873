"""The job that issues the certificates of a decision, batch by batch."""

from typing import Final

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.certificates.issuing import issue_batch
from rasoat.web.certificates.layouts import layout_of
from rasoat.web.certificates.models import CertificateRun
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job

KIND: Final = "certificates.issue"
BATCH: Final = 200


def step(job: Job, acting: Acting) -> bool:
    """One batch of the decision's households; batch and checkpoint are written together."""
    run = CertificateRun.objects.select_related("commune", "province", "decision__round", "decision__commune").get(
        pk=job.arguments["run"]
    )
    acting = acting_there(acting, run.commune)
    acting.require(Capability.CERTIFICATE_ISSUE, run.commune)
    decision = run.decision
    layout = layout_of(run.province, decision.standard_id)
    if not decision.round.counts:
        layout = layout.with_box(decision.year)
    rows = decision.cases.filter(pk__gt=job.checkpoint.get("after", 0)).select_related("case").order_by("pk")
    cases = list(rows[:BATCH])
    if not cases:
        return True
    with transaction.atomic():
        made = issue_batch(acting, run, layout, cases)
        CertificateRun.objects.filter(pk=run.pk).update(
            issued=F("issued") + made.issued, boxed=F("boxed") + made.boxed, recalled=F("recalled") + made.recalled
        )
        result = {name: job.result.get(name, 0) + getattr(made, name) for name in ("issued", "boxed", "recalled")}
        save_checkpoint(job, {"after": cases[-1].pk}, done=job.done_steps + len(cases), result=result)
    return len(cases) < BATCH


def link(job: Job) -> str:
    """Where the run is looked at."""
    return reverse("certificates:run", args=[job.arguments["run"]])
