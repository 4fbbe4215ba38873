"""Vietnamese text: one written form (NFC) to keep, one folded form (no tones, đ = d, no hyphens) to compare."""

import re
import unicodedata

import polars as pl

_APOSTROPHES = "'’‘ʼ`´"
_BREAKS = re.compile(r"[\s\-‐‑‒–—_./,;:()]+")
_UNSEEN = dict.fromkeys((0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Zero-width blanks and marks of direction: they make two names look alike, or turn a name around on screen."""
_MARKS_POLARS = r"\p{M}"


def clean(text: str) -> str:
    """The text as it is kept: NFC, no surrounding blanks, inner runs of blanks as one space, no unseen letters.

    >>> clean("  Ho\u0300a   Bi\u0300nh ")
    'Hòa Bình'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_UNSEEN).split())


def fold(text: str) -> str:
    """The text as it is compared: lower case, no tones, đ as d, apostrophes gone, hyphens and dots as spaces.

    >>> fold("Đỗ Thị  H’Mông-Hòa")
    'do thi hmong hoa'
    """
    lowered = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", lowered)
        if letter not in _APOSTROPHES and not unicodedata.category(letter).startswith("M")
    )  # fmt: skip
    return _BREAKS.sub(" ", bare.replace("đ", "d")).strip()


def squash(text: str) -> str:
    """Folded without any space: `Khơ-me`, `Khơ me` and `KHƠME` are the same name.

    >>> squash("Khơ-Me")
    'khome'
    """
    return fold(text).replace(" ", "")


def fold_expr(column: str | pl.Expr) -> pl.Expr:
    """`fold` for a whole Polars column; null stays null."""
    expr = pl.col(column) if isinstance(column, str) else column
    lowered = expr.str.normalize("NFKD").str.to_lowercase().str.normalize("NFKD")
    bare = lowered.str.replace_all(_MARKS_POLARS, "").str.replace_all(f"[{_APOSTROPHES}]", "")
    return bare.str.replace_all("đ", "d").str.replace_all(_BREAKS.pattern, " ").str.strip_chars()
