"""The year box alone, on pages that are laid over certificates printed earlier."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import typst

from rasoat.tables.font_metrics import FONT_DIRECTORY
from rasoat.web.certificates.layouts import Layout
from rasoat.web.certificates.models import CertificateYear
from rasoat.web.certificates.numbering import marked_number

_PAGE = Path(__file__).with_name("overprint.typ")
_TITLE: Final = "In đè ô năm"
_EDGE: Final = (10, 285)
"""Where the number of the paper is printed small, for whoever feeds the printer; in millimetres."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at a place, in millimetres from the top left corner."""

    x: float
    y: float
    text: str
    bold: bool = False
    size: int = 12


def box_sheet(box: CertificateYear, layout: Layout) -> list[Word]:
    """The page of one certificate: class and indicators of the year, and the paper's number at the edge."""
    down = layout.place_of(box.year) / 10
    number = marked_number(box.certificate.number, counts=box.certificate.counts)
    words = [
        Word(layout.class_x / 10, down, box.letter, bold=True),
        Word(*_EDGE, f"{number} {box.certificate.head_name}", size=7),
    ]
    if box.deprived:
        words.append(Word(layout.deprived_x / 10, down, box.deprived.replace(",", ", ")))
    if box.certificate.watermark:
        words.append(Word(_EDGE[0], 5, box.certificate.watermark, bold=True, size=9))
    return words


def trial_sheet(layout: Layout) -> list[Word]:
    """A page with every box filled, to be held against an empty certificate."""
    words = [Word(*_EDGE, "Trang thử vị trí in đè: đặt chồng lên giấy chứng nhận, soi trước ánh sáng.", size=9)]
    for year in layout.years:
        down = layout.place_of(year) / 10
        words += [
            Word(layout.class_x / 10, down, "CN", bold=True), Word(layout.deprived_x / 10, down, f"1, 2, 3 ({year})"),
        ]  # fmt: skip
    return words


def overprint_pdf(sheets: Iterable[Sequence[Word]]) -> bytes:
    """One page a sheet."""
    data = {"title": _TITLE, "sheets": [[asdict(word) for word in sheet] for sheet in sheets]}
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIRECTORY)])
    made = typst.compile(
        str(_PAGE), root=str(_PAGE.parent), font_paths=fonts,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf", pdf_tags=False,
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made
