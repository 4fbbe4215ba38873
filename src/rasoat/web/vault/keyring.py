"""The key ring: named, numbered keys in one file that only its owner reads."""

import base64
import binascii
import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Purpose = Literal["seal", "blind", "digest"]
"""`seal` encrypts, `blind` makes indexes for exact look-up, `digest` fingerprints rows for the ledger."""

PURPOSES: tuple[Purpose, ...] = ("seal", "blind", "digest")
KEY_BYTES = 32
MAX_VERSION = 0xFFFF
LOOK_AGAIN = 0.25
"""Seconds for which a process trusts the ring it read, before it looks at the file's time again."""


class KeysMissingError(RuntimeError):
    """The key ring, or one of its keys, is not there. The message says which and what to do."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by purpose and version; the highest version is the current one."""

    keys: Mapping[Purpose, Mapping[int, bytes]]

    def current(self, purpose: Purpose) -> int:
        """Version that new data gets."""
        return max(self.keys[purpose])

    def versions(self, purpose: Purpose) -> list[int]:
        """Versions at hand, newest first."""
        return sorted(self.keys[purpose], reverse=True)

    def key(self, purpose: Purpose, version: int) -> bytes:
        """The key; raises `KeysMissingError` when this version was lost or never existed."""
        try:
            return self.keys[purpose][version]
        except KeyError:
            raise KeysMissingError(
                f"Thiếu khóa {purpose} phiên bản {version}: hãy khôi phục tệp khóa từ bản sao lưu"
            ) from None

    def with_new(self, purpose: Purpose, *, above: int = 0) -> "KeyRing":
        """A ring with one more version for that purpose; old versions stay, to read what they sealed.

        `above`: the highest version known to be in use, so that a number is never given to two keys.
        """
        version = max(self.current(purpose), above) + 1
        if version > MAX_VERSION:
            raise ValueError(f"no version above {MAX_VERSION}")
        return KeyRing({**self.keys, purpose: {**self.keys[purpose], version: secrets.token_bytes(KEY_BYTES)}})

    def without(self, purpose: Purpose, version: int) -> "KeyRing":
        """A ring without an old version. Raises `ValueError` for the current one."""
        if version == self.current(purpose):
            raise ValueError("the current key stays")
        left = {number: key for number, key in self.keys[purpose].items() if number != version}
        return KeyRing({**self.keys, purpose: left})

    def mark(self) -> str:
        """Sixteen hex digits that name this ring without giving it away: people compare them on paper."""
        return hashlib.sha256(b"rasoat ring mark" + self.text().encode()).hexdigest()[:16]

    def text(self) -> str:
        """The ring as the text of its file."""
        listed = {
            purpose: {str(version): base64.b64encode(key).decode() for version, key in sorted(versions.items())}
            for purpose, versions in self.keys.items()
        }
        return json.dumps({"rasoat_keys": 1, **listed}, indent=2) + "\n"


def new_ring() -> KeyRing:
    """A ring with one fresh key a purpose."""
    return KeyRing({purpose: {1: secrets.token_bytes(KEY_BYTES)} for purpose in PURPOSES})


def ring_from_text(text: str) -> KeyRing:
    """Read the text of a key file. Raises `ValueError` for anything else, also for keys of a wrong length."""
    try:
        found = json.loads(text)
        keys: dict[Purpose, dict[int, bytes]] = {
            purpose: {int(version): base64.b64decode(key, validate=True) for version, key in found[purpose].items()}
            for purpose in PURPOSES
        }
    except (KeyError, AttributeError, TypeError, binascii.Error) as error:
        raise ValueError("not a key ring") from error
    if found.get("rasoat_keys") != 1 or not all(keys.values()):
        raise ValueError("not a key ring")
    if any(
        len(key) != KEY_BYTES or not 0 < number <= MAX_VERSION for each in keys.values() for number, key in each.items()
    ):
        raise ValueError("a key has a wrong length or number")
    return KeyRing(keys)


def read_ring(path: Path) -> KeyRing:
    """Read a key file. Raises `KeysMissingError` when it is absent, damaged or not readable."""
    try:
        return ring_from_text(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        raise KeysMissingError(f"Không có tệp khóa {path}: khôi phục từ bản sao lưu, hoặc chạy rasoat init") from None
    except OSError as error:
        raise KeysMissingError(f"Không đọc được tệp khóa {path} ({error.strerror}): kiểm tra quyền đọc") from error
    except ValueError as error:
        raise KeysMissingError(f"Tệp khóa {path} hỏng: khôi phục từ bản sao lưu") from error


def write_ring(path: Path, ring: KeyRing) -> None:
    """Write the ring whole or not at all, readable by its owner only, and on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(ring.text())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _READ.pop(path, None)


_READ: dict[Path, tuple[KeyRing, object, float]] = {}


def ring_at(path: Path) -> KeyRing:
    """The ring of a file, read again when the file changed: a rotation reaches running processes in `LOOK_AGAIN`."""
    known = _READ.get(path)
    now = time.monotonic()
    if known is not None and now - known[2] < LOOK_AGAIN:
        return known[0]
    try:
        found = path.stat()
    except OSError:
        _READ.pop(path, None)
        return read_ring(path)
    stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
    ring = known[0] if known is not None and known[1] == stamp else read_ring(path)
    _READ[path] = (ring, stamp, now)
    return ring


def forget_ring(path: Path) -> None:
    """Read the file anew at the next use: for a value sealed by a key newer than the ring at hand."""
    _READ.pop(path, None)
