"""Vietnamese alphabetical order as plain text, so that every database sorts alike under any collation.

Source: Vũ Xuân Lương, "Quy tắc sắp xếp đơn vị từ vựng trong từ điển tiếng Việt", Vietlex (Trung tâm Từ điển học),
https://vietlex.com/xu-li-ngon-ngu/29-Quy_tac_sap_xep_don_vi_tu_vung_trong_tu_dien_tieng_Viet.
Letters a ă â b c d đ e ê f g ... o ô ơ ... u ư v w x y z; tones ngang, huyền, hỏi, ngã, sắc, nặng; syllable by
syllable from the left, in each syllable first all letters and then the tone; a shorter syllable before a longer one.
"""

import unicodedata

_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LETTER_MARKS = {
    ("a", "\u0306"): "1", ("a", "\u0302"): "2", ("e", "\u0302"): "1", ("o", "\u0302"): "1", ("o", "\u031b"): "2",
    ("u", "\u031b"): "1",
}  # fmt: skip
_APOSTROPHES = frozenset("'’‘ʼ`´")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")


def sort_key(text: str, limit: int = 240) -> str:
    """The text as `[0-9a-z]`, in the order of the Vietnamese alphabet; at most `limit` characters.

    A letter takes two places (`a0` a, `a1` ă, `a2` â, `d0` d, `d1` đ), so that no collation finds a pair of letters it
    knows as one; a syllable ends with `0` and its tone; a number is `1`, its length and its digits, so that "Thôn 2"
    comes before "Thôn 10". Case, apostrophes, and where the tone mark sits ("Hoà", "Hòa") make no difference.

    >>> sorted(["Thôn 10", "Đa", "Dạ", "Thôn 2", "Dừa", "Dà"], key=sort_key)
    ['Dà', 'Dạ', 'Dừa', 'Đa', 'Thôn 2', 'Thôn 10']
    """
    written: list[str] = []
    tone, number, open_syllable = "1", "", False

    def end_number() -> None:
        nonlocal number
        if number:
            digits = number.lstrip("0")[:35]
            written.append("1" + "0123456789abcdefghijklmnopqrstuvwxyz"[len(digits)] + digits)
            number = ""

    for sign in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower()) + " ":
        if sign in _DIGITS:
            number, open_syllable = number + sign, True
        elif sign in _LETTERS or sign == "đ":
            end_number()
            written.append("d1" if sign == "đ" else sign + "0")
            open_syllable = True
        elif sign in _TONES:
            tone = _TONES[sign]
        elif unicodedata.category(sign).startswith("M"):
            if written and not number and (form := _LETTER_MARKS.get((written[-1][0], sign))):
                written[-1] = written[-1][0] + form
        elif sign not in _APOSTROPHES and open_syllable:
            end_number()
            written.append("0" + tone)
            tone, open_syllable = "1", False
    return "".join(written)[:limit]


def name_sort_key(full_name: str, limit: int = 240) -> str:
    """The key of a person's name: the given name (last word) first, then the family and middle names.

    >>> sorted(["Lò Văn Ánh", "Vàng A Anh", "Cầm Thị Bua"], key=name_sort_key)
    ['Vàng A Anh', 'Lò Văn Ánh', 'Cầm Thị Bua']
    """
    words = full_name.split()
    return sort_key(" ".join(words[-1:] + words[:-1]), limit)
