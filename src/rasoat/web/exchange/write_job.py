"""The job that writes a confirmed import: a commune at a time, some hundred households a step, then the decisions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.exchange import comparing, files
from rasoat.web.exchange.drafting import KEY, drafts_by_key
from rasoat.web.exchange.matching import CHUNK, chunks
from rasoat.web.exchange.models import Import, ImportRow, ImportState, Outcome
from rasoat.web.exchange.places import Placed
from rasoat.web.exchange.planning import counts_of, latest_state
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.law import book, law_version
from rasoat.web.ledger.record import record
from rasoat.web.register.actions.add_households import LOOKED_AT_ONCE, add_households
from rasoat.web.register.actions.record_decision import CLASSES, DecisionDraft, LineDraft, record_decision
from rasoat.web.register.actions.update_households import update_households
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.drafts import HouseholdDraft
from rasoat.web.register.duplicate_job import order_look
from rasoat.web.register.models import EventKind, Household
from rasoat.web.register.source_keys import keep_source_keys
from rasoat.web.store.bulk import insert, many_objects

KIND: Final = "exchange.write"
BATCH: Final = 500
"""Households written in one transaction: other people wait for it on SQLite, about a second."""


def step(job: Job, acting: Acting) -> bool:
    """One batch of households of one commune, or the decision of one commune, or the closing."""
    batch = Import.objects.select_related("file", "province", "commune", "table").get(pk=job.arguments["batch"])
    acting = replace(acting.for_batch(batch.pk), channel="import")
    at = job.checkpoint
    if at.get("step", "rows") == "rows":
        rows = _next_rows(batch, at.get("commune", 0), at.get("number", 0))
        if rows:
            _write(job, acting, batch, rows)
            return False
        with transaction.atomic():
            save_checkpoint(job, {"step": "decide", "commune": 0})
        return False
    if at["step"] == "decide":
        return _decide(job, acting, batch, at["commune"])
    return True


def link(job: Job) -> str:
    """The page of the import."""
    return reverse("exchange:import", args=[job.arguments["batch"]])


def _next_rows(batch: Import, commune_id: int, number: int) -> list[ImportRow]:
    """The next rows to write, all of one commune, after a place in the order of commune and number."""
    wanted = batch.rows.filter(outcome__in=[Outcome.ADD, Outcome.CHANGE], written__isnull=True)
    rows = wanted.filter(commune=commune_id, number__gt=number) if commune_id else wanted.none()
    found = list(rows.order_by("number")[:BATCH])
    if not found:
        first = (
            wanted.filter(commune__gt=commune_id).order_by("commune_id").values_list("commune_id", flat=True).first()
        )
        found = list(wanted.filter(commune=first).order_by("number")[:BATCH]) if first else []
    for row in found:
        row.batch = batch
    return found


def _write(job: Job, acting: Acting, batch: Import, rows: Sequence[ImportRow]) -> None:
    drafts = _drafts(str(batch.pk), str(batch.table_id))
    commune = drafts[rows[0].key].commune
    with many_objects(), transaction.atomic():
        adds = [row for row in rows if row.outcome == Outcome.ADD]
        _add(acting, batch, adds, drafts)
        _change(acting, batch, commune, [row for row in rows if row.outcome == Outcome.CHANGE], drafts)
        write_again(rows)
        done = job.done_steps + len(rows)
        save_checkpoint(
            job, {"step": "rows", "commune": commune.pk, "number": rows[-1].number}, done=min(done, job.all_steps)
        )


def write_again(rows: Sequence[ImportRow]) -> None:
    """Rows with new values: taken out and put back, ten times faster than an UPDATE with a case for each row."""
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
    insert(rows)


def _add(acting: Acting, batch: Import, rows: Sequence[ImportRow], drafts: Mapping[str, HouseholdDraft]) -> None:
    wanted = [replace(drafts[row.key], client_key=uuid.uuid5(batch.pk, str(row.number))) for row in rows]
    homes = add_households(
        acting, wanted, kind=EventKind.IMPORTED, reason=_reason(batch), document=_document(batch),
        capability=Capability.IMPORT_RUN, refresh=False,
    )  # fmt: skip
    for row, home in zip(rows, homes, strict=True):
        row.household, row.written = home, {"added": True}


def _change(
    acting: Acting, batch: Import, commune: Unit, rows: Sequence[ImportRow], drafts: Mapping[str, HouseholdDraft]
) -> None:
    """Changes are found anew against the rows as they stand: somebody may have edited them since the preview."""
    live = comparing.load_live([row.household_id for row in rows if row.household_id])
    changes, changed = [], []
    for row in rows:
        held = live.get(row.household_id or 0)
        if held is None or held.home.commune_id != commune.pk or held.home.ended_on is not None:
            row.outcome, row.note, row.written = (
                Outcome.REFUSED,
                gettext_noop("Hộ đã kết thúc hoặc chuyển xã sau khi xem trước."),
                {},
            )
            continue
        change, _told = comparing.compare(drafts[row.key], held)
        if comparing.is_empty(change):
            row.outcome, row.written = Outcome.SAME, {}
        elif latest_state(change) > batch.list_date:
            row.outcome, row.written = Outcome.REFUSED, {}
            row.note = gettext_noop("Có người sửa hộ này sau ngày của danh sách, khi đang chờ nhập.")
        else:
            changes.append(change)
            changed.append(row)
    written = update_households(
        acting, commune, changes, on=batch.list_date, kind=EventKind.IMPORTED, reason=_reason(batch),
        document=_document(batch), source="import", capability=Capability.IMPORT_RUN, refresh=False,
    )  # fmt: skip
    for row, done in zip(changed, written, strict=True):
        row.written = asdict(done)
    _own_codes(batch, changed, drafts)


def _own_codes(batch: Import, rows: Sequence[ImportRow], drafts: Mapping[str, HouseholdDraft]) -> None:
    """Remember the office's own numbers of households that were found by something else."""
    if batch.source == "made":
        return
    keep_source_keys(
        batch.province,
        ((batch.source, drafts[row.key].source_value[:60], row.household_id) for row in rows if row.household_id),
    )


