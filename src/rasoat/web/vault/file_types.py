"""What an upload really is, by its content, and whether this place takes it."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.file_kind import FileKind, file_kind
from rasoat.survey.xlsx.package import Package
from rasoat.web.look.refusals import RefusedError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"

PICTURES = frozenset({JPEG, PNG, WEBP})


class Accepts(StrEnum):
    """What a place for files takes: a table to import, a scanned paper, a photo, a backup of tables."""

    WORKBOOK = "workbook"
    TABLE = "table"
    PAPER = "paper"
    PHOTO = "photo"
    PDF = "pdf"


TYPES: Mapping[Accepts, frozenset[str]] = {
    Accepts.WORKBOOK: frozenset({XLSX}),
    Accepts.TABLE: frozenset({XLSX, CSV}),
    Accepts.PAPER: PICTURES | {PDF},
    Accepts.PHOTO: PICTURES,
    Accepts.PDF: frozenset({PDF}),
}
LIMITS: Mapping[Accepts, int] = {
    Accepts.WORKBOOK: 60 << 20,
    Accepts.TABLE: 60 << 20,
    Accepts.PAPER: 20 << 20,
    Accepts.PHOTO: 20 << 20,
    Accepts.PDF: 20 << 20,
}
"""Largest upload in bytes, where the caller says nothing else."""

EXTENSIONS: Mapping[str, str] = {XLSX: ".xlsx", CSV: ".csv", PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp"}
_HEAD = 1 << 10


def media_type_of(path: Path, accepts: Accepts, field: str = "file") -> str:
    """The media type of a file, by its content. Raises `RefusedError` for what this place does not take.

    Workbooks are looked through as packages: bombs, parts outside the package and password locks are refused.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    found = _magic(head)
    if not found and accepts in {Accepts.WORKBOOK, Accepts.TABLE}:
        found = _table_type(path, field)
    if found not in TYPES[accepts]:
        raise RefusedError(_said(accepts), remedy=_remedy(accepts), field=field, code="file-type")
    return found


def _magic(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return PDF if head.lstrip()[:5] == b"%PDF-" else ""


def _table_type(path: Path, field: str) -> str:
    try:
        kind = file_kind(path)
        if kind is FileKind.WORKBOOK:
            Package.read(path)
    except FaultsFoundError as error:
        fault = error.faults[0]
        raise RefusedError(
            _sentence(fault.vi), remedy=_sentence(fault.remedy_vi), field=field, code=fault.rule
        ) from error
    return {FileKind.WORKBOOK: XLSX, FileKind.CSV: CSV}.get(kind, "")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _said(accepts: Accepts) -> str:
    return {
        Accepts.WORKBOOK: _("Tệp này không phải sổ Excel."),
        Accepts.TABLE: _("Tệp này không phải sổ Excel hay CSV."),
        Accepts.PAPER: _("Tệp này không phải ảnh (JPEG, PNG, WebP) hay PDF."),
        Accepts.PHOTO: _("Tệp này không phải ảnh JPEG, PNG hay WebP."),
        Accepts.PDF: _("Tệp này không phải PDF."),
    }[accepts]


def _remedy(accepts: Accepts) -> str:
    return {
        Accepts.WORKBOOK: _("Mở bằng Excel hoặc LibreOffice và lưu thành .xlsx."),
        Accepts.TABLE: _("Lưu thành .xlsx hoặc CSV UTF-8 rồi tải lên lại."),
        Accepts.PAPER: _("Quét hoặc chụp lại giấy tờ, lưu thành JPEG hoặc PDF."),
        Accepts.PHOTO: _("Chụp lại, hoặc lưu ảnh thành JPEG."),
        Accepts.PDF: _("Xuất hoặc quét giấy tờ thành PDF."),
    }[accepts]
