"""A filled-in paper with its three faces, and the way from a template and data to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rasoat.papers.body import read_body
from rasoat.papers.docx_face import docx_bytes
from rasoat.papers.faults import TemplateFaultsError
from rasoat.papers.filling import fill
from rasoat.papers.front import read_front, split_front
from rasoat.papers.html_face import html_text
from rasoat.papers.model import Block, Frame, Sheet
from rasoat.papers.pdf_face import UNDATED, pdf_bytes
from rasoat.papers.values import clean
from rasoat.papers.wording import BLANK_NUMBER


@dataclass(frozen=True, slots=True)
class Paper(Sheet):
    """One paper, ready to be printed, sent as a Word document or shown on screen; all three say the same."""

    def to_docx(self) -> bytes:
        """A Word document; the same paper gives the same bytes."""
        return docx_bytes(self)

    def to_pdf(self, *, created: datetime = UNDATED) -> bytes:
        """A PDF with the shipped fonts; the same paper and `created` give the same bytes.

        Raises `FaultsFoundError` above `pdf_face.MOST_ROWS` rows of tables.
        """
        return pdf_bytes([self], created=created)

    def to_html(self) -> str:
        """An `<article>` for the screen, with class names and without style or script."""
        return html_text(self)


def render(text: str, data: Mapping[str, Any], *, watermark: str = "", number_prefix: str = "") -> Paper:
    """Fill the template `text` with `data` (text, numbers, dates, booleans, None, lists and mappings of these).

    `watermark` and `number_prefix` are what the site demands of training and demo papers, whatever the template
    says: the words across every page, and the beginning of the number where the paper has one. Raises
    `TemplateFaultsError` with every fault that could be found, TypeError for data of another type.
    """
    lines = fill(text, data)
    front, rest, faults = split_front(lines)
    frame, more = read_front(front)
    faults += more
    blocks: list[Block] = []
    try:
        blocks = read_body(rest)
    except TemplateFaultsError as error:
        faults += error.faults
    if faults:
        raise TemplateFaultsError(faults)
    return Paper(_demanded(frame, clean(watermark), clean(number_prefix)), tuple(blocks))


def _demanded(frame: Frame, watermark: str, prefix: str) -> Frame:
    number = frame.number
    if prefix and number is not None and not number.startswith(prefix):
        number = prefix + (number or BLANK_NUMBER)
    return replace(frame, watermark=watermark or frame.watermark, number=number)
