"""The key ring wrapped by a passphrase: one text for a file, for paper and for a QR code.

The key of the wrapping is argon2id of the passphrase (RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes);
the ring is sealed by AES-256-GCM with the parameters authenticated.
"""

import os
from datetime import date

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rasoat.web.vault.keyring import KEY_BYTES, PURPOSES, KeyRing, Purpose
from rasoat.web.vault.paper import PaperError, from_lines, to_lines

MAGIC = b"RSK1"
SALT = 16
NONCE = 12
MIN_PASSPHRASE = 12
_PASSES, _MEMORY_LOG2, _LANES = 3, 16, 4
_MOST = (10, 20, 16)
_HEAD = len(MAGIC) + 3 + SALT + NONCE
_RECORD = 3 + KEY_BYTES
TITLE = "RASOAT KEYS 1"


class PassphraseWrongError(ValueError):
    """The passphrase does not open this backup (or its content was changed)."""


class BackupUnreadableError(ValueError):
    """The text is no key backup, or a typed line is wrong; the message says which."""


def wrap_ring(ring: KeyRing, passphrase: str, *, on: date) -> str:
    """The backup as text. Raises `ValueError` for a passphrase under 12 characters."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise ValueError(
            f"Mật khẩu bảo vệ khóa phải có ít nhất {MIN_PASSPHRASE} ký tự: dùng bốn, năm từ không liên quan"
        )
    head = MAGIC + bytes((_PASSES, _MEMORY_LOG2, _LANES)) + os.urandom(SALT + NONCE)
    plain = b"".join(
        bytes([PURPOSES.index(purpose)]) + version.to_bytes(2, "big") + key
        for purpose in PURPOSES
        for version, key in sorted(ring.keys[purpose].items())
    )
    box = AESGCM(_stretched(passphrase, head)).encrypt(head[-NONCE:], plain, head)
    count = sum(len(versions) for versions in ring.keys.values())
    lines = to_lines(head + box)
    return (
        "\n".join([TITLE, f"# {count} keys, ring {ring.mark()}, {on.isoformat()}, {len(lines)} lines", *lines]) + "\n"
    )


def unwrap_ring(text: str, passphrase: str) -> KeyRing:
    """The ring. Raises `BackupUnreadableError` or `PassphraseWrongError`."""
    try:
        content = from_lines(text)
    except PaperError as error:
        raise BackupUnreadableError(str(error)) from error
    head, box = content[:_HEAD], content[_HEAD:]
    if not head.startswith(MAGIC) or len(head) < _HEAD:
        raise BackupUnreadableError("Đây không phải bản sao lưu khóa của RaSoat: chọn đúng tệp, hoặc gõ đủ mọi dòng")
    if any(given > most or given < 1 for given, most in zip(head[4:7], _MOST, strict=True)) or head[5] < 10:
        raise BackupUnreadableError("Bản sao lưu khóa có tham số lạ: chọn đúng tệp")
    try:
        plain = AESGCM(_stretched(passphrase, head)).decrypt(head[-NONCE:], box, head)
    except InvalidTag:
        raise PassphraseWrongError("Mật khẩu bảo vệ khóa không đúng, hoặc bản sao lưu đã bị sửa") from None
    keys: dict[Purpose, dict[int, bytes]] = {purpose: {} for purpose in PURPOSES}
    for at in range(0, len(plain), _RECORD):
        record = plain[at : at + _RECORD]
        keys[PURPOSES[record[0]]][int.from_bytes(record[1:3], "big")] = record[3:]
    return KeyRing(keys)


def _stretched(passphrase: str, head: bytes) -> bytes:
    passes, memory_log2, lanes = head[4:7]
    return hash_secret_raw(
        passphrase.encode(), head[7 : 7 + SALT], time_cost=passes, memory_cost=1 << memory_log2, parallelism=lanes,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip
