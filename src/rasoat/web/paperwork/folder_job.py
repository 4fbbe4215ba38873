"""The job that makes the folder of a village: a paper, or some forms, a step; at the end all parts become one."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from pypdf import PdfWriter

from rasoat.papers import Paper, write_many
from rasoat.web.accounts.acting import Acting
from rasoat.web.exchange.files import work_directory
from rasoat.web.jobs.models import Job
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.catalogue import KINDS, Kind
from rasoat.web.paperwork.filling import data_of, filled
from rasoat.web.paperwork.folder_parts import finish, folder_of, keep_part
from rasoat.web.paperwork.models import FolderPart, VillageFolder
from rasoat.web.paperwork.names import file_name
from rasoat.web.paperwork.subjects import find
from rasoat.web.paperwork.versions import text_of
from rasoat.web.vault.files import plain_copy

KIND: Final = "paperwork.folder"
_PDF: Final = "giay.pdf"


def step(job: Job, acting: Acting) -> bool:
    """One part, or the last step that joins them. A part and its checkpoint are written together."""
    folder = folder_of(job, acting)
    at = job.checkpoint.get("at", 0)
    if at < len(folder.plan):
        _make_part(job, acting, folder, at)
        return False
    _join(job, acting, folder)
    return True


def _make_part(job: Job, acting: Acting, folder: VillageFolder, at: int) -> None:
    key, refs = folder.plan[at]
    kind = KINDS[key]
    named = [(ref, find(acting, kind.scope, ref)) for ref in refs]
    subjects = [(ref, subject) for ref, subject in named if subject is not None]
    text = text_of(kind, folder.commune)
    papers = [(ref, filled(kind, text, data_of(kind, subject), subject)) for ref, subject in subjects]
    with work_directory() as room:
        path = _packed(room, kind, papers, at + 1)
        keep_part(job, folder, at, path, len(papers))


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
    with work_directory() as room:
        pdf = _collect(list(folder.parts.select_related("file")), room / "ho-so.zip", room)
        if pdf is None:
            raise RefusedError(_("Bước này chưa có giấy nào để in."), remedy=_("Chọn bước khác, hoặc in cả tập."))
        finish(job, acting, folder, room / "ho-so.zip", pdf)


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
