"""A paper as a Word document: the same input gives the same bytes."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import serialize_for_reading
from docx.shared import Mm, Pt

from rasoat.papers import docx_frame, measures, model
from rasoat.papers.docx_xml import FONT, NAMESPACES, data_table, gap, grid, line_of, paragraph, run, runs
from rasoat.papers.qr import png

_UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001  # python-docx writes it as universal time
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)


def docx_bytes(sheet: model.Sheet) -> bytes:
    """The document, ready to be saved as `.docx`."""
    document = Document()
    _set_page(document, sheet)
    _set_type(document, sheet.frame.size)
    docx_frame.add_margins(document.sections[0], sheet.frame)
    body = document.element.body
    pieces = [docx_frame.opening(sheet.frame), *_blocks(document, sheet), docx_frame.closing(sheet)]
    elements = parse_xml(f"<w:body {NAMESPACES}>{''.join(pieces)}</w:body>")
    end = body[-1]
    for element in list(elements):
        end.addprevious(element)
    return _packed(document, sheet)


def _blocks(document: Any, sheet: model.Sheet) -> list[str]:
    beside = sheet.recipients_beside()
    pieces = []
    for at in range(len(sheet.blocks)):
        signed = isinstance(sheet.blocks[at + 1], model.Signatures) if at + 1 < len(sheet.blocks) else False
        pieces.append(_block(document, sheet, at, beside=at == beside, signed=signed))
    return pieces


def _block(document: Any, sheet: model.Sheet, at: int, *, beside: bool, signed: bool) -> str:
    """One block; what is `signed` stays on the page of its signatures."""
    block = sheet.blocks[at]
    width, size = measures.text_width(sheet.frame), sheet.frame.size
    match block:
        case model.Heading(words=words, level=level):
            align = model.Align.CENTER if level == 1 else model.Align.LEFT
            return paragraph(runs(words), align, before=8, after=4, keep=True, dots_to=width)
        case model.Paragraph(words=words, align=align, small=small):
            first = measures.FIRST_LINE if align is model.Align.BODY else 0
            type_size = measures.SMALL_SIZE if small else None
            return paragraph(runs(words, type_size), align, first=first, after=5, keep=signed, dots_to=width)
        case model.Item(label=label, words=words, level=level):
            first = measures.FIRST_LINE * level
            content = run(f"{label} ") + runs(words)
            return paragraph(content, model.Align.BODY, first=first, after=4, keep=signed, dots_to=width)
        case model.Table():
            content = data_table(block, width, block.size or size - 1, keep_last=2 if signed else 0)
            return content + gap(4, keep=signed)
        case model.Signatures():
            return docx_frame.signatures(sheet.frame, block, beside=beside)
        case model.QrCode(align=align, beside=None):
            return paragraph(_code(document, block, at), align, after=4, keep=True)
        case model.QrCode():
            return _code_beside(document, block, at, width)
        case model.PageBreak():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case model.Rule():
            return line_of(width, width / 4)


def _code_beside(document: Any, block: model.QrCode, order: int, width: float) -> str:
    """The code and the paragraph next to it, in a row without lines."""
    assert block.beside is not None
    words = block.beside
    room = block.side + 4
    text = paragraph(
        runs(words.words, measures.SMALL_SIZE if words.small else None), words.align, dots_to=width - room - 4
    )
    cells = [(width - room, text), (room, paragraph(_code(document, block, order), block.align))]
    ordered = cells if block.align is model.Align.RIGHT else cells[::-1]
    return grid([share for share, _content in ordered], [[content for _share, content in ordered]]) + gap(4)


def _code(document: Any, block: model.QrCode, order: int) -> str:
    """The picture of a QR code, its content told to screen readers."""
    inline = document.part.new_pic_inline(BytesIO(png(block.content)), width=Mm(block.side))
    inline.docPr.set("descr", block.content)
    inline.docPr.set("id", str(order + 1))
    return f"<w:r><w:drawing>{serialize_for_reading(inline)}</w:drawing></w:r>"


def _set_page(document: Any, sheet: model.Sheet) -> None:
    section = document.sections[0]
    width, height = measures.page(sheet.frame)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(measures.TOP), Mm(measures.BOTTOM)
    section.left_margin, section.right_margin = Mm(measures.LEFT), Mm(measures.RIGHT)
    section.header_distance = section.footer_distance = Mm(10)
    if sheet.frame.landscape:
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")


def _set_type(document: Any, size: float) -> None:
    """One font for every script; Vietnamese as the language, so that Word does not underline every word."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(size)
    normal.paragraph_format.line_spacing, normal.paragraph_format.space_after = 1, Pt(0)
    fonts = normal.element.rPr.rFonts
    for kind in ("w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def _packed(document: Any, sheet: model.Sheet) -> bytes:
    """The file with every date fixed."""
    words = document.core_properties
    words.title, words.author, words.comments = " ".join(sheet.frame.title), " ".join(sheet.frame.issuer), ""
    words.created = words.modified = _UNDATED
    draft, out = BytesIO(), BytesIO()
    document.save(draft)
    with ZipFile(draft) as made, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for entry in made.infolist():
            packed.writestr(ZipInfo(entry.filename, _ZIP_DATE), made.read(entry), ZIP_DEFLATED)
    return out.getvalue()
