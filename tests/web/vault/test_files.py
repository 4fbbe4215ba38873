"""Sealed files: what is taken, how it lies on the disk, and that no byte can be changed unseen."""
# ruff: noqa: E501, PT012

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image
from xlsxwriter import Workbook

from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault import sealed_stream
from rasoat.web.vault.file_types import CSV, JPEG, PDF, XLSX, Accepts
from rasoat.web.vault.files import FileGoneError, erase, keep, open_sealed, place_of, plain_copy, store, sweep_strays
from rasoat.web.vault.models import SealedFile
from rasoat.web.vault.sealing import SealBrokenError

pytestmark = pytest.mark.django_db
PDF_BYTES = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def upload(content: bytes, name: str = "tep.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def workbook() -> bytes:
    out = io.BytesIO()
    book = Workbook(out)
    book.add_worksheet("Hộ").write(0, 0, "Họ tên")
    book.close()
    return out.getvalue()


def picture(kind: str, size: tuple[int, int], **extra: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, **extra)
    return out.getvalue()


def test_a_paper_comes_back_and_lies_sealed() -> None:
    file = store(upload(PDF_BYTES, "Quyết định.pdf"), media_type=Accepts.PAPER, bound="household:1")

    assert b"".join(open_sealed(file)) == PDF_BYTES
    assert (file.name, file.media_type, file.size) == ("Quyết định.pdf", PDF, len(PDF_BYTES))
    assert PDF_BYTES not in place_of(file).read_bytes()
    assert place_of(file).stat().st_mode & 0o077 == 0


def test_a_file_of_another_record_does_not_open() -> None:
    file = store(upload(PDF_BYTES), media_type="pdf", bound="household:1")

    file.bound = "household:2"

    with pytest.raises(SealBrokenError):
        list(open_sealed(file))


def test_the_type_is_that_of_the_content() -> None:
    assert store(upload(workbook(), "x.csv"), media_type=Accepts.TABLE).media_type == XLSX
    assert store(upload("họ tên\nLò Thị Mai\n".encode(), "x.xlsx"), media_type=Accepts.TABLE).media_type == CSV


@pytest.mark.parametrize(("content", "accepts"), [
    (b"", Accepts.PAPER), (b"MZ\x90\x00", Accepts.PAPER), (workbook(), Accepts.PHOTO), (PDF_BYTES, Accepts.TABLE),
    (b"<html><script>1</script>", Accepts.TABLE), (b"PK\x03\x04" + bytes(50), Accepts.WORKBOOK),
    (b"%PDF-1.7 cut", Accepts.PDF), (b"\xff\xd8\xff\xe0broken", Accepts.PHOTO), (b"\x89PNG\r\n\x1a\nbroken", Accepts.PAPER),
])  # fmt: skip
def test_what_does_not_belong_is_refused_with_what_to_do(content: bytes, accepts: Accepts) -> None:
    with pytest.raises(RefusedError) as refused:
        store(upload(content), media_type=accepts)

    assert refused.value.message
    assert refused.value.remedy
    assert refused.value.field == "file"
    assert not SealedFile.objects.exists()


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("xl/workbook.xml", bytes(80 << 20))

    with pytest.raises(RefusedError):
        store(upload(out.getvalue(), "bom.xlsx"), media_type=Accepts.WORKBOOK)


def test_the_limit_is_held() -> None:
    with pytest.raises(RefusedError, match="quá lớn"):
        store(upload(PDF_BYTES + bytes(2 << 20)), media_type="pdf", limit=1 << 20)


def test_a_photo_is_made_anew_small_and_without_its_place() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh"
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 0.0)}

    file = store(upload(picture("JPEG", (2400, 1800), exif=exif, quality=95), "ảnh.jpeg"), media_type=Accepts.PHOTO)

    content = b"".join(open_sealed(file))
    with Image.open(io.BytesIO(content)) as shown:
        assert not shown.getexif()
        assert shown.format == "JPEG"
    assert len(content) <= 150_000
    assert (file.name, file.media_type) == ("ảnh.jpg", JPEG)


