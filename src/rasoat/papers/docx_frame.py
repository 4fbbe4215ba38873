"""What stands around the blocks of a Word document: issuer and motto, titles, signatures, page numbers, watermark."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml

from rasoat.papers import measures, wording
from rasoat.papers.docx_xml import NAMESPACES, escaped, gap, grid, line_of, paragraph, run, runs
from rasoat.papers.issuer import issuer_lines
from rasoat.papers.model import Align, Frame, Sheet, Signatures, Words
from rasoat.tables.font_metrics import text_width

FOLLOWED = gap(4)  # Word joins two tables that touch
_POINTS = 72 / 25.4  # a millimetre
_PAGE = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE</w:instrText>", '<w:fldChar w:fldCharType="end"/>',
    )
)  # fmt: skip


def opening(frame: Frame) -> str:
    """All above the first block."""
    titles = [_center(line, size=frame.size + 1, bold=True) for line in frame.title]
    if titles:
        titles += [_center(line, bold=True) for line in frame.subtitle]
        titles = [gap(6), *titles, line_of(measures.text_width(frame), 40) if frame.subtitle else "", gap(6)]
    elif frame.subtitle:
        titles = [gap(8)]
    return "".join([_form(frame), _two_columns(frame), *titles, _addressees(frame.addressees)])


def closing(sheet: Sheet) -> str:
    """Recipients that stand beside no signature."""
    return gap(6) + _recipients(sheet.frame) if sheet.recipients_below() else ""


def signatures(frame: Frame, block: Signatures, *, beside: bool) -> str:
    """Signatures side by side on one page; with one alone the left is free or for the recipients."""
    count = max(len(block.columns), 2)
    widths = [measures.text_width(frame) / count] * count
    if len(block.columns) == 1:
        left = _recipients(frame) if beside else paragraph("")
        rows = [[left, "".join(part for row in _signing_rows(block) for part in row)]]
    else:
        rows = _signing_rows(block)
    return gap(6, keep=True) + grid(widths, rows) + FOLLOWED


def _signing_rows(block: Signatures) -> list[list[str]]:
    """What stands above, titles with hints and room, names: a row each, so that columns stand level."""
    room = gap(measures.SIGNING_ROOM * _POINTS, keep=True)
    rows = [[_middle(column.above) for column in block.columns]] if any(c.above for c in block.columns) else []
    rows.append([_middle(c.title) + (_middle(c.hint) if c.hint else "") + room for c in block.columns])
    rows.append([_middle(column.name, keep=False) for column in block.columns])
    return rows


def add_margins(section: Any, frame: Frame) -> None:
    """Page number (not on the first page) and watermark above, the note about the layout below."""
    section.different_first_page_header_footer = True
    number = _PAGE if frame.page_numbers else ""
    note = run(wording.UNCHECKED, italic=True, size=measures.NOTE_SIZE) if frame.unchecked_layout else ""
    for order, (part, content) in enumerate((
        (section.header, number), (section.first_page_header, ""),
        (section.footer, note), (section.first_page_footer, note),
    )):  # fmt: skip
        mark = _watermark(frame.watermark, order) if order < 2 and frame.watermark else ""
        for old in list(part._element):
            part._element.remove(old)
        for new in parse_xml(f"<w:hdr {NAMESPACES}>{paragraph(content + mark, Align.CENTER)}</w:hdr>"):
            part._element.append(new)


def _two_columns(frame: Frame) -> str:
    left = [_center(line, size=measures.ISSUER_SIZE) for line in issuer_lines(frame, frame.higher)]
    issuer = issuer_lines(frame, frame.issuer, bold=True)
    left += [_center(line, size=measures.ISSUER_SIZE, bold=True) for line in issuer]
    width = measures.text_width(frame)
    widths = [width * measures.ISSUER_SHARE, width * (1 - measures.ISSUER_SHARE)]
    if frame.issuer:
        left.append(line_of(widths[0] - 3, 20))
    if frame.number is not None:
        left.append(_center(wording.number_line(frame.number)))
    if not frame.title:  # a letter tells its matter below its number
        left += [_center(line, size=measures.ISSUER_SIZE) for line in frame.subtitle]
    right = []
    if frame.motto:
        length = text_width(wording.MOTTO_VALUES, measures.VALUES_SIZE, bold=True) / _POINTS
        right += [_center(wording.MOTTO, size=measures.MOTTO_SIZE, bold=True)]
        right += [_center(wording.MOTTO_VALUES, size=measures.VALUES_SIZE, bold=True), line_of(widths[1] - 3, length)]
    if frame.place_date:
        place, day = wording.place_and_date(frame.place_date)
        right.append(_center(place + day.replace(" ", "\N{NO-BREAK SPACE}"), italic=True))
    if not left and not right:
        return ""
    return grid(widths, [["".join(left) or paragraph(""), "".join(right) or paragraph("")]]) + FOLLOWED


def _form(frame: Frame) -> str:
    return paragraph(run(frame.form, italic=True, size=measures.SMALL_SIZE), Align.RIGHT, after=4) if frame.form else ""


def _addressees(names: Sequence[str]) -> str:
    if len(names) == 1:
        return _center(f"{wording.ADDRESSEES} {names[0]}", after=8)
    lines = [paragraph(run(f"- {name}"), left=55) for name in names]
    return paragraph(run(wording.ADDRESSEES), left=35) + "".join(lines) + gap(6) if names else ""


def _recipients(frame: Frame) -> str:
    head = [paragraph(run(wording.RECIPIENTS, bold=True, italic=True, size=12))] if frame.recipients else []
    lines = wording.recipient_lines(frame.recipients, frame.copies)
    return "".join([*head, *(paragraph(run(line, size=measures.SMALL_SIZE)) for line in lines)])


def _middle(words: Words, *, keep: bool = True) -> str:
    return paragraph(runs(words), Align.CENTER, keep=keep)


def _center(text: str, *, size: float | None = None, bold: bool = False, italic: bool = False, after: float = 0) -> str:
    return paragraph(run(text, bold=bold, italic=italic, size=size), Align.CENTER, after=after)


def _watermark(text: str, order: int) -> str:
    """WordArt behind the words, as Word itself writes it; its kind is told in each part that draws it."""
    return (
        f'<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="watermark{order}" o:spid="_x0000_s{2049 + order}" type="#_x0000_t136" style="position:absolute;'
        f"margin-left:0;margin-top:0;width:{min(30 + 17 * len(text), 560)}pt;height:34pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#c00000"'
        ' stroked="f"><v:fill opacity=".16"/>'
        '<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold"'
        f' string="{escaped(" ".join(text.split()))}"/></v:shape></w:pict></w:r>'
    )
