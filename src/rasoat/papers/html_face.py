"""A paper as HTML for the screen: class names only, no style, no script, every word escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from rasoat.papers import model, wording
from rasoat.papers.qr import svg


def html_text(sheet: model.Sheet) -> str:
    """An `<article class="paper">`. The sheet's own style gives it its looks."""
    frame, beside = sheet.frame, sheet.recipients_beside()
    kinds = "paper paper-wide" if frame.landscape else "paper"
    parts = [
        _lines("p", "watermark", [frame.watermark]), _lines("p", "form", [frame.form]), _head(sheet),
        _lines("h1", "title", frame.title), _lines("p", "subtitle", frame.subtitle if frame.title else ()),
        _addressees(frame.addressees),
        *(_block(sheet, block, beside=at == beside) for at, block in enumerate(sheet.blocks)),
        _recipients(sheet) if sheet.recipients_below() else "",
        _lines("p", "note", [wording.UNCHECKED] if frame.unchecked_layout else []),
    ]  # fmt: skip
    return f'<article class="{kinds}" lang="vi">{"".join(parts)}</article>'


def _head(sheet: model.Sheet) -> str:
    frame = sheet.frame
    left = _lines("p", "higher", frame.higher) + _lines("p", "issuer", frame.issuer)
    left += _lines("p", "number", [] if frame.number is None else [wording.number_line(frame.number)])
    left += _lines("p", "about", () if frame.title else frame.subtitle)
    right = _lines("p", "motto", [wording.MOTTO] if frame.motto else [])
    right += _lines("p", "values", [wording.MOTTO_VALUES] if frame.motto else [])
    right += _lines("p", "place", [frame.place_date])
    return f"<header{_kind('head')}><div>{left}</div><div>{right}</div></header>" if left or right else ""


def _block(sheet: model.Sheet, block: model.Block, *, beside: bool) -> str:
    match block:
        case model.Heading(words=words, level=level):
            return f'<h{level + 1} class="paper-h{level}">{_words(words)}</h{level + 1}>'
        case model.Paragraph(words=words, align=align, small=small):
            kind = f"paper-{align.value}{' paper-small' if small else ''}"
            return f'<p class="{kind}">{_words(words)}</p>'
        case model.Item(label=label, words=words, level=level):
            return f'<p class="paper-item paper-item-{level}">{escape(label)} {_words(words)}</p>'
        case model.Table():
            return _table(block)
        case model.Signatures(columns=columns):
            left = [_recipients(sheet)] if beside else []
            return f"<div{_kind('signatures')}>{''.join([*left, *map(_signature, columns)])}</div>"
        case model.QrCode(content=content, align=align, beside=words_beside):
            drawn = svg(content).decode()
            label = escape(content)
            code = f'<p class="paper-qr paper-{align.value}" role="img" aria-label="{label}">{drawn}</p>'
            if words_beside is None:
                return code
            pair = [_block(sheet, words_beside, beside=False), code]
            return f"<div{_kind('pair')}>{''.join(pair if align is model.Align.RIGHT else reversed(pair))}</div>"
        case model.PageBreak():
            return f"<hr{_kind('break')}>"
        case model.Rule():
            return f"<hr{_kind('rule')}>"


def _table(table: model.Table) -> str:
    columns = "".join(f'<col width="{column.width:g}%">' for column in table.columns)
    kind = "table" if table.ruled else "table paper-plain"
    head = "".join(_row(table, row, "th") for row in table.head)
    body = "".join(_row(table, row, "td") for row in table.body)
    return (
        f'<table class="paper-{kind}"><colgroup>{columns}</colgroup>{f"<thead>{head}</thead>" if head else ""}'
        f"<tbody>{body}</tbody></table>"
    )


def _row(table: model.Table, row: model.Row, tag: str) -> str:
    drawn = []
    for at, cell in model.cells(row):
        align = model.Align.CENTER if tag == "th" or cell.columns > 1 else table.columns[at].align
        spans = f' colspan="{cell.columns}"' * (cell.columns > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
        drawn.append(f'<{tag} class="paper-{align.value}"{spans}>{_words(cell.words)}</{tag}>')
    return f"<tr>{''.join(drawn)}</tr>"


def _signature(column: model.Signature) -> str:
    parts = (("above", column.above), ("signer", column.title), ("hint", column.hint), ("name", column.name))
    return (
        "<div>" + "".join(f'<p class="paper-{name}">{_words(words)}</p>' for name, words in parts if words) + "</div>"
    )


def _addressees(names: Sequence[str]) -> str:
    if len(names) == 1:
        return _lines("p", "addressees", [f"{wording.ADDRESSEES} {names[0]}"])
    lines = _lines("p", "item", [f"- {name}" for name in names])
    return _lines("p", "addressees", [wording.ADDRESSEES]) + lines if names else ""


def _recipients(sheet: model.Sheet) -> str:
    frame = sheet.frame
    lines = wording.recipient_lines(frame.recipients, frame.copies)
    head = [wording.RECIPIENTS] if frame.recipients else []
    return f"<div{_kind('recipients')}>{_lines('p', 'receivers', head)}{_lines('p', '', lines)}</div>"


def _lines(tag: str, kind: str, lines: Iterable[str]) -> str:
    return "".join(f"<{tag}{_kind(kind)}>{escape(line)}</{tag}>" for line in lines if line)


def _kind(name: str) -> str:
    return f' class="paper-{name}"' if name else ""


def _words(words: model.Words) -> str:
    return "".join(map(_inline, words))


def _inline(part: model.Run | model.Check | model.Leader) -> str:
    match part:
        case model.Run(text=text, bold=bold, italic=italic):
            body = escape(text).replace("\n", "<br>")
            body = f"<em>{body}</em>" if italic else body
            return f"<strong>{body}</strong>" if bold else body
        case model.Check(ticked=ticked):
            return f"<span{_kind('check')}>{'☒' if ticked else '☐'}</span>"
        case model.Leader():
            return f"<span{_kind('leader')}></span>"
