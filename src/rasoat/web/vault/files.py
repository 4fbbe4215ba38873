"""Keep uploads sealed, give them back, erase them. Called by actions; the caller writes the ledger."""

import hashlib
import os
import tempfile
import uuid
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.file_types import EXTENSIONS, JPEG, LIMITS, PDF, PICTURES, Accepts, media_type_of
from rasoat.web.vault.models import SealedFile
from rasoat.web.vault.pictures import PAPER_BYTES, PAPER_SIDE, PHOTO_BYTES, PHOTO_SIDE, clean_picture
from rasoat.web.vault.sealed_stream import open_stream, seal_stream

PIECE = 1 << 20
MAX_NAME = 120


class FileGoneError(RuntimeError):
    """The bytes of a file were erased, or its sealed file is missing."""


def store(
    upload: UploadedFile, *, media_type: Accepts | str, limit: int | None = None, bound: str = "", field: str = "file"
) -> SealedFile:
    """Check an upload, keep it sealed and return its row.

    `media_type`: what this place takes (`Accepts`); the type kept is that of the content. `limit`: largest size in
    bytes (default by kind). `bound`: what the file belongs to, such as `household:UUID`. Pictures are made anew
    without EXIF, photos under 150 kB. Raises `RefusedError` (beside `field`): empty, too large, wrong type, broken.
    """
    accepts = Accepts(media_type)
    allowed = min(limit or LIMITS[accepts], settings.UPLOAD_LIMIT_BYTES)
    if (upload.size or 0) > allowed:
        raise _too_large(allowed, field)
    name = _name_of(upload.name or "")
    with _scratch() as path:
        _spool(upload, path, allowed, field)
        kind = media_type_of(path, accepts, field)
        if kind in PICTURES:
            is_photo = accepts is Accepts.PHOTO
            sizes = (PHOTO_BYTES, PHOTO_SIDE) if is_photo else (PAPER_BYTES, PAPER_SIDE)
            path.write_bytes(clean_picture(path, max_bytes=sizes[0], max_side=sizes[1], field=field))
            kind = JPEG
        elif kind == PDF:
            _check_whole_pdf(path, field)
        return keep(path, name=f"{Path(name).stem}{EXTENSIONS[kind]}", media_type=kind, bound=bound)


def keep(path: Path, *, name: str, media_type: str, bound: str = "") -> SealedFile:
    """Seal a file that this program itself made (a marked workbook, an export) and return its row."""
    file = SealedFile(id=uuid.uuid4(), name=_name_of(name), media_type=media_type, bound=bound, size=0, sha256="")
    digest, size = hashlib.sha256(), 0

    def pieces(stream: BinaryIO) -> Iterator[bytes]:
        nonlocal size
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += len(piece)
            yield piece

    with path.open("rb") as stream:
        write_sealed(place_of(file), seal_stream(pieces(stream), bound_to=bond_of(file)))
    file.sha256, file.size = digest.hexdigest(), size
    try:
        file.save(force_insert=True)
    except BaseException:
        place_of(file).unlink(missing_ok=True)
        raise
    return file


def open_sealed(file: SealedFile) -> Generator[bytes, None, None]:
    """The plain bytes in chunks. Raises `FileGoneError`, `SealBrokenError` or `KeysMissingError`, the first two before
    anything is given where the head shows it."""
    if file.erased_at is not None:
        raise FileGoneError(_("Nội dung tệp này đã được xóa."))
    try:
        stream = place_of(file).open("rb")
    except FileNotFoundError:
        raise FileGoneError(_("Không tìm thấy nội dung của tệp này trên máy chủ.")) from None
    return _closing(stream, bond_of(file))


@contextmanager
def plain_copy(file: SealedFile) -> Iterator[Path]:
    """A path with the plain bytes, for libraries that want one; gone afterwards. Only this account can read it."""
    with _scratch(EXTENSIONS.get(file.media_type, "")) as path:
        with path.open("wb") as out:
            for piece in open_sealed(file):
                out.write(piece)
        yield path


def erase(file: SealedFile) -> None:
    """Erase the bytes for good once the transaction is committed; the row stays and says when. Harmless twice."""
    if file.erased_at is None:
        file.erased_at = timezone.now()
        file.save(update_fields=["erased_at"])
    transaction.on_commit(lambda: place_of(file).unlink(missing_ok=True))


def sweep_strays(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Delete sealed files without a row (their transaction was rolled back); returns how many."""
    root: Path = settings.FILES_ROOT
    if not root.is_dir():
        return 0
    edge = (timezone.now() - older_than).timestamp()
    old = [path for path in root.glob("*/*") if path.is_file() and path.stat().st_mtime < edge]
    removed = 0
    for at in range(0, len(old), 500):
        batch = {path.name: path for path in old[at : at + 500]}
        ids = [name for name in batch if _is_id(name)]
        known = {str(pk) for pk in SealedFile.objects.filter(pk__in=ids).values_list("pk", flat=True)}
        for name in batch.keys() - known:
            batch[name].unlink(missing_ok=True)
            removed += 1
    return removed


def place_of(file: SealedFile) -> Path:
    """Where the sealed bytes lie: by id, in 256 directories."""
    return Path(settings.FILES_ROOT) / str(file.pk)[:2] / str(file.pk)


def bond_of(file: SealedFile) -> str:
    """What the bytes are sealed to."""
    return f"file:{file.pk}:{file.bound}"


def write_sealed(target: Path, pieces: Iterable[bytes]) -> None:
    """Write whole or not at all, on the disk when this returns, readable by this account only."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _closing(stream: BinaryIO, bond: str) -> Generator[bytes, None, None]:
    with stream:
        yield from open_stream(stream, bound_to=bond)


@contextmanager
def _scratch(suffix: str = "") -> Iterator[Path]:
    room = Path(settings.DATA_ROOT) / "scratch"
    room.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=room, suffix=suffix)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _spool(upload: UploadedFile, path: Path, allowed: int, field: str) -> None:
    size = 0
    with path.open("wb") as out:
        for piece in upload.chunks():
            size += len(piece)
            if size > allowed:
                raise _too_large(allowed, field)
            out.write(piece)
    if not size:
        raise RefusedError(_("Tệp trống (0 byte)."), remedy=_("Chọn lại tệp."), field=field, code="file-empty")


def _check_whole_pdf(path: Path, field: str) -> None:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        if b"%%EOF" not in stream.read():
            raise RefusedError(
                _("Tệp PDF chép chưa hết hoặc bị hỏng."),
                remedy=_("Chép lại tệp từ nguồn."),
                field=field,
                code="pdf-broken",
            )


def _too_large(allowed: int, field: str) -> RefusedError:
    said = _("Tệp quá lớn: chỉ nhận đến %(size)s MB.") % {"size": max(1, allowed >> 20)}
    return RefusedError(said, remedy=_("Giảm cỡ tệp hoặc tách thành nhiều tệp."), field=field, code="file-too-large")


def _name_of(given: str) -> str:
    """The last part of the name, without control characters; never empty."""
    last = clean(given.replace("\\", "/").rpartition("/")[2])
    shown = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"|?*')
    stem, dot, extension = shown.rpartition(".")
    return (f"{stem[:MAX_NAME]}{dot}{extension[:10]}" if dot else shown[:MAX_NAME]).strip(". ") or "tep"


def _is_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
