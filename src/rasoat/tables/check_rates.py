"""Cross-checks of printed rates: X09, in every report that prints a rate beside or behind the counts it is made of."""

from collections.abc import Iterator
from functools import cache

from rasoat.tables.cell_rules import CellRate, Place
from rasoat.tables.claims import Said, cell, claim_rate
from rasoat.tables.forms import Form, FormColumn, forms
from rasoat.tables.reading import Sheet
from rasoat.tables.report import CheckResult
from rasoat.tables.rounding import rate

Sheets = dict[str, Sheet]


def rate_agrees(printed: Said, numerator: Said, base: Said, place: Place) -> CheckResult:
    """One printed rate against the two counts it is made of; each of the three is one cell."""
    of = CellRate(printed.terms[0][0], numerator.terms[0][0], base.terms[0][0])
    if base.value == 0:
        vi, en = f"mẫu số 0 nên {printed.vi} phải để trống", f"base 0, so {printed.en} must be blank"
        return CheckResult("X09", "error", printed.value is None, place[0], vi, en, rate=of)
    words = (f"tính từ {numerator.vi} / {base.vi}", f"computed from {numerator.en} / {base.en}")
    return claim_rate("X09", "error", place, printed, of, rate(numerator.value, base.value), words)


def own_rates_agree(sheets: Sheets, place: Place) -> Iterator[CheckResult]:
    """X09 inside one report: rates whose counts are columns of the same report."""
    for number, rates in _own_rates().items():
        if sheet := sheets.get(number):
            for printed, numerator, base in rates:
                counts = cell(sheet, place, numerator), cell(sheet, place, base)
                yield rate_agrees(cell(sheet, place, printed), *counts, place)


@cache
def _own_rates() -> dict[str, list[tuple[str, str, str]]]:
    """Report number -> (rate, numerator, base) of its columns."""
    found = {number: _rates_of(form) for form in forms().forms for number in form.serves}
    return {number: rates for number, rates in found.items() if rates}


def _rates_of(form: Form) -> list[tuple[str, str, str]]:
    def key(column: FormColumn) -> str | None:
        return next((c.key for c in form.columns if c.value == column.per and not c.per), None)

    def own(column: FormColumn) -> str | None:
        return next((c.key for c in form.columns if c.value == column.value and not c.per), None)

    triples = [(column.key, own(column), key(column)) for column in form.columns if column.per]
    return [(printed, numerator, base) for printed, numerator, base in triples if numerator and base]
