"""Papers as data for the Typst page: texts stay texts, nothing in them is read as markup. Lengths are in points."""

import json
from collections.abc import Iterable
from typing import Any

from rasoat.papers import measures, model, wording
from rasoat.papers.issuer import issuer_lines
from rasoat.papers.qr import svg
from rasoat.tables.font_metrics import line_count, text_width

_POINTS = 72 / 25.4
_LINE = 1.25  # height of a line in its type size
_INSET = 4.0
MOST_SIGNATURE_LETTERS = 800  # that surely stand on one page


def packed(sheets: Iterable[model.Sheet]) -> str:
    """The data of one document, as JSON."""
    papers = [_paper(sheet) for sheet in sheets]
    first = papers[0]["title"] if papers else []
    return json.dumps({"title": " ".join(first), "papers": papers}, ensure_ascii=False)


def _paper(sheet: model.Sheet) -> dict[str, Any]:
    frame = sheet.frame
    recipients = wording.recipient_lines(frame.recipients, frame.copies)
    return {
        "landscape": frame.landscape, "size": frame.size, "watermark": frame.watermark, "form": frame.form,
        "page_numbers": frame.page_numbers, "note": wording.UNCHECKED if frame.unchecked_layout else "",
        "margins": {"top": measures.TOP * _POINTS, "bottom": measures.BOTTOM * _POINTS,
                    "left": measures.LEFT * _POINTS, "right": measures.RIGHT * _POINTS},
        "higher": issuer_lines(frame, frame.higher), "issuer": issuer_lines(frame, frame.issuer, bold=True),
        "number": "" if frame.number is None else wording.number_line(frame.number),
        "motto": [wording.MOTTO, wording.MOTTO_VALUES] if frame.motto else [],
        "motto_line": text_width(wording.MOTTO_VALUES, measures.VALUES_SIZE, bold=True),
        "issuer_share": measures.ISSUER_SHARE * 100,
        "place_date": wording.place_and_date(frame.place_date), "title": frame.title,
        "subtitle": frame.subtitle if frame.title else (), "about": () if frame.title else frame.subtitle,
        "addressees_head": wording.ADDRESSEES, "addressees": frame.addressees,
        "recipients_head": wording.RECIPIENTS if frame.recipients else "", "recipients": recipients,
        "beside": sheet.recipients_beside(), "below": sheet.recipients_below(),
        "first_line": measures.FIRST_LINE * _POINTS, "room": measures.SIGNING_ROOM * _POINTS,
        "blocks": [_block(sheet, block) for block in sheet.blocks],
    }  # fmt: skip


def _block(sheet: model.Sheet, block: model.Block) -> dict[str, Any]:
    match block:
        case model.Heading(words=words, level=level):
            return {"kind": "heading", "level": level, "words": _words(words)}
        case model.Paragraph(words=words, align=align, small=small):
            size = measures.SMALL_SIZE if small else sheet.frame.size
            return {"kind": "paragraph", "align": align.value, "size": size, "words": _words(words)}
        case model.Item(label=label, words=words, level=level):
            return {"kind": "item", "level": level, "words": [{"text": f"{label} "}, *_words(words)]}
        case model.Table():
            return _table(sheet, block)
        case model.Signatures(columns=columns):
            return {"kind": "signatures", "columns": [_signature(column) for column in columns], "split": _long(block)}
        case model.QrCode(content=content, side=side, align=align, beside=beside):
            drawn, words_beside = svg(content).decode(), _block(sheet, beside) if beside else None
            return {"kind": "qr", "svg": drawn, "side": side * _POINTS, "align": align.value, "content": content,
                    "beside": words_beside}  # fmt: skip
        case model.PageBreak():
            return {"kind": "break"}
        case model.Rule():
            return {"kind": "rule"}


def _table(sheet: model.Sheet, table: model.Table) -> dict[str, Any]:
    """A table; rows taller than half a page may be split, for they could not be printed otherwise."""
    size = table.size or sheet.frame.size - 1
    width = measures.text_width(sheet.frame) * _POINTS
    half_page = (measures.page(sheet.frame)[1] - measures.TOP - measures.BOTTOM) * _POINTS / 2

    def is_tall(row: model.Row) -> bool:
        return any(_height(table, at, cell, size, width) > half_page for at, cell in model.cells(row))

    def section(rows: Iterable[model.Row]) -> list[list[dict[str, Any]]]:
        return [[_cell(table, at, cell, split=is_tall(row)) for at, cell in model.cells(row)] for row in rows]

    head, body = (table.head, table.body) if not any(map(is_tall, table.head)) else ((), (*table.head, *table.body))
    return {
        "kind": "table", "size": size, "ruled": table.ruled, "head": section(head), "body": section(body),
        "columns": [column.width * width / 100 for column in table.columns],
        "plain_rows": not any(is_tall(row) or any(cell.rows > 1 for _, cell in model.cells(row)) for row in body),
    }  # fmt: skip


def _height(table: model.Table, at: int, cell: model.Cell, size: float, width: float) -> float:
    """How high a cell will be, in points, a little too much rather than too little."""
    share = sum(column.width for column in table.columns[at : at + cell.columns])
    lines = line_count(model.plain(cell.words), max(share * width / 100 - 2 * _INSET, size), size, bold=True)
    return lines * size * _LINE


def _cell(table: model.Table, at: int, cell: model.Cell, *, split: bool) -> dict[str, Any]:
    align = model.Align.CENTER if cell.columns > 1 else table.columns[at].align
    shape = {"columns": cell.columns, "rows": cell.rows, "split": split}
    return {"align": align.value, "words": _words(cell.words), **shape}


def _long(block: model.Signatures) -> bool:
    """Whether signatures could be higher than a page."""
    texts = (text for column in block.columns for text in (column.above, column.title, column.hint, column.name))
    return sum(len(model.plain(text)) for text in texts) > MOST_SIGNATURE_LETTERS


def _signature(column: model.Signature) -> dict[str, Any]:
    parts = {"above": column.above, "title": column.title, "hint": column.hint, "name": column.name}
    return {name: _words(words) for name, words in parts.items()}


def _words(words: model.Words) -> list[dict[str, Any]]:
    return [_inline(part) for part in words]


def _inline(part: model.Run | model.Check | model.Leader) -> dict[str, Any]:
    match part:
        case model.Run(text=text, bold=bold, italic=italic):
            styles = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
            return {"text": wording.tight(text), **styles}
        case model.Check(ticked=ticked):
            return {"check": ticked}
        case model.Leader():
            return {"leader": True}
