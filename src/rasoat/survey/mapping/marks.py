"""Marks that people put into a cell to say yes: x, X, 1, ✓, +."""

from rasoat.survey.code_lists import code_list
from rasoat.survey.text import squash

_MORE = frozenset({"+", "√", "þ", "v", "x", "xx", "*", "●", "1"})
_NO = frozenset({"0", "-", "khong", "k"})


def is_mark(text: str) -> bool:
    """True for a mark.

    >>> is_mark("X"), is_mark("1"), is_mark("Nguyễn Văn A"), is_mark("0")
    (True, True, False, False)
    """
    plain = text.strip().lower()
    return plain in _MORE or code_list("yes_no").match(text) == "1"


def is_no_mark(text: str) -> bool:
    """True for what people write to say no mark: blank, 0, a hyphen, "không"."""
    return not text.strip() or text.strip() in _NO or squash(text) in _NO
