"""The job that prints the papers, or the year boxes, of a decision into one PDF."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from rasoat.papers import write_many
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.certificates.certificate_paper import papers_of, parts
from rasoat.web.certificates.layouts import Layout, layout_of
from rasoat.web.certificates.models import CertificateRun, CertificateYear, RunKind
from rasoat.web.certificates.overprint import box_sheet, overprint_pdf
from rasoat.web.certificates.printing import boxes_to_print, papers_to_print
from rasoat.web.exchange.files import work_directory
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.vault.file_types import PDF
from rasoat.web.vault.files import keep

KIND: Final = "certificates.print"
TOLD: Final = 100
"""Progress is written after so many papers."""

WORTH_PROCESSES: Final = 300
"""Fewer papers are set by the worker itself: starting processes takes longer."""

MOST_PROCESSES: Final = 4
T = TypeVar("T")


def step(job: Job, acting: Acting) -> bool:
    """All at once: the PDF appears whole or not at all; printed years are noted with it."""
    run = CertificateRun.objects.select_related("commune", "province", "village", "decision__round").get(
        pk=job.arguments["run"]
    )
    acting.require(Capability.CERTIFICATE_ISSUE, run.commune)
    layout = layout_of(run.province, run.decision.standard_id)
    if not run.decision.round.counts:
        layout = layout.with_box(run.decision.year)
    wanted = boxes_to_print if run.kind == RunKind.BOXES else papers_to_print
    ids = list(wanted(run.decision, run.village).values_list("pk", flat=True))
    write = _write_boxes if run.kind == RunKind.BOXES else _write_papers
    with work_directory() as room:
        path = room / "giay.pdf"
        write(run, layout, ids, path, lambda done: _tell(job, done))
        name = f"{(run.village or run.commune).full_name} - {run.decision.year} - {run.kind}.pdf"
        file = keep(path, name=name, media_type=PDF, bound=f"certificate-run:{run.pk}")
    with transaction.atomic():
        run.file, run.printed = file, len(ids)
        run.save(update_fields=["file", "printed"])
        boxes = _printed(run, ids)
        record(
            acting, "certificates.printed", run, unit=run.commune, rows=[file, *boxes],
            after={"kind": run.kind, "papers": len(ids)},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, run.commune),
        )  # fmt: skip
        save_checkpoint(job, done=len(ids), of=len(ids), result={"printed": len(ids)})
    return True


def link(job: Job) -> str:
    """Where the file is fetched."""
    return reverse("certificates:run", args=[job.arguments["run"]])


def _write_papers(
    run: CertificateRun, layout: Layout, ids: Sequence[int], path: Path, tell: Callable[[int], None]
) -> None:
    workers = min(MOST_PROCESSES, os.cpu_count() or 1) if len(ids) >= WORTH_PROCESSES else 1
    papers = _counted(papers_of(ids, layout, run.commune), tell)
    write_many(papers, path, workers=workers, created=timezone.now().replace(microsecond=0))


def _write_boxes(
    _run: CertificateRun, layout: Layout, ids: Sequence[int], path: Path, tell: Callable[[int], None]
) -> None:
    """Part by part, so that no document of thousands of pages is held."""
    writer = PdfWriter()
    done = 0
    for part in parts(ids):
        found = CertificateYear.objects.select_related("certificate").in_bulk(part)
        draft = path.with_name(f"part-{done}.pdf")
        draft.write_bytes(overprint_pdf(box_sheet(found[pk], layout) for pk in part))
        writer.append(draft, import_outline=False)
        done += len(part)
        tell(done)
    writer.write(path)


def _counted(rows: Iterable[T], tell: Callable[[int], None]) -> Iterator[T]:
    for count, row in enumerate(rows, 1):
        yield row
        if not count % TOLD:
            tell(count)


def _tell(job: Job, done: int) -> None:
    with transaction.atomic():
        save_checkpoint(job, done=done)


def _printed(run: CertificateRun, ids: Sequence[int]) -> list[CertificateYear]:
    """Boxes that are now on paper for the first time."""
    rows = CertificateYear.objects.filter(decision=run.decision, printed_on__isnull=True)
    found = list(rows.filter(pk__in=ids) if run.kind == RunKind.BOXES else rows.filter(certificate__in=ids))
    for row in found:
        row.printed_on = timezone.localdate()
    CertificateYear.objects.bulk_update(found, ["printed_on"], batch_size=500)
    return found
