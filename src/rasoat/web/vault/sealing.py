"""Sealing personal data: AES-256-GCM bound to its record, blind indexes, keyed digests.

Form of a sealed value: version (2 bytes, big endian), nonce (12 bytes), ciphertext with tag. Version and record are
authenticated with it (NIST SP 800-38D), so that a value copied to another record does not open there.
"""

import hashlib
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from rasoat.web.vault.canonical import plain_bytes
from rasoat.web.vault.keyring import KeyRing, KeysMissingError, Purpose, forget_ring, ring_at

NONCE = 12
TAG = 16
VERSION = 2
INDEX_BYTES = 16
DIGEST_BYTES = VERSION + INDEX_BYTES


class SealBrokenError(ValueError):
    """A sealed value does not open: changed behind the program's back, or moved to another record."""


def ring() -> KeyRing:
    """The key ring of this installation."""
    return ring_at(settings.KEYS_PATH)


def key_of(purpose: Purpose, version: int) -> bytes:
    """One key, by a fresh look at the file when the ring at hand is older than the key. Raises `KeysMissingError`."""
    keys = ring()
    if version not in keys.keys[purpose]:
        forget_ring(settings.KEYS_PATH)
        keys = ring()
    return keys.key(purpose, version)


def seal(plain: bytes, *, bound_to: str) -> bytes:
    """Encrypt under the current key, bound to a record such as `member:UUID:cccd`."""
    keys = ring()
    version = keys.current("seal")
    head, nonce = version.to_bytes(VERSION, "big"), os.urandom(NONCE)
    return head + nonce + _box(keys.key("seal", version)).encrypt(nonce, plain, head + bound_to.encode())


def unseal(sealed: bytes | memoryview, *, bound_to: str) -> bytes:
    """Decrypt. Raises `SealBrokenError`, or `KeysMissingError` when the key of its version is lost."""
    raw = bytes(sealed)
    if len(raw) < VERSION + NONCE + TAG:
        raise SealBrokenError(f"Dữ liệu niêm phong của {bound_to} đã bị thay đổi")
    head, nonce = raw[:VERSION], raw[VERSION : VERSION + NONCE]
    key = key_of("seal", seal_version(raw))
    try:
        return _box(key).decrypt(nonce, raw[VERSION + NONCE :], head + bound_to.encode())
    except InvalidTag:
        raise SealBrokenError(f"Dữ liệu niêm phong của {bound_to} đã bị thay đổi") from None


def seal_version(sealed: bytes | memoryview) -> int:
    """Version of the key that sealed a value."""
    return int.from_bytes(bytes(sealed[:VERSION]), "big")


def blind_index(value: str, *, purpose: str, version: int | None = None) -> bytes:
    """A keyed index of a value (16 bytes), for equality only: HMAC-SHA-256, cut. `version`: the current key without
    one."""
    keys = ring()
    key = keys.key("blind", keys.current("blind") if version is None else version)
    return hmac.digest(key, f"{purpose}:{value}".encode(), "sha256")[:INDEX_BYTES]


def blind_indexes(value: str, *, purpose: str) -> list[bytes]:
    """The indexes under every version at hand, newest first: look-ups go by all of them while keys are being
    changed."""
    return [blind_index(value, purpose=purpose, version=version) for version in ring().versions("blind")]


def digest(values: Any, *, version: int | None = None) -> bytes:
    """A keyed fingerprint of a plain JSON value: version of the key (2 bytes), keyed BLAKE2b (RFC 7693) of 16 bytes."""
    if version is None:
        keys = ring()
        version = keys.current("digest")
        key = keys.key("digest", version)
    else:
        key = key_of("digest", version)
    made = hashlib.blake2b(plain_bytes(values), key=key, digest_size=INDEX_BYTES)
    return version.to_bytes(VERSION, "big") + made.digest()


def digest_matches(values: Any, found: bytes) -> bool:
    """Whether a fingerprint, made under any key version, is that of these values. Raises `KeysMissingError`."""
    version = int.from_bytes(found[:VERSION], "big")
    if len(found) != DIGEST_BYTES or version == 0:
        return False
    return hmac.compare_digest(digest(values, version=version), found)


@lru_cache(maxsize=64)
def _box(key: bytes) -> AESGCM:
    return AESGCM(key)


__all__ = [
    "KeysMissingError", "SealBrokenError", "blind_index", "blind_indexes", "digest", "digest_matches", "key_of", "ring",
    "seal", "seal_version", "unseal",
]  # fmt: skip
