"""One official table as one sheet: frame, merged head, body, notes and signatures, ready to print on A4."""

from rasoat.tables import head as frame
from rasoat.tables import layout
from rasoat.tables.excel_body import write_body
from rasoat.tables.excel_context import LINE_HEIGHT, SheetContext
from rasoat.tables.excel_pen import Box
from rasoat.tables.excel_styles import FONT, RED
from rasoat.tables.footnotes import footnotes, short_pack, small_print
from rasoat.tables.page_breaks import page_breaks

# The national list workbook is read by position: these sheets start their data at a fixed row (counted from 1).
FIRST_DATA_ROW = {"DS1": 8, "DS2": 10, "DS3": 10}
_A4 = 9
_INCH = 72.0
_CAUTION = 0.97  # of the page is planned with: programs differ a little in heights and widths
_KEPT_ROWS = 2
_MOST_BREAKS = 1023  # that Excel heeds in a sheet; the first pages of a longer one end where they are full
_LEAST_GAP = 6.0
_RULE = "─"


def write_sheet(context: SheetContext) -> None:
    """Write the whole sheet and its print settings."""
    sheet, widths = context.pen.sheet, context.plan.widths
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, round(width / 0.75))
    repeated = _preamble(context)
    body_row = context.pen.row
    write_body(context)
    closing = context.pen.row
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_column_name(len(widths) - 1)}{context.pen.row}"})
    _notes(context)
    _signatures(context)
    _trace(context)
    _print_settings(context, repeated, body_row)
    _pages(context, range(repeated, body_row), closing)


def _preamble(context: SheetContext) -> int:
    """Everything above the body; gives the first row that repeats on every page."""
    report, pen = context.report, context.pen
    numbered = any(column.number for column in report.columns)
    below = layout.head_depth(report.columns) + numbered + bool(report.watermark)
    fixed = FIRST_DATA_ROW.get(report.number)
    _issuer_and_motto(context, ruled=fixed is None)
    room = below + 2 if fixed is None else fixed - 1 - pen.row
    if room <= below:
        raise ValueError(f"{report.number}: phần đầu biểu cao quá dòng {fixed} / head taller than row {fixed}")
    _titles(context, joined=room - below == 1)
    while fixed is not None and pen.row + below < fixed - 1:
        pen.gap(_LEAST_GAP)
    repeated = pen.row
    if report.watermark:
        boxes = [context.box(columns, report.watermark, "watermark") for columns in context.pages]
        pen.line(boxes, max(20.0, context.tallest(boxes, layout.BODY_SIZE, bold=True)))
    _table_head(context, numbered)
    return repeated


def _issuer_and_motto(context: SheetContext, *, ruled: bool) -> None:
    """Two lines left and right; below them a short rule and the form code, or else the lines are underlined."""
    pen, (left, right) = context.pen, context.top_halves
    body = frame.issuer(context.report, context.head)
    end = "" if ruled else "_ruled"
    first = "issuer_own" if body.both_bold else "issuer"
    pen.line([context.box(left, body.first, first), context.box(right, frame.MOTTO, "motto")], 17)
    height = max(17.0, context.height(body.second, left, layout.BODY_SIZE, bold=True))
    below = (context.box(left, body.second, f"issuer_own{end}"), context.box(right, frame.MOTTO_VALUES, f"motto{end}"))
    pen.line(below, height)
    if ruled:
        pen.line([context.box(left, _RULE * 18, "rule"), context.box(right, _RULE * 40, "rule")], 8)
        pen.line([context.box(left, context.report.form_code, "form_code")], 16)
        pen.gap(_LEAST_GAP)


def _titles(context: SheetContext, *, joined: bool) -> None:
    report, pen, main = context.report, context.pen, context.main
    title, subtitle = report.title.upper(), ", ".join(part for part in (report.unit_name, report.period) if part)
    name = " - ".join(part for part in (report.form_code, report.title) if part)
    continued = [context.box(columns, f"{name} (tiếp theo)", "continued") for columns in context.pages[1:]]
    if joined:
        title = f"{title}\n{subtitle}"
    height = context.height(title, main, 14.0, bold=True)
    pen.line(
        [context.box(main, title, "title"), *continued],
        max(height, context.tallest(continued, layout.BODY_SIZE, bold=True)),
    )
    if not joined:
        pen.line([context.box(main, subtitle, "subtitle")], 18)


