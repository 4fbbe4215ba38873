"""Workbooks of official reports as an audit: the cross-checks of the house, on the figures as printed."""

from collections.abc import Iterator, Mapping, Sequence

from rasoat.audit.localise.problem import Rate, Rule, Terms
from rasoat.audit.model import AuditInput, PrintedCell, PrintedRate, Statement
from rasoat.audit.official_read import OfficialBook, tops
from rasoat.audit.printed_numbers import read_count, read_rate
from rasoat.audit.rate_forms import best_form
from rasoat.audit.signs import not_negative
from rasoat.tables.cell_rules import CellRate, CellRef
from rasoat.tables.check_reports import check_reports
from rasoat.tables.report import CheckResult, Kind
from rasoat.tables.reports import Reports

_ASKED = ("error", "info")
_MOVING = {("2", f"c{number}") for number in range(2, 9)} | {("3", f"c{number}") for number in range(2, 9)}
MOVES_NOTE = (
    "Biểu 2, 3: hộ chuyển giữa các địa bàn trong đơn vị có thể làm cột 2-8 dòng tổng khác tổng các dòng dưới; "
    "bảng không ghi số hộ chuyển."
)
Cells = Mapping[tuple[int, CellRef], int]


def official_input(books: Sequence[OfficialBook], previous: OfficialBook | None = None) -> AuditInput:
    """The cross-checks of each book, and the same figures where several books print them, as statements."""
    cells: list[PrintedCell] = []
    at: dict[tuple[int, CellRef], int] = {}
    for number, book in enumerate(books):
        kinds = {(table.number, column.key): column.kind for table in book.tables.values() for column in table.columns}
        for ref, where in book.address.items():
            if kinds[ref.report, ref.key] is Kind.COUNT:
                at[number, ref] = len(cells)
                cells.append(_cell(book, ref, where))
    before = None if previous is None else Reports(previous.tables)
    statements = [
        statement for number, book in enumerate(books) for statement in _statements(book, number, at, cells, before)
    ]
    statements += [*_same_figures(books, at, cells), *not_negative(cells)]
    frozen = frozenset(at[number, ref] for number, book in enumerate(books) for ref in book.zeros)
    notes = [f"{book.file}: {note}" if len(books) > 1 else note for book in books for note in book.notes]
    defects = [defect for book in books for defect in book.defects]
    return AuditInput(", ".join(book.file for book in books), cells, statements, frozen, notes, defects)


def rests_on_moves(check: CheckResult) -> bool:
    """Whether moves inside the unit could explain that a sum of parts of reports 2 and 3 is off."""
    return check.check == "X15" and check.rule is not None and {
        (ref.report, ref.key) for ref, _ in check.rule.terms
    } <= _MOVING  # fmt: skip


def _statements(
    book: OfficialBook, number: int, at: Cells, cells: Sequence[PrintedCell], before: Reports | None
) -> Iterator[Statement]:
    checks = [check for check in check_reports(Reports(book.tables, moves_inside=book.moves), before)
              if check.severity in _ASKED]  # fmt: skip
    if book.moves is None and any(check.holds is False and rests_on_moves(check) for check in checks):
        book.notes.append(MOVES_NOTE)
    rates: dict[tuple[str, str], list[CheckResult]] = {}
    for check in checks:
        if check.rate is not None:
            rates.setdefault((check.rate.cell.report, check.rate.cell.key), []).append(check)
        elif check.rule is not None and (terms := _terms(check.rule.terms, number, at)):
            rule = Rule(terms, check.rule.relation, check.rule.bound)
            said = check.text_vi.partition(": phải ")[0]
            yield Statement(check.check, check.unit_name, rule, vi=said, file=book.file)
    for group in rates.values():
        yield from _rates(book, number, at, cells, group)


def _rates(
    book: OfficialBook, number: int, at: Cells, cells: Sequence[PrintedCell], group: Sequence[CheckResult]
) -> Iterator[Statement]:
    """The rates of one column, in the form that most of them are printed in."""
    found: list[tuple[CheckResult, CellRate, int, int]] = []
    for check in group:
        rate = check.rate
        if rate is None or not book.written.get(rate.cell):
            continue
        over, under = at.get((number, rate.numerator)), at.get((number, rate.base))
        if over is not None and under is not None and not _is_zero_over_zero(book.written[rate.cell], cells[under]):
            found.append((check, rate, over, under))
    texts = [(book.written[rate.cell], cells[over].value, cells[under].value) for _, rate, over, under in found]
    factor, decimals = best_form(texts)
    for check, rate, over, under in found:
        value = read_rate(book.written[rate.cell], decimals, factor)
        if value is not None:
            shown = PrintedRate(book.address[rate.cell], book.written[rate.cell], _column(book, rate.cell))
            yield Statement(check.check, check.unit_name, rate=Rate(value, ((over, 1),), ((under, 1),), decimals),
                            printed=shown, vi=check.text_vi, file=book.file)  # fmt: skip


def _is_zero_over_zero(text: str, base: PrintedCell) -> bool:
    """Many tables print 0 where the base is 0 and the form asks for a blank: no error of figures."""
    return base.value == 0 and read_rate(text, 2) == 0


def _same_figures(books: Sequence[OfficialBook], at: Cells, cells: Sequence[PrintedCell]) -> Iterator[Statement]:
    """What a file says of its own unit, and what another file says of that unit, are the same figures.

    Only the unit that a file is about is compared: villages of the same name are no matter.
    """
    for number, book in enumerate(books):
        for report, top in tops(book):
            for other, further in enumerate(books):
                if other == number or report not in further.tables:
                    continue
                same_top = further.tables[report].unit_name == top
                if same_top and other < number:
                    continue
                yield from _pairs((number, other), (report, top), books, at, cells)


def _pairs(
    pair: tuple[int, int], table: tuple[str, str], books: Sequence[OfficialBook], at: Cells,
    cells: Sequence[PrintedCell],
) -> Iterator[Statement]:  # fmt: skip
    own, other = pair
    for (number, ref), cell in at.items():
        if number == own and ref.report == table[0] and ref.place == (table[1], 1) and (other, ref) in at:
            there = at[other, ref]
            vi = f"như {cells[there].address} của tệp {books[other].file}, ghi {cells[there].value}"
            yield Statement(
                "hai tệp", ref.place[0], Rule(((cell, 1), (there, -1)), "=", 0), vi=vi, file=books[own].file
            )


def _terms(terms: Sequence[tuple[CellRef, int]], number: int, at: Cells) -> Terms | None:
    """The terms over cells; None where one of them is not printed."""
    factors: dict[int, int] = {}
    for ref, factor in terms:
        cell = at.get((number, ref))
        if cell is None:
            return None
        factors[cell] = factors.get(cell, 0) + factor
    return tuple((cell, factor) for cell, factor in factors.items() if factor)


def _cell(book: OfficialBook, ref: CellRef, where: str) -> PrintedCell:
    line = f", {ref.line}" if ref.line else ""
    name = ref.place[0] if ref.place[1] == 1 else f"{ref.place[0]} ({ref.place[1]})"
    return PrintedCell(name, f"biểu {ref.report} {_column(book, ref)}{line}", where, read_count(book.written[ref]),
                       book.file)  # fmt: skip


def _column(book: OfficialBook, ref: CellRef) -> str:
    return book.headings.get((ref.report, ref.key), ref.key)
