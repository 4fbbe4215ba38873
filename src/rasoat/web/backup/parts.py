"""One archive of named parts, each with its size and SHA-256; written whole or not at all, checked before it is used.

A ZIP file, encrypted under a passphrase (`sealed_archive`) or plain: `manifest.json` names every other part. Damage
shows by the sums; a forgery shows by the encryption, and in a plain archive when the restored ledger is verified (row
fingerprints need the keys, which do not lie in the archive unless wrapped by a passphrase).
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from rasoat.law.whole_file import whole_file
from rasoat.web.backup.sealed_archive import CHUNK, MAGIC, OpeningStream, SealingStream
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.key_backup import PassphraseWrongError

MANIFEST = "manifest.json"
FORM = 1
PIECE = 1 << 20


@dataclass(slots=True)
class PartWriter:
    """Writes parts into an open archive and notes their sums."""

    archive: zipfile.ZipFile
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def put(self, name: str, pieces: Iterable[bytes], *, packed: bool) -> None:
        """Write one part. `packed`: compress (not for sealed bytes, which do not shrink)."""
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        self.parts[name] = {"size": size, "sha256": digest.hexdigest()}


@contextmanager
def new_archive(path: Path, manifest: dict[str, Any], *, passphrase: str = "") -> Iterator[PartWriter]:
    """An archive that takes its place at `path` when the block ends well. `manifest` is filled inside the block.

    Encrypted under `passphrase`; plain without one. Raises `ValueError` for a passphrase that is too short.
    """
    with whole_file(path) as draft:
        draft.touch(mode=0o600)
        with draft.open("wb") as file:
            sealing = SealingStream(file, passphrase) if passphrase else None
            with zipfile.ZipFile(sealing or file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                writer = PartWriter(archive)
                yield writer
                manifest |= {"rasoat_backup": FORM, "parts": writer.parts}
                archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            if sealing is not None:
                sealing.finish()


@contextmanager
def opened_archive(path: Path, *, passphrase: Callable[[], str] = str) -> Iterator["PartReader"]:
    """An archive to read; `passphrase` is asked when it is encrypted.

    Raises `RefusedError` for a file that is none, is damaged or comes from a later form, and `PassphraseWrongError`.
    """
    with ExitStack() as opened:
        try:
            file = opened.enter_context(path.open("rb"))
            archive = opened.enter_context(zipfile.ZipFile(_plain(file, passphrase)))
        except FileNotFoundError:
            raise RefusedError(f"Không có tệp {path}.", remedy="Kiểm tra đường dẫn.") from None
        except PassphraseWrongError:
            raise
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
            raise _damaged(path.name) from error
        try:
            manifest = json.loads(archive.read(MANIFEST))
            form = manifest["rasoat_backup"]
        except (
            KeyError,
            ValueError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            TypeError,
            NotImplementedError,
        ) as error:
            raise _damaged(MANIFEST) from error
        if form != FORM:
            raise RefusedError(
                f"Bản sao lưu có dạng {form}, chương trình này đọc dạng {FORM}.", remedy="Cài bản RaSoat mới hơn."
            )
        yield PartReader(archive, manifest)


@dataclass(slots=True)
class PartReader:
    """Reads the parts of an archive."""

    archive: zipfile.ZipFile
    manifest: dict[str, Any]

    @property
    def names(self) -> list[str]:
        """Parts that the manifest names."""
        return list(self.manifest["parts"])

    def check(self) -> None:
        """Read every part once. Raises `RefusedError` for a part that is missing, added or has another sum."""
        there = [info.filename for info in self.archive.infolist() if info.filename != MANIFEST]
        if sorted(there) != sorted(self.names):
            odd = sorted(set(there) ^ set(self.names)) or sorted(there)
            raise _damaged(odd[0])
        for name in self.names:
            if name.startswith("/") or ".." in name.split("/"):
                raise _damaged(name)
            digest, size = hashlib.sha256(), 0
            for piece in self.pieces(name):
                digest.update(piece)
                size += len(piece)
            told = self.manifest["parts"][name]
            if (size, digest.hexdigest()) != (told["size"], told["sha256"]):
                raise _damaged(name)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part. Raises `RefusedError` where the archive is damaged."""
        try:
            with self.archive.open(name) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise _damaged(name) from error

    def stream(self, name: str) -> BinaryIO:
        """A part as a stream, after `check`."""
        return self.archive.open(name)  # type: ignore[return-value]


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase is needed; False also for a file that is not there."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _plain(file: BinaryIO, passphrase: Callable[[], str]) -> BinaryIO:
    """The plain bytes of an archive of either form."""
    start = file.read(len(MAGIC))
    file.seek(0)
    return io.BufferedReader(OpeningStream(file, passphrase()), CHUNK) if start == MAGIC else file


def _damaged(name: str) -> RefusedError:
    return RefusedError(
        f"Bản sao lưu bị hỏng ở phần {name}.",
        remedy="Dùng bản sao lưu khác, hoặc chép lại tệp từ nơi cất.",
        code="damaged",
    )