def _table_head(context: SheetContext, numbered: bool) -> None:
    """The merged head, block by block so that no merged cell is cut by a page, and the column numbers."""
    columns, pen = context.report.columns, context.pen
    depth = layout.head_depth(columns)
    lines: list[list[Box]] = [[] for _ in range(depth)]
    heights = [layout.HEAD_SIZE * LINE_HEIGHT + 3.0] * depth
    style = context.styles.named("head")
    placed = [
        (block[0] + cell.column, cell)
        for block in context.plan.blocks
        for cell in layout.merged_heads(columns, block, depth)
    ]
    for first, cell in sorted(placed, key=lambda item: item[1].rows):
        last, end = first + cell.columns - 1, cell.row + cell.rows
        lines[cell.row].append(Box(first, last, cell.text, style, cell.rows))
        needed = context.height(cell.text, (first, last), layout.HEAD_SIZE, bold=True)
        heights[end - 1] += max(0.0, needed - sum(heights[cell.row : end]))
    pen.block(lines, heights)
    if numbered:
        boxes = [context.box((index, index), column.number, "number") for index, column in enumerate(columns)]
        pen.line(boxes, context.tallest(boxes, layout.NUMBER_SIZE))


def _notes(context: SheetContext) -> None:
    lines = footnotes(context.report)
    if lines:
        context.pen.gap(_LEAST_GAP)
    for text in lines:
        context.pen.line([context.box(context.main, text, "note")], context.height(text, context.main, 11.0))


def _signatures(context: SheetContext) -> None:
    pen, (left, right) = context.pen, context.bottom_halves
    signatures = ((left, frame.preparer(context.head)), (right, frame.signer(context.head)))
    pen.gap(8)
    pen.line([context.box(right, frame.date_line(context.head), "date")], 17)
    for index in range(max(len(signature.titles) for _, signature in signatures) + 1):
        boxes = [
            context.box(columns, (*signature.titles, signature.hint)[index], style)
            for columns, signature in signatures
            if index <= len(signature.titles)
            for style in ("signature" if index < len(signature.titles) else "hint",)
        ]
        pen.line(boxes, 17)
    pen.gap(52)
    pen.line([context.box(columns, signature.name, "signature") for columns, signature in signatures], 17)


def _trace(context: SheetContext) -> None:
    text = small_print(context.report)
    context.pen.line([context.box(context.main, text, "small")], context.height(text, context.main, 8.0))


def _print_settings(context: SheetContext, repeated: int, body_row: int) -> None:
    sheet, report, plan = context.pen.sheet, context.report, context.plan
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**{side: points / _INCH for side, points in layout.MARGINS.items()})
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.freeze_panes(body_row, plan.stub)
    sheet.repeat_rows(repeated, body_row - 1)
    sheet.print_area(0, 0, context.pen.row - 1, len(plan.widths) - 1)
    if plan.split:
        sheet.repeat_columns(0, plan.stub - 1)
        sheet.set_v_pagebreaks([start for start, _ in plan.blocks[1:]])
    small = f'&"{FONT},Regular"&9'
    left, right = _escaped(report.form_code or report.number), _escaped(short_pack(report))
    sheet.set_footer(f"&L{small}{left}&C{small}Trang &P/&N&R{small}{right}")
    if report.watermark:
        sheet.set_header(f'&C&"{FONT},Bold"&12&K{RED[1:]}{_escaped(report.watermark)}')


def _pages(context: SheetContext, head: range, closing: int) -> None:
    """Print on one page what a little smaller print brings there; end pages of others between places.

    Excel heeds no breaks in a sheet that is fitted to the page: such a sheet gets a scale instead. The last rows
    stay with what follows them, so that no signature stands alone.
    """
    pen, plan, scale = context.pen, context.plan, context.plan.scale
    if sum(pen.heights) * scale <= layout.ONE_PAGE * layout.PAGE_HEIGHT:
        if not plan.split:
            pen.sheet.fit_to_pages(1, 1)
            return
        scale = min(scale, _CAUTION * layout.PAGE_HEIGHT / sum(pen.heights))
    percent = int(scale * 100 * (1.0 if plan.split else _CAUTION))
    pen.sheet.set_print_scale(percent)
    kept = bytearray(pen.kept)
    for row in range(max(head.stop, closing - _KEPT_ROWS) + 1, pen.row):
        kept[row] = True
    room = layout.PAGE_HEIGHT * 100 / percent * _CAUTION
    breaks = page_breaks(pen.heights, kept, head.stop, sum(pen.heights[head.start : head.stop]), room)
    pen.sheet.set_h_pagebreaks(breaks[-_MOST_BREAKS:])


def _escaped(text: str) -> str:
    return text.replace("&", "&&")


def _column_name(index: int) -> str:
    name = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        name, index = chr(65 + letter) + name, index - 1
    return name