def test_a_picture_with_too_many_pixels_is_refused_unopened() -> None:
    header = bytearray(picture("PNG", (10, 10)))
    header[16:24] = (30_000).to_bytes(4, "big") * 2
    import zlib

    header[29:33] = zlib.crc32(bytes(header[12:29])).to_bytes(4, "big")

    with pytest.raises(RefusedError, match="điểm ảnh"):
        store(upload(bytes(header)), media_type=Accepts.PHOTO)


def test_names_carry_no_path_and_no_tricks() -> None:
    file = store(upload(PDF_BYTES, "..\\..\\a/b\x00c\u202ed.exe"), media_type="pdf")

    assert "/" not in file.name
    assert "\\" not in file.name
    assert file.name.endswith(".pdf")
    assert file.name.isprintable()


@pytest.mark.parametrize(
    "size", [0, 1, sealed_stream.CHUNK - 1, sealed_stream.CHUNK, sealed_stream.CHUNK + 1, 3 * sealed_stream.CHUNK]
)
def test_every_size_comes_back(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x"
    content = bytes(range(256)) * (size // 256) + bytes(size % 256)
    path.write_bytes(content)

    file = keep(path, name="x.bin", media_type="application/octet-stream")

    assert b"".join(open_sealed(file)) == content
    assert file.size == size


def test_chunks_cannot_be_cut_swapped_repeated_or_changed(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(bytes(3 * sealed_stream.CHUNK))
    file = keep(path, name="x", media_type="application/octet-stream")
    place = place_of(file)
    whole = place.read_bytes()
    step, head = sealed_stream.CHUNK + 16, sealed_stream.HEAD
    chunks = [whole[at : at + step] for at in range(head, len(whole), step)]
    changed = [
        whole[:head] + b"".join(chunks[:2]), whole[:head], whole[: head - 1], b"",
        whole[:head] + chunks[1] + chunks[0] + chunks[2], whole[:head] + chunks[0] + b"".join(chunks),
        whole[:-1] + bytes([whole[-1] ^ 1]), whole + b"x", b"X" + whole[1:], whole[:8] + bytes([whole[8] ^ 1]) + whole[9:],
    ]  # fmt: skip

    for content in changed:
        place.write_bytes(content)
        with pytest.raises(SealBrokenError):
            list(open_sealed(file))


@hypothesis_settings(max_examples=30, deadline=None)
@given(content=st.binary(max_size=400), at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_byte_can_be_changed(content: bytes, at: int, bit: int) -> None:
    from django.conf import settings

    from rasoat.web.vault.keyring import KeysMissingError, new_ring, write_ring

    if not settings.KEYS_PATH.exists():
        write_ring(settings.KEYS_PATH, new_ring())
    whole = bytearray(b"".join(sealed_stream.seal_stream([content], bound_to="x")))
    whole[at % len(whole)] ^= 1 << bit

    with pytest.raises((SealBrokenError, KeysMissingError)):
        list(sealed_stream.open_stream(io.BytesIO(bytes(whole)), bound_to="x"))


@pytest.mark.django_db(transaction=True)
def test_erased_bytes_are_gone_after_the_commit_only() -> None:
    file = store(upload(PDF_BYTES), media_type="pdf")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase(file)
        raise ZeroDivisionError
    assert place_of(file).exists()
    file.refresh_from_db()

    with transaction.atomic():
        erase(file)

    assert not place_of(file).exists()
    with pytest.raises(FileGoneError):
        open_sealed(file)


def test_strays_of_rolled_back_uploads_are_swept() -> None:
    import os

    kept = store(upload(PDF_BYTES), media_type="pdf")
    stray = store(upload(PDF_BYTES), media_type="pdf")
    SealedFile.objects.filter(pk=stray.pk).delete()
    for file in (kept, stray):
        os.utime(place_of(file), (0, 0))

    assert sweep_strays() == 1
    assert place_of(kept).exists()
    assert not place_of(stray).exists()


def test_a_plain_copy_is_gone_afterwards() -> None:
    file = store(upload(workbook(), "a.xlsx"), media_type="workbook")

    with plain_copy(file) as path:
        assert path.suffix == ".xlsx"
        assert path.read_bytes() == workbook() or path.stat().st_size == file.size

    assert not path.exists()
