"""Tables whose layout no document that we have read gives: they are printed "bố cục chưa đối chiếu"."""

from collections.abc import Sequence

from rasoat.tables.build import PLACE_COLUMNS
from rasoat.tables.report import Column, Kind, ReportTable, Row

Cells = Sequence[str | int | None]


def own_table(
    number: str, title: str, unit_name: str, columns: Sequence[tuple[str, str, Kind]],
    rows: Sequence[tuple[str, Cells]], *, standard_id: str, period: str, notes: Sequence[str] = (),
    watermark: str = "", parent_name: str = "", heading: str = "Địa bàn",
) -> ReportTable:  # fmt: skip
    """`columns`: key, head, kind. `rows`: the name in front, then a cell a column; the first row is the whole."""
    place = Column("place", (heading,), "B", Kind.TEXT, 28)
    told = [Column(key, (head,), str(at), kind, 11.0) for at, (key, head, kind) in enumerate(columns, 1)]
    made = [
        Row((None if at == 0 else str(at), name, *cells), min(at, 1), at == 0) for at, (name, cells) in enumerate(rows)
    ]
    return ReportTable(
        number=number, title=title, unit_name=unit_name, period=period, standard_id=standard_id,
        columns=(PLACE_COLUMNS[0], place, *told), rows=tuple(made), notes=tuple(notes),
        layout_mark="missing", watermark=watermark, parent_name=parent_name, form_code=f"Biểu {number}",
    )  # fmt: skip
