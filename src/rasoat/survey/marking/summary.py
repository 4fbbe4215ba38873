"""The tab that lists all faults: where, what, what to do, with a link to each cell; it prints on A4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final
from xml.sax.saxutils import quoteattr

from rasoat.law.faults import Severity
from rasoat.survey.marking.names import SUMMARY_SIGN, WORDS
from rasoat.survey.marking.placed import PlacedFault
from rasoat.survey.marking.sheet_text import HEAD, Value, row_xml
from rasoat.survey.xlsx.addresses import address_of
from rasoat.survey.xlsx.styles import StyleSheet

_HEADINGS: Final = (
    ("STT", 6), ("Trang tính", 14), ("Ô", 8), ("Cột", 22), ("Hộ", 20), ("Đang ghi", 24), ("Mức", 8), ("Sai gì", 42),
    ("Cách sửa", 42),
)  # fmt: skip
HEAD_ROW: Final = 7
"""The row of headings; faults begin below it, deeper than readers look for titles of lists."""

_HOW_TO_READ: Final = (
    "Lỗi: ô nền đỏ nhạt, phải sửa. Lưu ý: ô nền vàng nhạt, xem lại. Lời giải thích ở chú thích của ô và ở bảng dưới;"
    " bấm vào cột Ô để tới ô đó."
)
_HOW_TO_GO_ON: Final = (
    "Sửa xong lưu tệp này rồi kiểm tra lại: màu, chú thích và trang này sẽ được gỡ ra. Xin đừng ghi gì vào trang này."
)
_LINE_PT: Final = 15.0
_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class SummaryStyles:
    """Numbers of the formats that the tab uses."""

    title: int
    plain: int
    head: int
    text: int
    link: int
    weights: Mapping[Severity, int]


def summary_styles(styles: StyleSheet, fills: Mapping[Severity, int]) -> SummaryStyles:
    """Add the formats of the tab to the style sheet. `fills` are the fills of marked cells."""
    name = '<name val="Times New Roman"/><family val="1"/>'
    body = styles.add("fonts", "font", f'<font><sz val="11"/>{name}</font>')
    bold = styles.add("fonts", "font", f'<font><b/><sz val="11"/>{name}</font>')
    large = styles.add("fonts", "font", f'<font><b/><sz val="14"/>{name}</font>')
    blue = styles.add("fonts", "font", f'<font><u/><sz val="11"/><color rgb="FF0B5CAD"/>{name}</font>')
    grey = styles.add("fills", "fill", solid("E7E6E6"))
    line = '<{0} style="thin"><color auto="1"/></{0}>'
    sides = "".join(line.format(side) for side in ("left", "right", "top", "bottom"))
    box = styles.add("borders", "border", f"<border>{sides}<diagonal/></border>")
    top = '<alignment vertical="top" wrapText="1"/>'
    centre = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
    numbers = styles.add_formats([
        styles.own_format("", fontId=large),
        styles.own_format("", fontId=body),
        styles.own_format(centre, fontId=bold, fillId=grey, borderId=box),
        styles.own_format(top, fontId=body, borderId=box),
        styles.own_format(top, fontId=blue, borderId=box),
        *(styles.own_format(top, fontId=bold, fillId=fill, borderId=box) for fill in fills.values()),
    ])  # fmt: skip
    title, plain, headed, text, link, *weights = numbers
    return SummaryStyles(title, plain, headed, text, link, dict(zip(fills, weights, strict=True)))


def solid(colour: str) -> str:
    """A fill of one colour (six hexadecimal digits)."""
    pattern = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{pattern}</patternFill></fill>'


def summary_sheet(
    faults: Sequence[PlacedFault], told: int, names: Mapping[str, str], styles: SummaryStyles, *, own_codes: bool = True
) -> bytes:
    """The tab. The first `told` of the faults are listed; `names` are the heads' names by household code, written
    alone when people do not know the codes (`own_codes` is False).
    """
    count = sum(item.number for item in faults)
    left = count - sum(item.number for item in faults[:told])
    errors = sum(item.number for item in faults if item.fault.severity is Severity.ERROR)
    listed = faults[:told]
    rows = [row_xml(number, [text], [style]) for number, text, style in _top(count, errors, left, styles)]
    rows.append(row_xml(HEAD_ROW, [name for name, _ in _HEADINGS], [styles.head] * len(_HEADINGS), 2 * _LINE_PT))
    links = []
    for number, item in enumerate(listed, start=1):
        row = HEAD_ROW + number
        values = _values(number, item, names, own_codes=own_codes)
        link = styles.link if item.cell else styles.text
        weight = styles.weights[item.fault.severity]
        formats = [styles.text, styles.text, link, *[styles.text] * 3, weight, styles.text, styles.text]
        rows.append(row_xml(row, values, formats, _height(values)))
        if item.cell:
            title = item.fault.place.sheet.replace("'", "''")
            target = quoteattr(f"'{title}'!{address_of(item.cell)}")
            links.append(f'<hyperlink ref="C{row}" location={target} display="{address_of(item.cell)}"/>')
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, (_, width) in enumerate(_HEADINGS, 1)
    )
    below = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'{HEAD}<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:I{HEAD_ROW + len(listed)}"/>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="{HEAD_ROW}" '
        f'topLeftCell="A{HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<autoFilter ref="{_table(len(listed))}"/>{below}'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;L&amp;F&amp;RTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>"
    ).encode()


def summary_names(title: str, faults: int) -> dict[str, str]:
    """Names of the tab: the rows repeated on every printed page, and the filter."""
    quoted = "'" + title.replace("'", "''") + "'"
    first, _, last = _table(faults).partition(":")
    absolute = ":".join(f"${corner[0]}${corner[1:]}" for corner in (first, last))
    return {
        "_xlnm.Print_Titles": f"{quoted}!${HEAD_ROW}:${HEAD_ROW}",
        "_xlnm._FilterDatabase": f"{quoted}!{absolute}",
    }


def _top(count: int, errors: int, left: int, styles: SummaryStyles) -> list[tuple[int, str, int]]:
    """Rows above the table: number, text, format."""
    lines = [
        (1, SUMMARY_SIGN, styles.title),
        (2, f"{_dotted(errors)} lỗi, {_dotted(count - errors)} lưu ý", styles.title),
        (3, _HOW_TO_READ, styles.plain),
        (4, _HOW_TO_GO_ON, styles.plain),
    ]
    if left:
        rest = f"Còn {_dotted(left)} chỗ chưa đánh dấu; sửa các chỗ dưới đây trước rồi kiểm tra lại."
        lines.append((5, rest, styles.title))
    return lines


def _values(number: int, item: PlacedFault, names: Mapping[str, str], *, own_codes: bool) -> list[Value]:
    fault, place = item.fault, item.fault.place
    name = names.get(place.household_id, "")
    household = " - ".join(filter(None, (place.household_id if own_codes else "", name)))
    where = address_of(item.cell) if item.cell else (f"dòng {place.row}" if place.row is not None else None)
    return [
        number, place.sheet or None, where, place.column or None, household or None, fault.value or None,
        WORDS[fault.severity], f"{fault.vi} [{fault.rule}]", fault.remedy_vi,
    ]  # fmt: skip


def _height(values: Sequence[Value]) -> float:
    """The height in points that the longest cell needs."""
    lines = max(
        sum(ceil(max(len(line), 1) / (width * 0.95)) for line in str(value or "").split("\n"))
        for value, (_, width) in zip(values, _HEADINGS, strict=True)
    )
    return min(lines, _LINES) * _LINE_PT + 1


def _table(faults: int) -> str:
    return f"A{HEAD_ROW}:I{HEAD_ROW + max(faults, 1)}"


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
