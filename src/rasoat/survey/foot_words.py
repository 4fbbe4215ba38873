"""What official lists write below their rows: signatures, notes, totals. Told cell by cell."""

import re
from typing import Final

from rasoat.survey.text import clean, fold

_FOLDED: Final = re.compile(
    r"(.*\s)?ngay[^a-z]+thang[^a-z]+nam([^a-z]|$).*"  # place and date
    r"|nguoi (lap|tong hop|kiem tra|ghi)( bieu| bang| danh sach| so lieu)?|can bo (lap|tong hop).*"
    r"|(t ?m|k ?t|t ?l|t ?u ?q)( (uy ban|ubnd|hdnd|chu tich|pho chu tich|ban|truong|giam doc)( .*)?)?"
    r"|uy ban nhan dan( .*)?|ubnd( .*)?|xac nhan cua .*|noi nhan"
    r"|(da )?ky (ten|va|dong dau|ghi ro|ro ho ten).*|ghi ro ho (va )?ten|dong dau"
)
"""Without tones, for nobody is called so."""

_TITLES: Final = (
    r"(phó )?(chủ tịch|trưởng (thôn|bản|ấp|ban|phòng)|tổ trưởng|giám đốc|bí thư)( ubnd| ủy ban nhân dân)?( .*)?"
)
_TONED: Final = re.compile(
    rf"{_TITLES}|tổng (cộng|số)([ :].*)?|cộng|danh sách (này )?(có|gồm) .*"
    r"|(lưu ý|ghi chú|chú thích|nguồn|chuẩn|gói quy định|tổng|cộng|danh sách [^:]*) ?:.*"
    r"|(biểu|cột .+) để trống ?:.*|cột .+ ?: để trống"
)
"""With their tones: without them they could be names (Tống Công, Chu Tích)."""


def says_foot(text: str) -> bool:
    """True when some line of a cell is of a signature block, a note or a total.

    >>> says_foot("KT. CHỦ TỊCH"), says_foot("..., ngày ... tháng ... năm ..."), says_foot("Tống Công Minh")
    (True, True, False)
    """
    return any(_line(line) for line in text.splitlines())


def _line(line: str) -> bool:
    plain = line.strip()
    if not plain:
        return False
    folded = fold(plain)
    return bool(_FOLDED.fullmatch(folded) or _TONED.fullmatch(clean(plain).strip("(*-. )").lower()))
