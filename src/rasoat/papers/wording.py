"""Words that every paper carries and no template changes."""

from collections.abc import Sequence

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_VALUES = "Độc lập - Tự do - Hạnh phúc"
UNCHECKED = "bố cục chưa đối chiếu"
SIGN_HERE = "(Ký, ghi rõ họ tên)"
BLANK_NUMBER = "......"
RECIPIENTS = "Nơi nhận:"
ADDRESSEES = "Kính gửi:"


def number_line(number: str) -> str:
    """`Số: 12/QĐ-UBND`, or dots to fill in."""
    return f"Số: {number or BLANK_NUMBER}"


def copies_line(copies: int) -> str:
    """`Số bản: 02`."""
    return f"Số bản: {copies:02d}"


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """`- Như trên;` and at the end a full stop, with the marks that the office wrote itself left alone."""
    last = len(recipients) - 1
    ends = ["." if at == last else ";" for at in range(len(recipients))]
    return [f"- {name}{'' if name.endswith(('.', ';')) else end}" for name, end in zip(recipients, ends, strict=True)]
