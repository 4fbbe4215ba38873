"""The encrypted form of an archive: chunks under a key made from a passphrase, numbered, the last one marked.

`RSB1`, cost of scrypt (log2 N, r, p: a byte each), salt (16 bytes), a mark of the key (16 bytes), then AES-256-GCM of
`CHUNK` plain bytes after another, each with its tag. All of the head is authenticated with each chunk; its nonce is its
number and whether it is the last. So a chunk that is changed, moved, repeated or missing shows, and so does an archive
that ends early or goes on. Chunks lie at known places: an archive is read at any point with one chunk in memory.
"""

import io
import os
from hmac import compare_digest
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from rasoat.web.vault.key_backup import MIN_PASSPHRASE, PassphraseWrongError

MAGIC = b"RSB1"
CHUNK = 256 << 10
TAG = 16
SALT = 16
MARK = 16
HEAD = len(MAGIC) + 3 + SALT + MARK
_COST = (17, 8, 1)
"""128 MiB and about half a second a guess."""
_LEAST, _MOST = (14, 8, 1), (20, 8, 4)


class ArchiveBrokenError(OSError):
    """A chunk that is not as it was sealed."""


class SealingStream(io.RawIOBase):
    """Seals what is written to it into `target`. The archive is whole only after `finish`."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        """Write the head. Raises `ValueError` for a passphrase under 12 characters."""
        super().__init__()
        if len(passphrase) < MIN_PASSPHRASE:
            raise ValueError(
                f"Mật khẩu của bản sao lưu phải có ít nhất {MIN_PASSPHRASE} ký tự: dùng bốn, năm từ không liên quan"
            )
        start = MAGIC + bytes(_COST) + os.urandom(SALT)
        key, mark = _stretched(passphrase, start)
        self._head, self._box, self._target = start + mark, AESGCM(key), target
        self._buffer, self._number = bytearray(), 0
        target.write(self._head)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes; whole chunks go out, but never the last."""
        self._buffer += data
        while len(self._buffer) > CHUNK:
            self._put(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._buffer), last=True)
        self._buffer.clear()

    def _put(self, plain: bytes, *, last: bool) -> None:
        self._target.write(self._box.encrypt(_nonce(self._number, last=last), plain, self._head))
        self._number += 1


class OpeningStream(io.RawIOBase):
    """The plain bytes of an encrypted archive, at any point. Raises `ArchiveBrokenError` where one is not sound."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        """Read the head. Raises `PassphraseWrongError`, and `ArchiveBrokenError` for a head that is none."""
        super().__init__()
        self._head = source.read(HEAD)
        cost = tuple(self._head[len(MAGIC) : len(MAGIC) + 3])
        if len(self._head) < HEAD or not all(
            low <= given <= high for low, given, high in zip(_LEAST, cost, _MOST, strict=True)
        ):
            raise ArchiveBrokenError("a head of another form")
        key, mark = _stretched(passphrase, self._head[:-MARK])
        if not compare_digest(mark, self._head[-MARK:]):
            raise PassphraseWrongError(
                "Mật khẩu của bản sao lưu không đúng (hoặc phần đầu tệp đã hỏng). Gõ lại đúng mật khẩu đã dùng hôm lập "
                "bản này; không còn mật khẩu thì dùng bản sao lưu khác"
            )
        self._box, self._source = AESGCM(key), source
        length = source.seek(0, os.SEEK_END) - HEAD
        self._chunks = max(1, -(-length // (CHUNK + TAG)))
        self._size = length - self._chunks * TAG
        if self._size < 0:
            raise ArchiveBrokenError("it ends inside its last chunk")
        self._at, self._held, self._plain = 0, -1, b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a point of the plain bytes."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill from the chunk at hand."""
        if self._at >= self._size:
            self._chunk(self._chunks - 1)  # the end is one only where the last chunk says so
            return 0
        number, inside = divmod(self._at, CHUNK)
        piece = self._chunk(number)[inside : inside + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _chunk(self, number: int) -> bytes:
        if number != self._held:
            self._source.seek(HEAD + number * (CHUNK + TAG))
            sealed = self._source.read(CHUNK + TAG)
            try:
                plain = self._box.decrypt(_nonce(number, last=number == self._chunks - 1), sealed, self._head)
            except InvalidTag:
                raise ArchiveBrokenError(f"chunk {number} was changed") from None
            self._held, self._plain = number, plain
        return self._plain


def _stretched(passphrase: str, start: bytes) -> tuple[bytes, bytes]:
    """The key, and a mark that tells whether a passphrase is the right one."""
    log2, r, p = start[len(MAGIC) : len(MAGIC) + 3]
    made = Scrypt(salt=start[-SALT:], length=32 + MARK, n=1 << log2, r=r, p=p).derive(passphrase.encode())
    return made[:32], made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return bytes(3) + number.to_bytes(8, "big") + bytes([last])
