"""The job that makes the folder of a village: a paper, or some forms, a step; at the end all parts become one."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfWriter

from rasoat.papers import Paper, write_many
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.files import work_directory
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.catalogue import KINDS, Kind
from rasoat.web.paperwork.filling import data_of, filled
from rasoat.web.paperwork.models import FolderPart, VillageFolder
from rasoat.web.paperwork.names import file_name
from rasoat.web.paperwork.subjects import find
from rasoat.web.paperwork.versions import text_of
from rasoat.web.vault.file_types import PDF
from rasoat.web.vault.files import erase, keep, plain_copy

KIND: Final = "paperwork.folder"
ZIP: Final = "application/zip"
_PDF: Final = "giay.pdf"


def step(job: Job, acting: Acting) -> bool:
    """One part, or the last step that joins them. A part and its checkpoint are written together."""
    folder = VillageFolder.objects.select_related("commune__province", "village", "review__round").get(
        pk=job.arguments["folder"]
    )
    acting.require(Capability.REVIEW_RUN, folder)
    at = job.checkpoint.get("at", 0)
    if at < len(folder.plan):
        _make_part(job, acting, folder, at)
        return False
    _join(job, acting, folder)
    return True


def link(job: Job) -> str:
    """Where the folder is fetched."""
    return reverse("paperwork:folder", args=[job.arguments["folder"]])


def _make_part(job: Job, acting: Acting, folder: VillageFolder, at: int) -> None:
    key, refs = folder.plan[at]
    kind = KINDS[key]
    named = [(ref, find(acting, kind.scope, ref)) for ref in refs]
    subjects = [(ref, subject) for ref, subject in named if subject is not None]
    text = text_of(kind, folder.commune)
    papers = [(ref, filled(kind, text, data_of(kind, subject), subject)) for ref, subject in subjects]
    with work_directory() as room:
        path = _packed(room, kind, papers, at + 1)
        file = keep(path, name=f"phan-{at + 1}.zip", media_type=ZIP, bound=f"folder:{folder.pk}")
    with transaction.atomic():
        FolderPart.objects.create(folder=folder, position=at, file=file)
        VillageFolder.objects.filter(pk=folder.pk).update(papers=folder.papers + len(papers))
        save_checkpoint(job, {"at": at + 1}, done=at + 1, of=len(folder.plan) + 1)


def _packed(room: Path, kind: Kind, papers: Sequence[tuple[str, Paper]], order: int) -> Path:
    """A ZIP of the papers as Word documents, with one PDF of them, each as often as it is signed."""
    path = room / "phan.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for number, (_ref, paper) in enumerate(papers, 1):
            name = file_name(kind, f"{number:02d}" if len(papers) > 1 else "")
            out.writestr(f"{order:03d}-{name}.docx", paper.to_docx())
        if papers:
            copies = [paper for _ref, paper in papers for _copy in range(kind.copies)]
            write_many(copies, room / _PDF, created=timezone.now().replace(microsecond=0))
            out.write(room / _PDF, _PDF)
    return path


def _join(job: Job, acting: Acting, folder: VillageFolder) -> None:
    parts = list(folder.parts.select_related("file"))
    name = f"{folder.village.full_name} - {folder.review.round.name}"
    with work_directory() as room:
        pdf = _collect(parts, room / "ho-so.zip", room)
        if pdf is None:
            raise RefusedError(_("Bước này chưa có giấy nào để in."), remedy=_("Chọn bước khác, hoặc in cả tập."))
        bound = f"folder:{folder.pk}"
        bundle = keep(room / "ho-so.zip", name=f"{name}.zip", media_type=ZIP, bound=bound)
        whole = keep(pdf, name=f"{name}.pdf", media_type=PDF, bound=bound)
    with transaction.atomic():
        folder.bundle, folder.pdf = bundle, whole
        folder.save(update_fields=["bundle", "pdf"])
        folder.parts.all().delete()
        for part in parts:
            erase(part.file)
        record(
            acting, "paperwork.folder_made", folder, unit=folder.commune, rows=[bundle, whole],
            after={"village": folder.village.full_name, "papers": folder.papers},
            role=acting.role_for(Capability.REVIEW_RUN, folder),
        )  # fmt: skip
        save_checkpoint(job, done=job.all_steps, result={"papers": folder.papers})


def _collect(parts: Sequence[FolderPart], target: Path, room: Path) -> Path | None:
    """All Word documents and the whole PDF in one ZIP; the path of the PDF, None where there is no paper."""
    writer = PdfWriter()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for part in parts:
            with plain_copy(part.file) as path, zipfile.ZipFile(path) as source:
                for name in source.namelist():
                    if name == _PDF:
                        with source.open(name) as stream:
                            writer.append(stream, import_outline=False)
                    else:
                        out.writestr(f"word/{name}", source.read(name))
        if not writer.pages:
            return None
        writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
        writer.write(room / "ho-so.pdf")
        out.write(room / "ho-so.pdf", "in-ca-tap.pdf")
    return room / "ho-so.pdf"