def _decide(job: Job, acting: Acting, batch: Import, after: int) -> bool:
    """The totals of the next commune, and its decision when the list is a signed one; the closing after the last."""
    commune = (
        Unit.objects.filter(pk__in=batch.rows.filter(commune__gt=after, household__isnull=False).values("commune"))
        .order_by("pk").first()
    )  # fmt: skip
    with transaction.atomic():
        if commune is None:
            _close(acting, batch)
            save_checkpoint(job, {"step": "end"}, done=job.all_steps, result=batch.counts.get("outcomes", {}))
            return True
        if batch.options.get("signed"):
            _decision(acting, batch, commune)
        refresh_counts(commune.pk)
        if batch.rows.filter(commune=commune, written__added=True).count() > LOOKED_AT_ONCE:
            order_look(acting, commune, capability=Capability.IMPORT_RUN, dedupe=f"import:{batch.pk}:{commune.pk}")
        save_checkpoint(job, {"step": "decide", "commune": commune.pk})
    return False


def _decision(acting: Acting, batch: Import, commune: Unit) -> None:
    told = _decided(str(batch.pk), str(batch.table_id))
    wanted = [Outcome.ADD, Outcome.CHANGE, Outcome.SAME]
    rows = batch.rows.filter(commune=commune, household__isnull=False, outcome__in=wanted)
    named = {row.key: row.household_id for row in rows}
    homes: dict[int, Household] = {}
    for part in chunks(list(named.values())):
        homes |= Household.objects.in_bulk(part)
    lines = [_line(homes[pk], told[key]) for key, pk in named.items() if pk and told[key].get("class") in CLASSES]
    if not lines:
        return
    options = batch.options
    draft = DecisionDraft(
        commune=commune, standard_id=options["standard"], year=options.get("year") or batch.list_date.year,
        effective_from=date.fromisoformat(options["effective_from"]), number=options.get("decision_number", "")[:60],
        signed_on=date.fromisoformat(options["signed_on"]) if options.get("signed_on") else None,
        watermark=next((str(row["notice"]) for row in told.values() if row.get("notice")), "")[:200],
    )  # fmt: skip
    record_decision(acting, draft, lines, reason=_reason(batch), refresh=False)


def _line(home: Household, row: Mapping[str, Any]) -> LineDraft:
    deprived = [code for code in _indicators(law_version()) if row.get(code) == 1]
    return LineDraft(
        home,
        str(row["class"]),
        str(row.get("reason") or "")[:40],
        row.get("income_score"),
        row.get("deprivation_score"),
        deprived,
    )


@lru_cache(maxsize=2)
def _indicators(_law_version: str) -> tuple[str, ...]:
    standards = book().standards.values()
    return tuple(dict.fromkeys(code for standard in standards for code in standard.indicator_codes))


def _close(acting: Acting, batch: Import) -> None:
    batch.state, batch.ended_at = ImportState.DONE, acting.now()
    batch.counts = {**batch.counts, **counts_of(batch.rows.only("outcome", "commune_id", "village_id", "batch_id"))}
    batch.save(update_fields=["state", "ended_at", "counts"])
    record(
        acting, "exchange.import_done", batch, unit=batch.place, rows=[batch], after=batch.counts.get("outcomes", {}),
        role=acting.role_for(Capability.IMPORT_RUN, batch.place),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _drafts(batch_id: str, _table: str) -> dict[str, HouseholdDraft]:
    """All drafts of an import: made once in a process, not once a step."""
    batch = Import.objects.select_related("table", "province", "commune").get(pk=batch_id)
    data, _more = files.table_of(batch)
    rows = batch.rows.exclude(commune=None)
    used = [
        *rows.values_list("commune_id", flat=True).distinct(),
        *rows.exclude(village=None).values_list("village_id", flat=True).distinct(),
    ]
    units = {
        unit.pk: unit for part in chunks(used) for unit in Unit.objects.filter(pk__in=part).select_related("province")
    }
    places = {
        key: Placed(units[commune_id], units.get(village_id))
        for key, commune_id, village_id in rows.values_list("key", "commune_id", "village_id").iterator(CHUNK)
    }
    return drafts_by_key(data, places, on=batch.list_date, source=batch.source)


@lru_cache(maxsize=1)
def _decided(batch_id: str, _table: str) -> dict[str, dict[str, Any]]:
    """What the file says of each household's class, by its code there."""
    data, _more = files.table_of(Import.objects.select_related("table").get(pk=batch_id))
    return {row[KEY]: row for row in data.households.iter_rows(named=True) if row[KEY] is not None}


def _reason(batch: Import) -> str:
    return (batch.options.get("note") or f"Nhập từ tệp {batch.file.name}")[:500]


def _document(batch: Import) -> str:
    number = batch.options.get("decision_number") or ""
    return f"Quyết định {number}"[:200] if number else ""
