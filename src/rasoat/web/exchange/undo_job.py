"""The job that takes a whole import back, row by row; what something later stands on is kept, with the reason."""

from dataclasses import replace
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.models import Import, ImportRow, ImportState
from rasoat.web.exchange.write_job import write_again
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.look.saying import Said
from rasoat.web.register.actions.undo_batch import undo_batch
from rasoat.web.register.actions.withdraw_decision import withdraw_decision
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.models import Decision, DecisionState

KIND: Final = "exchange.undo"
BATCH: Final = 300


def step(job: Job, acting: Acting) -> bool:
    """First the decisions, then the households, then the totals."""
    batch = Import.objects.select_related("file", "province", "commune").get(pk=job.arguments["batch"])
    acting = replace(acting, channel="import")
    reason = job.arguments["reason"]
    at = job.checkpoint
    if not at.get("decisions"):
        with transaction.atomic():
            for decision in Decision.objects.filter(batch=batch.pk, state=DecisionState.VALID).select_related(
                "commune"
            ):
                withdraw_decision(acting, decision, reason=reason, capability=Capability.IMPORT_UNDO)
            save_checkpoint(job, {"decisions": True, "commune": 0, "number": 0})
        return False
    rows = _next_rows(batch, at["commune"], at["number"])
    if not rows:
        return _close(job, acting, batch, reason)
    with transaction.atomic():
        _undo(acting, batch, rows, reason)
        last = rows[-1]
        done = job.done_steps + len(rows)
        save_checkpoint(job, {**at, "commune": last.commune_id, "number": last.number}, done=min(done, job.all_steps))
    return False


def link(job: Job) -> str:
    """The page of the import."""
    return reverse("exchange:import", args=[job.arguments["batch"]])


def _next_rows(batch: Import, commune_id: int, number: int) -> list[ImportRow]:
    wanted = batch.rows.filter(written__isnull=False, household__isnull=False, undone=False).exclude(written={})
    found = list(wanted.filter(commune=commune_id, number__gt=number).order_by("number")[:BATCH]) if commune_id else []
    if not found:
        first = (
            wanted.filter(commune__gt=commune_id).order_by("commune_id").values_list("commune_id", flat=True).first()
        )
        found = list(wanted.filter(commune=first).order_by("number")[:BATCH]) if first else []
    return found


def _undo(acting: Acting, batch: Import, rows: list[ImportRow], reason: str) -> None:
    commune = rows[0].commune
    assert commune is not None
    ids = [row.household_id for row in rows if row.household_id]
    refused = undo_batch(acting, commune, batch.pk, ids, reason=reason, refresh=False)
    for row in rows:
        why = refused.get(row.household_id or 0)
        row.undone = why is None
        if why is not None:
            row.say(Said(gettext_noop("Không hoàn tác được: %(why)s"), {"why": why.plain}))
    write_again(rows)


def _close(job: Job, acting: Acting, batch: Import, reason: str) -> bool:
    kept = batch.rows.filter(written__isnull=False, household__isnull=False, undone=False).exclude(written={}).count()
    taken = batch.rows.filter(undone=True).count()
    with transaction.atomic():
        for commune_id in batch.rows.exclude(commune=None).values_list("commune_id", flat=True).distinct():
            refresh_counts(commune_id)
        batch.state, batch.ended_at = ImportState.UNDONE, acting.now()
        batch.counts = {**batch.counts, "undone": taken, "kept": kept}
        batch.save(update_fields=["state", "ended_at", "counts"])
        record(
            acting,
            "exchange.import_undone",
            batch,
            unit=batch.place,
            rows=[batch],
            after={"undone": taken, "kept": kept},
            reason=reason,
            role=acting.role_for(Capability.IMPORT_UNDO, batch.place),
        )
        save_checkpoint(job, done=job.all_steps, result={"undone": taken, "kept": kept})
    return True
