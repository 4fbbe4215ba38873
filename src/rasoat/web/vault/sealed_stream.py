"""The form of a sealed file: chunks under a key of its own, numbered, the last one marked.

`RSF1`, version of the seal key (2 bytes), salt (16 bytes), then chunks of `CHUNK` plain bytes, each with its tag. The
key of the file is HKDF-SHA-256 of the seal key, the salt and what the file is bound to; the nonce of a chunk is its
number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). So a
chunk that is changed, moved, repeated or missing shows, and so does a file that ends early or goes on.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from rasoat.web.vault.sealing import SealBrokenError, key_of, ring

MAGIC = b"RSF1"
CHUNK = 256 << 10
SALT = 16
TAG = 16
HEAD = len(MAGIC) + 2 + SALT


def seal_stream(pieces: Iterable[bytes], *, bound_to: str) -> Iterator[bytes]:
    """The sealed form of a stream of bytes, under the current seal key."""
    version = ring().current("seal")
    head = MAGIC + version.to_bytes(2, "big") + os.urandom(SALT)
    box = _box(head, bound_to)
    yield head
    number, held = 0, b""
    for chunk in _chunks(pieces):
        if number or held:
            yield box.encrypt(_nonce(number - 1, last=False), held, head)
        held, number = chunk, number + 1
    yield box.encrypt(_nonce(max(number - 1, 0), last=True), held, head)


def open_stream(source: BinaryIO, *, bound_to: str) -> Iterator[bytes]:
    """The plain bytes, chunk by chunk. Raises `SealBrokenError` at the first chunk that is not as it was sealed.

    Raises `KeysMissingError` when the key is lost. What came before a broken chunk is sound.
    """
    head = source.read(HEAD)
    if len(head) < HEAD or not head.startswith(MAGIC):
        raise SealBrokenError(f"Tệp niêm phong {bound_to} không còn nguyên")
    box = _box(head, bound_to)
    number, held = 0, source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield box.decrypt(_nonce(number, last=not following), held, head)
        except InvalidTag:
            raise SealBrokenError(f"Tệp niêm phong {bound_to} đã bị thay đổi hoặc cắt bớt") from None
        if not following:
            return
        number, held = number + 1, following


def stream_version(source: BinaryIO) -> int:
    """Version of the key that sealed a file. Raises `SealBrokenError` for a file of another form."""
    head = source.read(len(MAGIC) + 2)
    if len(head) < len(MAGIC) + 2 or not head.startswith(MAGIC):
        raise SealBrokenError("Tệp niêm phong không còn nguyên")
    return int.from_bytes(head[len(MAGIC) :], "big")


def _box(head: bytes, bound_to: str) -> AESGCM:
    version, salt = int.from_bytes(head[len(MAGIC) : len(MAGIC) + 2], "big"), head[-SALT:]
    key = HKDF(SHA256(), 32, salt, b"rasoat file " + bound_to.encode()).derive(key_of("seal", version))
    return AESGCM(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return bytes(3) + number.to_bytes(8, "big") + (b"\x01" if last else b"\x00")


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut into chunks of `CHUNK`."""
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while len(buffer) >= CHUNK:
            yield bytes(buffer[:CHUNK])
            del buffer[:CHUNK]
    if buffer:
        yield bytes(buffer)
