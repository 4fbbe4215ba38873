"""The job that prints the papers, or the year boxes, of a decision into one PDF: in sealed parts, joined at the end."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfWriter

from rasoat.papers import write_many
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.certificates.certificate_paper import papers_of, parts
from rasoat.web.certificates.layouts import Layout, layout_of
from rasoat.web.certificates.models import Certificate, CertificateRun, CertificateYear, RunKind
from rasoat.web.certificates.overprint import box_sheet, overprint_pdf
from rasoat.web.certificates.printing import boxes_to_print, papers_to_print
from rasoat.web.exchange.files import work_directory
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.file_types import PDF
from rasoat.web.vault.files import erase, keep, plain_copy
from rasoat.web.vault.models import SealedFile

KIND: Final = "certificates.print"
PART: Final = 1000
"""Papers in one step: what a kill loses at most, and what is in memory while they are set."""

TOLD: Final = 100
"""Progress is written after so many papers."""

WORTH_PROCESSES: Final = 300
"""Fewer papers are set by the worker itself: starting processes takes longer."""

MOST_PROCESSES: Final = 4
T = TypeVar("T")


def step(job: Job, acting: Acting) -> bool:
    """What is to be printed, then a part at a time, then the whole; printed years are noted with the whole.

    Checkpoint: `ids` in order, `done` of them, `left` those that lost their standing meanwhile, `parts` by file.
    """
    run = CertificateRun.objects.select_related("commune", "province", "village", "decision__round").get(
        pk=job.arguments["run"]
    )
    acting = acting_there(acting, run.commune)
    acting.require(Capability.CERTIFICATE_ISSUE, run.commune)
    stand = {"ids": [], "done": 0, "left": [], "parts": [], **job.checkpoint}
    if "ids" not in job.checkpoint:
        ids = list(_wanted(run).values_list("pk", flat=True))
        with transaction.atomic():
            save_checkpoint(job, {**stand, "ids": ids}, done=0, of=len(ids))
        return False
    if stand["done"] < len(stand["ids"]):
        _make_part(job, run, stand)
        return False
    _join(job, acting, run, stand)
    return True


def link(job: Job) -> str:
    """Where the file is fetched."""
    return reverse("certificates:run", args=[job.arguments["run"]])


def count_parts(job: Job) -> int:
    """How many parts a stopped job has sealed."""
    return len(job.checkpoint.get("parts", ()))


def drop_parts(job: Job) -> None:
    """Erase them; never a file that a finished order gives out."""
    given = CertificateRun.objects.filter(file__isnull=False).values("file")
    for file in SealedFile.objects.filter(pk__in=job.checkpoint["parts"]).exclude(pk__in=given):
        erase(file)


def _wanted(run: CertificateRun) -> QuerySet[Certificate] | QuerySet[CertificateYear]:
    boxes = run.kind == RunKind.BOXES
    return boxes_to_print(run.decision, run.village) if boxes else papers_to_print(run.decision, run.village)


def _make_part(job: Job, run: CertificateRun, stand: dict[str, Any]) -> None:
    """Set the next papers. Those recalled or replaced since the order are left out."""
    asked = stand["ids"][stand["done"] : stand["done"] + PART]
    standing = set(_wanted(run).filter(pk__in=asked).values_list("pk", flat=True))
    ids = [pk for pk in asked if pk in standing]
    done = stand["done"] + len(asked)
    now = {**stand, "done": done, "left": [*stand["left"], *(pk for pk in asked if pk not in standing)]}
    if not ids:
        with transaction.atomic():
            save_checkpoint(job, now, done=done)
        return
    layout = layout_of(run.province, run.decision.standard_id)
    if not run.decision.round.counts:
        layout = layout.with_box(run.decision.year)
    write = _write_boxes if run.kind == RunKind.BOXES else _write_papers
    with work_directory() as room:
        path = room / "giay.pdf"
        write(run, layout, ids, path, lambda count: _tell(job, stand["done"] + count))
        file = keep(path, name=_name(run), media_type=PDF, bound=_bond(run))
    try:
        with transaction.atomic():
            save_checkpoint(job, {**now, "parts": [*stand["parts"], str(file.pk)]}, done=done)
    except BaseException:
        erase(file)
        raise


def _join(job: Job, acting: Acting, run: CertificateRun, stand: dict[str, Any]) -> None:
    """One file of all parts; a single part is the file."""
    found = SealedFile.objects.in_bulk(stand["parts"])
    files = [found[UUID(key)] for key in stand["parts"]]
    left = set(stand["left"])
    ids = [pk for pk in stand["ids"] if pk not in left]
    if not files:
        raise RefusedError(_("Không có giấy nào để in."), remedy=_("Giấy đã bị thu hồi hoặc thay; xem lại sổ giấy."))
    whole = files[0] if len(files) == 1 else _joined(run, files)
    with transaction.atomic():
        run.file, run.printed = whole, len(ids)
        run.save(update_fields=["file", "printed"])
        for file in files:
            if file != whole:
                erase(file)
        boxes = _printed(run, ids)
        record(
            acting, "certificates.printed", run, unit=run.commune, rows=[whole, *boxes],
            after={"kind": run.kind, "papers": len(ids)},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, run.commune),
        )  # fmt: skip
        save_checkpoint(job, done=job.all_steps, result={"printed": len(ids)})


def _joined(run: CertificateRun, files: Sequence[SealedFile]) -> SealedFile:
    writer = PdfWriter()
    with work_directory() as room:
        for file in files:
            with plain_copy(file) as path:
                writer.append(path, import_outline=False)
        writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
        writer.write(room / "giay.pdf")
        return keep(room / "giay.pdf", name=_name(run), media_type=PDF, bound=_bond(run))


def _name(run: CertificateRun) -> str:
    return f"{(run.village or run.commune).full_name} - {run.decision.year} - {run.kind}.pdf"


def _bond(run: CertificateRun) -> str:
    return f"certificate-run:{run.pk}"


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
    within = "pk__in" if run.kind == RunKind.BOXES else "certificate__in"
    found = [row for part in parts(ids, PART) for row in rows.filter(**{within: part})]
    for row in found:
        row.printed_on = timezone.localdate()
    CertificateYear.objects.bulk_update(found, ["printed_on"], batch_size=500)
    return found
