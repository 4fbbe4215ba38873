"""The job that makes the dossier of a village: index, papers and scans in one ZIP, with the digest of every file.

A step makes some files and seals them; nothing is held in memory but one paper. A scan that cannot be opened, or that
the person may not read, is named in the index as missing.
"""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from rasoat.papers import Paper, write_many
from rasoat.web.accounts.acting import Acting
from rasoat.web.exchange.files import work_directory
from rasoat.web.jobs.models import Job
from rasoat.web.paperwork.archive import MANIFEST, lines_in, path_of, step_of
from rasoat.web.paperwork.catalogue import KINDS, of_record
from rasoat.web.paperwork.data.dossier import Line, Made, Scan, index_rows
from rasoat.web.paperwork.filling import data_of, filled
from rasoat.web.paperwork.folder_parts import finish, folder_of, keep_part
from rasoat.web.paperwork.models import VillageFolder
from rasoat.web.paperwork.subjects import Scope, find, subject_of
from rasoat.web.paperwork.versions import text_of
from rasoat.web.vault.access import may_read
from rasoat.web.vault.file_types import EXTENSIONS
from rasoat.web.vault.files import FileGoneError, plain_copy
from rasoat.web.vault.models import SealedFile
from rasoat.web.vault.sealing import SealBrokenError

KIND: Final = "paperwork.archive"
INDEX: Final = "muc-luc-ho-so"
_INDEX_NAME: Final = "000-muc-luc"
_PIECE: Final = 1 << 20


def step(job: Job, acting: Acting) -> bool:
    """Some files of one line, or the last step: the index, and everything in one ZIP."""
    folder = folder_of(job, acting)
    at = job.checkpoint.get("at", 0)
    if at < len(folder.plan):
        _make_part(job, acting, folder, at)
        return False
    with work_directory() as room:
        finish(job, acting, folder, *_joined(job, folder, room), dossier=True)
    return True


def _make_part(job: Job, acting: Acting, folder: VillageFolder, at: int) -> None:
    number, line = step_of(folder.plan[at])
    lost: dict[str, str] = job.checkpoint.get("lost", {})
    gone: list[dict[str, Any]] = job.checkpoint.get("gone", [])
    with work_directory() as room:
        path, made = room / "phan.zip", 0
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
            for stem, group in groupby(line.papers, key=lambda each: each.stem):
                found = {each: _paper(acting, folder, each) for each in group}
                gone += [_gone(number, each) for each, paper in found.items() if paper is None]
                papers = [paper for paper in found.values() if paper is not None]
                if papers:
                    write_many(papers, room / "giay.pdf", created=timezone.now().replace(microsecond=0))
                    out.write(room / "giay.pdf", path_of(number, line, stem, ".pdf"))
                    made += len(papers)
            for scan in line.scans:
                why = _put_scan(acting, number, line, scan, out) if scan.file else ""
                lost |= {scan.file: why} if why else {}
                made += bool(scan.file) and not why
        keep_part(job, folder, at, path, made, lost=lost, gone=gone)


def _paper(acting: Acting, folder: VillageFolder, made: Made) -> Paper | None:
    """A paper; None when its record went away since the order."""
    kind = KINDS[made.kind]
    subject = find(acting, kind.scope, made.ref)
    if subject is None or kind not in of_record(kind.scope, subject.record):
        return None
    subject = replace(subject, commune=folder.commune, round=folder.review.round)
    return filled(kind, text_of(kind, folder.commune), data_of(kind, subject), subject)


def _gone(number: int, made: Made) -> dict[str, Any]:
    return {"number": number, "name": str(KINDS[made.kind].name), "why": "không còn trong hệ thống"}


def _put_scan(acting: Acting, number: int, line: Line, scan: Scan, out: zipfile.ZipFile) -> str:
    """Open the seal of a scan into the ZIP; returns why it could not be, in Vietnamese as in the index."""
    file = SealedFile.objects.filter(pk=scan.file).first()
    if file is None or not may_read(acting, file):
        return "người làm hồ sơ không được đọc tệp này"
    try:
        with plain_copy(file) as path:
            out.write(path, path_of(number, line, scan.stem, EXTENSIONS.get(file.media_type, ".bin")))
    except FileGoneError:
        return "tệp quét không còn trên máy chủ"
    except SealBrokenError:
        return "tệp quét đã bị thay đổi nên không mở"
    return ""


def _joined(job: Job, folder: VillageFolder, room: Path) -> tuple[Path, Path]:
    """The whole dossier and the PDF of its index."""
    index = _index(job, folder)
    pdf, bundle = room / "muc-luc.pdf", room / "ho-so.zip"
    pdf.write_bytes(index.to_pdf(created=timezone.now().replace(microsecond=0)))
    digests: dict[str, str] = {}
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_STORED) as out:
        for ending, content in ((".docx", index.to_docx()), (".pdf", pdf.read_bytes())):
            out.writestr(f"{_INDEX_NAME}{ending}", content)
            digests[f"{_INDEX_NAME}{ending}"] = hashlib.sha256(content).hexdigest()
        for part in folder.parts.select_related("file"):
            with plain_copy(part.file) as path, zipfile.ZipFile(path) as source:
                digests |= {entry.filename: _copied(source, entry, out) for entry in source.infolist()}
        out.writestr(MANIFEST, "".join(f"{digest}  {name}\n" for name, digest in digests.items()))
    return bundle, pdf


def _index(job: Job, folder: VillageFolder) -> Paper:
    kind, subject = KINDS[INDEX], subject_of(Scope.VILLAGE, folder.review)
    rows = index_rows(lines_in(folder.plan), job.checkpoint.get("lost", {}))
    missing = sorted([*rows["missing"], *job.checkpoint.get("gone", [])], key=lambda row: row["number"])
    data: Mapping[str, Any] = {**data_of(kind, subject), **rows, "missing": missing}
    return filled(kind, text_of(kind, folder.commune), data, subject)


def _copied(source: zipfile.ZipFile, entry: zipfile.ZipInfo, out: zipfile.ZipFile) -> str:
    """Copy a file from a part piece by piece; returns its SHA-256."""
    digest = hashlib.sha256()
    told = zipfile.ZipInfo(entry.filename, entry.date_time)
    with source.open(entry) as stream, out.open(told, "w", force_zip64=True) as target:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()
