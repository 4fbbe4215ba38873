"""Words that every paper carries and no template changes."""

import re
from collections.abc import Sequence

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_VALUES = "Độc lập - Tự do - Hạnh phúc"
UNCHECKED = "bố cục chưa đối chiếu"
SIGN_HERE = "(Ký, ghi rõ họ tên)"
BLANK_NUMBER = "......"
RECIPIENTS = "Nơi nhận:"
ADDRESSEES = "Kính gửi:"
MOST_DATE_LETTERS = 40
_BREAK = re.compile(r" *\n *")


def tight(words: str) -> str:
    """Without blanks around line breaks, that would set lines in."""
    return _BREAK.sub("\n", words)


def place_and_date(words: str) -> tuple[str, str]:
    """`Đồng Trám, ` and `ngày 26 tháng 11 năm 2026`: the date is not broken over lines."""
    place, comma, day = words.rpartition(", ")
    return (place + comma, day) if day.startswith("ngày ") and len(day) <= MOST_DATE_LETTERS else (words, "")


def number_line(number: str) -> str:
    """`Số: 12/QĐ-UBND`, or dots to fill in."""
    return f"Số: {number or BLANK_NUMBER}"


def recipient_lines(recipients: Sequence[str], copies: int | None) -> list[str]:
    """`- Như trên;`, at the end a full stop, then `Số bản: 02`; marks that the office wrote itself are left alone."""
    last = len(recipients) - 1
    lines = [
        f"- {name}{'' if name.endswith(('.', ';')) else '.' if at == last else ';'}"
        for at, name in enumerate(recipients)
    ]
    return lines if copies is None else [*lines, f"Số bản: {copies:02d}"]
