"""Pieces of WordprocessingML as text. Words of people pass through `escaped` only."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from rasoat.papers import wording
from rasoat.papers.model import Align, Cell, Check, Leader, Row, Run, Table, Words, cells

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
FONT = "Times New Roman"
JUSTIFY = {Align.BODY: "both", Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_TICK = '<w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/></w:rPr>'
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def escaped(text: str) -> str:
    """Text for an element or, in double quotes, for an attribute."""
    return escape(text, {'"': "&quot;"})


def run(text: str, *, bold: bool = False, italic: bool = False, size: float | None = None) -> str:
    """One run; "\\n" becomes a line break."""
    style = f"{'<w:b/>' * bold}{'<w:i/>' * italic}{_size(size)}"
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in wording.tight(text).split("\n")
    )
    return f"<w:r>{f'<w:rPr>{style}</w:rPr>' if style else ''}{lines}</w:r>"


def runs(words: Words, size: float | None = None) -> str:
    """The words of a block. A break at the very end begins no line of its own, as on the other two faces."""
    parts = []
    for at, part in enumerate(words, 1):
        match part:
            case Run(text=text, bold=bold, italic=italic):
                told = text.rstrip(" ").removesuffix("\n") if at == len(words) else text
                parts.append(run(told, bold=bold, italic=italic, size=size))
            case Check(ticked=ticked):
                parts.append(f"<w:r>{_TICK}<w:t>{'☒' if ticked else '☐'}</w:t></w:r>")
            case Leader():
                parts.append("<w:r><w:tab/></w:r>")
    return "".join(parts)


def paragraph(
    content: str, align: Align = Align.LEFT, *, first: float = 0, left: float = 0, before: float = 0,
    after: float = 0, keep: bool = False, dots_to: float | None = None,
) -> str:  # fmt: skip
    """One paragraph of runs. Indents in mm, space before and after in points, `dots_to` the end of leaders in mm."""
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(dots_to)}"/></w:tabs>' if dots_to else ""
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' * keep}{tabs}"
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'
        f'<w:ind w:left="{twips(left)}" w:firstLine="{twips(first)}"/>'
        f'<w:jc w:val="{JUSTIFY[align]}"/></w:pPr>{content}</w:p>'
    )


def gap(points: float, *, keep: bool = False) -> str:
    """An empty paragraph of an exact height."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{round(points * 20)}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{'<w:keepNext/>' * keep}{exact}</w:pPr></w:p>"


def line_of(width: float, length: float) -> str:
    """A short line, `length` mm, in the middle of `width` mm."""
    side = twips(max((width - length) / 2, 0))
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="60" w:after="40" w:line="80" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def grid(widths: Sequence[float], rows: Sequence[Sequence[str]]) -> str:
    """A table without lines; widths in mm, each cell a text of paragraphs. No row is split."""
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(_cell(width, content) for width, content in zip(widths, row, strict=True))
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{_table_head(widths, ruled=False)}{body}</w:tbl>"


def data_table(table: Table, width: float, size: float, *, keep_last: int = 0) -> str:
    """A table of data over `width` mm at `size` points; its last rows stay with what follows."""
    widths = [width * column.width / 100 for column in table.columns]
    rows = [*table.head, *table.body]
    lines = []
    covers: dict[int, tuple[int, int]] = {}  # column -> rows still to be covered, columns
    for at, row in enumerate(rows):
        head, keep = at < len(table.head), at >= len(rows) - keep_last
        mark = "<w:tblHeader/>" if head else ""
        content = _row(table, row, widths, size, covers, head=head, keep=keep)
        lines.append(f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{content}</w:tr>")
    return f"<w:tbl>{_table_head(widths, ruled=table.ruled)}{''.join(lines)}</w:tbl>"


def _row(
    table: Table, row: Row, widths: Sequence[float], size: float, covers: dict[int, tuple[int, int]], *, head: bool,
    keep: bool,
) -> str:  # fmt: skip
    begins = dict(cells(row))
    parts, at = [], 0
    while at < len(row):
        cell = begins.get(at)
        if cell is None:
            rows, columns = covers.pop(at)
            merge = '<w:vMerge w:val="continue"/>'
            parts.append(_cell(sum(widths[at : at + columns]), paragraph(""), columns, merge))
        else:
            rows, columns = cell.rows, cell.columns
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
            parts.append(_data_cell(cell, table, at, widths, size, merge, head=head, keep=keep))
        if rows > 1:
            covers[at] = (rows - 1, columns)
        at += columns
    return "".join(parts)


def _data_cell(
    cell: Cell, table: Table, at: int, widths: Sequence[float], size: float, merge: str, *, head: bool, keep: bool
) -> str:
    width = sum(widths[at : at + cell.columns])
    align = Align.CENTER if head or cell.columns > 1 else table.columns[at].align
    content = paragraph(runs(cell.words, size), align, keep=keep, dots_to=width - 4)
    return _cell(width, content, cell.columns, f'{merge}<w:vAlign w:val="{"center" if head else "top"}"/>')


def _cell(width: float, content: str, columns: int = 1, more: str = "") -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}{more}</w:tcPr>{content}</w:tc>'


def _table_head(widths: Sequence[float], *, ruled: bool) -> str:
    kind = "single" if ruled else "nil"
    borders = "".join(f'<w:{edge} w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/>' for edge in _EDGES)
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblInd w:w="70" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def _size(points: float | None) -> str:
    return "" if points is None else f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'
