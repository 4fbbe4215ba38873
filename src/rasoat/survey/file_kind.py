"""What a file really is, by its content; files that cannot be read are refused with the reason."""

import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from rasoat.law.faults import Fault, FaultsFoundError, Place


class FileKind(StrEnum):
    """Kinds that can be read."""

    WORKBOOK = "workbook"
    CSV = "csv"
    PARQUET = "parquet"
    DIRECTORY = "directory"


MAX_WORKBOOK_BYTES: Final = 100 << 20
"""A workbook larger than this on disk is refused."""

MAX_UNPACKED_BYTES: Final = 1 << 30
"""A workbook whose parts say they are larger than this together when unpacked is refused."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAMPLE = 1 << 16


def file_kind(path: Path) -> FileKind:
    """The kind of the file. Raises `FaultsFoundError` (one fault) for anything that cannot be read."""
    if path.is_dir():
        return FileKind.DIRECTORY
    try:
        with path.open("rb") as stream:
            head = stream.read(_SAMPLE)
    except OSError as error:
        raise refusal(
            path,
            "file-unreadable",
            f"không mở được tệp ({error.strerror})",
            f"the file cannot be opened ({error.strerror})",
            "kiểm tra đường dẫn và quyền đọc tệp",
            "check the path and the right to read",
        ) from None
    if not head:
        raise refusal(
            path,
            "file-empty",
            "tệp trống (0 byte)",
            "the file is empty (0 bytes)",
            "chép hoặc xuất lại tệp từ nguồn",
            "copy or export the file again",
        )
    if head.startswith(_OLE):
        raise _old_or_locked(path)
    if head.startswith(b"PK"):
        _check_workbook(path)
        return FileKind.WORKBOOK
    if head.startswith(b"PAR1"):
        return FileKind.PARQUET
    if head.lstrip().startswith(b"%PDF"):
        raise refusal(
            path,
            "file-is-pdf",
            "đây là tệp PDF, không phải sổ Excel hay CSV",
            "this is a PDF, neither a workbook nor a CSV",
            "xin nơi gửi tệp Excel gốc (.xlsx), hoặc chép bảng sang Excel rồi lưu thành .xlsx",
            "ask for the original workbook, or copy the table into a workbook and save it as .xlsx",
        )
    _check_text(path, head)
    return FileKind.CSV


def too_large(path: Path) -> FaultsFoundError:
    """The refusal of a workbook above the limits."""
    return refusal(
        path,
        "workbook-too-large",
        f"sổ Excel quá lớn (tệp trên {MAX_WORKBOOK_BYTES >> 20} MB, hoặc bung ra trên {MAX_UNPACKED_BYTES >> 30} GB)",
        f"the workbook is too large (over {MAX_WORKBOOK_BYTES >> 20} MB, or {MAX_UNPACKED_BYTES >> 30} GB unpacked)",
        "bỏ ảnh, trang tính và dòng trống có định dạng; hoặc tách sổ theo xã, hoặc lưu thành CSV UTF-8",
        "delete pictures, spare sheets and formatted blank rows; or split by commune, or save as CSV UTF-8",
    )


def refusal(path: Path, rule: str, vi: str, en: str, remedy_vi: str, remedy_en: str) -> FaultsFoundError:
    """The exception that refuses a whole file."""
    return FaultsFoundError([Fault(rule, vi, en, remedy_vi, remedy_en, Place(file=path.name))])


def _old_or_locked(path: Path) -> FaultsFoundError:
    if path.stat().st_size > MAX_WORKBOOK_BYTES:
        return too_large(path)
    if _ENCRYPTED in path.read_bytes():
        return refusal(
            path,
            "workbook-password",
            "sổ Excel có mật khẩu",
            "the workbook is protected by a password",
            "mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại",
            "open it in Excel, take the password away and save again",
        )
    return refusal(
        path,
        "workbook-old-format",
        "sổ Excel dạng cũ (.xls) hoặc tệp Office cũ",
        "an old Office file (.xls)",
        "mở bằng Excel hoặc LibreOffice và lưu thành .xlsx",
        "open it and save it as .xlsx",
    )


def _check_workbook(path: Path) -> None:
    if path.stat().st_size > MAX_WORKBOOK_BYTES:
        raise too_large(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError):
        raise refusal(
            path,
            "workbook-broken",
            "tệp bị hỏng hoặc chép chưa hết",
            "the file is damaged or incomplete",
            "chép lại tệp từ nguồn",
            "copy the file again from its source",
        ) from None
    if "xl/workbook.xml" not in names:
        raise refusal(
            path,
            "not-a-workbook",
            "không phải sổ Excel .xlsx (tệp bị đổi đuôi?)",
            "not an .xlsx workbook (renamed?)",
            "mở bằng đúng phần mềm và lưu thành .xlsx",
            "open it and save it as .xlsx",
        )
    if unpacked > MAX_UNPACKED_BYTES:
        raise too_large(path)


def _check_text(path: Path, head: bytes) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        what = ("văn bản UTF-16", "UTF-16 text") if is_utf16 else ("tệp nhị phân lạ", "an unknown binary file")
        raise refusal(
            path,
            "not-utf8" if is_utf16 else "file-unknown",
            f"không đọc được: {what[0]}",
            f"cannot be read: {what[1]}",
            "lưu lại thành CSV UTF-8 hoặc .xlsx",
            "save it as CSV UTF-8 or .xlsx",
        )
    if head.lstrip()[:15].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise refusal(
            path,
            "file-is-web-page",
            "đây là trang web hoặc XML mang đuôi khác",
            "this is a web page or XML",
            "mở bằng Excel và lưu thành .xlsx",
            "open it in Excel and save it as .xlsx",
        )
