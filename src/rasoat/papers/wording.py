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


def recipient_lines(recipients: Sequence[str], copies: int | None) -> list[str]:
    """`- Như trên;`, at the end a full stop, then `Số bản: 02`; marks that the office wrote itself are left alone."""
    last = len(recipients) - 1
    lines = [
        f"- {name}{'' if name.endswith(('.', ';')) else '.' if at == last else ';'}"
        for at, name in enumerate(recipients)
    ]
    return lines if copies is None else [*lines, f"Số bản: {copies:02d}"]
