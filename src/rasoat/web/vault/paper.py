"""Bytes as lines that people print, read aloud and type again: groups of four, a check mark on every line.

The alphabet is Crockford's (no I, L, O, U); `O` read as zero and `I`, `L` as one. A wrong line is named by its number.
"""

import base64
import binascii
import re
import zlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
LINE = 24
_TO = str.maketrans("0123456789ABCDEFGHIJKLMNOPQRSTUV", ALPHABET)
_FROM = str.maketrans(ALPHABET, "0123456789ABCDEFGHIJKLMNOPQRSTUV")
_MISREAD = str.maketrans("OIL", "011")
_ROW = re.compile(r"^\s*(\d{1,3})[:.)\s]+(.*)$")


class PaperError(ValueError):
    """Typed lines that do not read. The message says which line and what to do."""


def to_lines(content: bytes) -> list[str]:
    """`01: XXXX XXXX XXXX XXXX XXXX XXXX - CC`, one string a line."""
    text = base64.b32hexencode(content).decode().rstrip("=").translate(_TO)
    rows = [text[at : at + LINE] for at in range(0, len(text), LINE)]
    return [
        f"{number:02}: {' '.join(row[at : at + GROUP] for at in range(0, len(row), GROUP))} - {_check(number, row)}"
        for number, row in enumerate(rows, start=1)
    ]


def from_lines(text: str) -> bytes:
    """Read lines back, in any order, among other text lines. Raises `PaperError`."""
    rows: dict[int, str] = {}
    for line in text.splitlines():
        found = _ROW.match(line)
        if not found:
            continue
        number = int(found[1])
        typed = re.sub(r"[\s-]", "", found[2]).upper().translate(_MISREAD)
        row, check = typed[:-2], typed[-2:]
        if not row or any(letter not in ALPHABET for letter in typed) or check != _check(number, row):
            raise PaperError(f"Dòng {number:02} gõ chưa đúng: so lại từng nhóm với tờ giấy rồi gõ lại dòng này")
        rows[number] = row
    missing = [number for number in range(1, max(rows, default=1) + 1) if number not in rows]
    if missing:
        raise PaperError(f"Thiếu dòng {missing[0]:02}: gõ thêm dòng này")
    joined = "".join(rows[number] for number in sorted(rows)).translate(_FROM)
    try:
        return base64.b32hexdecode(joined + "=" * (-len(joined) % 8))
    except binascii.Error:
        raise PaperError("Thiếu một hoặc nhiều dòng cuối: gõ đủ mọi dòng của tờ giấy") from None


def _check(number: int, row: str) -> str:
    value = zlib.crc32(f"{number}:{row}".encode()) % 1024
    return ALPHABET[value >> 5] + ALPHABET[value & 31]
