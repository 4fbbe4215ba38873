"""How wide a text prints in Times New Roman, read from the shipped Liberation Serif, whose widths are the same.

Spreadsheets do not grow the rows of merged cells, so the writer has to know how many lines a head takes.
All lengths are in points.
"""

import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FONT_DIRECTORY = Path(__file__).with_name("fonts")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of `text` set at `size` points; letters the font lacks count as half a quad."""
    widths = _widths(bold)
    return sum(widths.get(letter, 0.5) for letter in text) * size


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the widest word of `text`, which no wrapping makes narrower."""
    return max((text_width(word, size, bold=bold) for word in text.split()), default=0.0)


def line_count(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Lines that `text` takes when wrapped at spaces into `width`; a word that is too long is cut."""
    return sum(_lines(paragraph, width, size, bold) for paragraph in text.split("\n"))


def _lines(text: str, width: float, size: float, bold: bool) -> int:
    space = text_width(" ", size, bold=bold)
    lines, used = 1, 0.0
    for word in text.split():
        length = text_width(word, size, bold=bold)
        if used and used + space + length > width:
            lines, used = lines + 1, 0.0
        if length > width:
            extra = int(length // width)
            lines, used = lines + extra, length - extra * width
        else:
            used += length + (space if used else 0.0)
    return lines


@cache
def _widths(bold: bool) -> Mapping[str, float]:
    """Advance widths by letter, in em, from the tables `cmap` (format 4) and `hmtx` of the TrueType file."""
    data = (FONT_DIRECTORY / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf").read_bytes()
    tables = {}
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        tables[tag] = offset
    em: int = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    measured: int = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]

    def width(glyph: int) -> float:
        record = tables[b"hmtx"] + 4 * min(glyph, measured - 1)
        return float(struct.unpack_from(">H", data, record)[0]) / em

    return {chr(code): width(glyph) for code, glyph in _glyphs(data, tables[b"cmap"]).items()}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph by code point, from the Unicode (3, 1) subtable."""
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * index)
        if (platform, encoding) == (3, 1):
            return _format_4(data, cmap + offset)
    raise ValueError("the font has no Unicode character map")


def _format_4(data: bytes, start: int) -> dict[int, int]:
    segments = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{segments}H", data, start + 14 + gap + 2 * segments * part)
        for part, gap in enumerate((0, 2, 2, 2))
    )
    found = {}
    for index, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = start + 16 + 6 * segments + 2 * index + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, place)[0]
                if not glyph:
                    continue
            found[code] = (glyph + delta) & 0xFFFF
    return found
