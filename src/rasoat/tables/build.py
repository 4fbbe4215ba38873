"""Print figures into the forms of reports 1-13: a row per place (and line), the reasons of what stays blank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasoat.tables.figures import Figures
from rasoat.tables.forms import Cell, Form, Line, cells, fill, words
from rasoat.tables.report import Column, Kind, ReportTable, Row
from rasoat.tables.rounding import rate
from rasoat.tables.scope import Scope

PLACE_COLUMNS = (
    Column("stt", ("TT",), "A", Kind.TEXT, 5),
    Column("place", ("Địa bàn",), "B", Kind.TEXT, 28),
)
ONE_LINE = (Line(label="", unit="households"),)


@dataclass(frozen=True, slots=True)
class Heading:
    """What all tables of one run print around their figures."""

    standard_id: str
    period: str = ""
    parent_name: str = ""
    watermark: str = ""
    pack: str = ""

    def table(
        self, number: str, title: str, unit_name: str, columns: Sequence[Column], rows: Sequence[Row],
        reasons: Mapping[str, str], notes: Sequence[str], layout_mark: str = "secondary",
    ) -> ReportTable:  # fmt: skip
        """A table under this heading."""
        return ReportTable(
            number=number, title=title, unit_name=unit_name, period=self.period, standard_id=self.standard_id,
            columns=tuple(columns), rows=tuple(rows), blank_reasons=tuple(reasons.items()), notes=tuple(notes),
            layout_mark=layout_mark, watermark=self.watermark, pack=self.pack, parent_name=self.parent_name,
            form_code=f"Biểu số {number}" if number.isdigit() else "",
        )  # fmt: skip


def build(
    number: str, form: Form, klass: str, figures: Figures, scope: Scope, heading: Heading,
    lists: Mapping[str, Sequence[tuple[str, str]]], notes: Sequence[str] = (), layout_mark: str = "secondary",
) -> ReportTable:  # fmt: skip
    """One of reports 1-13."""
    body = cells(form, klass, lists)
    lines = form.lines or ONE_LINE
    line_column = [Column("line", (form.line_head,), "C", Kind.TEXT, 13)] if form.lines else []
    columns = [*PLACE_COLUMNS, *line_column, *(cell.column for cell in body)]
    rows, reasons = [], dict[str, str]()
    for line in lines:
        blanks = {"line_class": line.klass, "unit": line.unit}
        for cell in body:
            if why := _why(cell, blanks, figures):
                said = reasons.setdefault(cell.column.key, why)
                if why not in said:
                    reasons[cell.column.key] = f"{said}; {why}"
    for row, place in enumerate(scope.places):
        for first, line in enumerate(lines):
            blanks = {"line_class": line.klass, "unit": line.unit}
            names = (None if row == 0 else str(row), place.name) if first == 0 else (None, None)
            values = [_value(cell, blanks, figures, row) for cell in body]
            rows.append(Row((*names, *([line.label] if form.lines else []), *values), min(row, 1), row == 0))
    title = form.title.format_map(words(klass))
    return heading.table(
        number, title, scope.unit.name, columns, rows, _shorter(reasons, body), (*form.notes, *notes), layout_mark
    )


def _value(cell: Cell, blanks: Mapping[str, str], figures: Figures, row: int) -> int | None:
    count = figures.get(fill(cell.value, blanks), row)
    return count if cell.per is None else rate(count, figures.get(fill(cell.per, blanks), row))


def _why(cell: Cell, blanks: Mapping[str, str], figures: Figures) -> str:
    whys = [figures.why(fill(ref, blanks)) for ref in (cell.value, cell.per) if ref]
    return "; ".join(dict.fromkeys(filter(None, whys)))


def _shorter(reasons: dict[str, str], body: Sequence[Cell]) -> dict[str, str]:
    """One reason for the whole table when every column is blank for the same reason."""
    same = set(reasons.values())
    return {"": same.pop()} if len(same) == 1 and len(reasons) == len(body) else reasons
