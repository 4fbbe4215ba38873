"""Our own tables as an audit, as they leave the house: the same statements that are asked of anybody's."""

from rasoat.audit.model import AuditInput
from rasoat.audit.official import official_input
from rasoat.audit.official_read import OfficialBook
from rasoat.audit.printed_numbers import rate_text
from rasoat.tables.reading import sheets
from rasoat.tables.report import Kind
from rasoat.tables.reports import Reports

_DECIMALS = 2


def own_input(reports: Reports, previous: Reports | None = None) -> AuditInput:
    """The finished tables of a unit; cells go by `biểu 2 cột 5`. `previous`: the tables of the round before."""
    return official_input([_book(reports)], None if previous is None else _book(previous))


def _book(reports: Reports) -> OfficialBook:
    book = OfficialBook("", dict(reports.by_number), moves=reports.moves_inside)
    for number, sheet in sheets(reports.by_number).items():
        for at, column in enumerate(sheet.table.columns):
            if column.kind is Kind.TEXT:
                continue
            book.headings[number, column.key] = f"cột {column.number}"
            for (place, line), cells in sheet.lines.items():
                ref, value = sheet.ref(place, column.key, line), cells[at]
                book.address[ref] = f"biểu {number} cột {column.number}"
                rate = column.kind is Kind.RATE and isinstance(value, int)
                book.written[ref] = rate_text(int(value), _DECIMALS) if rate and value is not None else str(value or "")
                if value == 0:
                    book.written[ref] = rate_text(0, _DECIMALS) if rate else "0"
    return book
