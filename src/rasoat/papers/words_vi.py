"""Whole numbers in Vietnamese words (the northern reading: "linh", "nghìn")."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 10**9
MOST = 10**18


def in_words(number: int) -> str:
    """A number of less than 10**18 in words, without a capital. Raises ValueError above.

    >>> in_words(21), in_words(105), in_words(12558)
    ('hai mươi mốt', 'một trăm linh năm', 'mười hai nghìn năm trăm năm mươi tám')
    >>> in_words(1_000_015), in_words(2_000_000_000)
    ('một triệu không trăm mười lăm', 'hai tỷ')
    """
    if abs(number) >= MOST:
        raise ValueError(f"quá lớn để đọc / too large to read: {number}")
    if number < 0:
        return f"âm {in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    parts = [f"{_below_billion(billions, follows=False)} tỷ"] if billions else []
    if rest:
        parts.append(_below_billion(rest, follows=bool(billions)))
    return " ".join(parts)


def _below_billion(number: int, *, follows: bool) -> str:
    """Groups of three digits; `follows` tells that a higher group was read, so hundreds of 0 are spoken."""
    parts: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            parts.append(f"{_group(group, full=follows or bool(parts))} {_SCALES[power]}".strip())
    return " ".join(parts)


def _group(number: int, *, full: bool) -> str:
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    parts = [f"{_DIGITS[hundreds]} trăm"] if full or hundreds else []
    if tens == 0:
        parts += [*(["linh"] if parts else []), _DIGITS[units]] if units else []
        return " ".join(parts)
    parts.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    if units:
        parts.append({1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(units, _DIGITS[units]))
    return " ".join(parts)
