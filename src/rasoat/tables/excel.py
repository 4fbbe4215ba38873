"""Official tables as an Excel workbook, one sheet each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.whole_file import scratch_beside
from rasoat.tables.excel_context import SheetContext
from rasoat.tables.excel_pen import Pen
from rasoat.tables.excel_sheet import write_sheet
from rasoat.tables.excel_styles import FONT, Styles
from rasoat.tables.head import OfficialHead, issuer
from rasoat.tables.layout import BODY_SIZE, plan
from rasoat.tables.report import ReportTable

UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook stores local time without a zone
SHEET_ROWS = 1_048_576
_FRAME_ROWS = 200
_NAME_LENGTH = 31


def write_excel(reports: Sequence[ReportTable], path: Path, *, head: OfficialHead, created: datetime = UNDATED) -> None:
    """Write `reports` to the workbook `path`, one sheet each in the given order, whole or not at all.

    `created` becomes the creation date in the file's properties; nothing else depends on when it is written, so
    the same input gives the same bytes. Raises `FaultsFoundError` when a report has more rows than a sheet.
    """
    _refuse_too_long(reports, path)
    with scratch_beside(path) as scratch:
        draft = scratch / "draft.xlsx"
        with xlsxwriter.Workbook(str(draft), _options(scratch)) as workbook:
            workbook.set_properties(_properties(reports, head, created))
            styles = Styles(workbook)
            for name, report in zip(sheet_names(reports), reports, strict=True):
                pen = Pen(workbook.add_worksheet(name), styles.named("plain"))
                write_sheet(SheetContext(report, head, plan(report), styles, pen))
        draft.replace(path)


def _options(scratch: Path) -> dict[str, object]:
    """New for each workbook: XlsxWriter changes the format it is given."""
    return {
        "constant_memory": True,
        "default_format_properties": {"font_name": FONT, "font_size": BODY_SIZE},
        "default_column_width": 72,
        "tmpdir": str(scratch),
    }


def sheet_names(reports: Iterable[ReportTable]) -> list[str]:
    """`Biểu 1`, `DS1`, ...; a number met again gets its unit's name, then a count, in Excel's 31 characters."""
    names: list[str] = []
    for report in reports:
        plain = f"Biểu {report.number}" if report.number.isdecimal() else report.number
        choices = (plain, f"{plain} {report.unit_name}", *(f"{plain} ({n})" for n in range(2, len(names) + 3)))
        names.append(next(name for name in map(_safe_name, choices) if name.lower() not in map(str.lower, names)))
    return names


def _safe_name(name: str) -> str:
    kept = "".join(" " if letter in "[]:*?/\\" else letter for letter in name)
    return kept[:_NAME_LENGTH].strip().strip("'")


def _properties(reports: Sequence[ReportTable], head: OfficialHead, created: datetime) -> dict[str, object]:
    first = reports[0]
    return {
        "title": first.title if len(reports) == 1 else f"Biểu tổng hợp rà soát hộ nghèo, hộ cận nghèo, {first.period}",
        "subject": f"{first.unit_name}, {first.period}",
        "author": issuer(first, head).name(),
        "comments": "; ".join(sorted({f"Gói quy định: {report.pack}" for report in reports if report.pack})),
        "keywords": "; ".join(sorted({report.watermark for report in reports if report.watermark})),
        "created": created,
    }


def _refuse_too_long(reports: Sequence[ReportTable], path: Path) -> None:
    if not reports:
        raise ValueError("không có biểu nào để ghi / no report to write")
    room = SHEET_ROWS - _FRAME_ROWS
    faults = [
        Fault(
            rule="sheet-rows",
            vi=f"biểu {report.number} của {report.unit_name} dài hơn một trang tính Excel ({room} dòng)",
            en=f"report {report.number} of {report.unit_name} is longer than an Excel sheet ({room} rows)",
            remedy_vi="xuất riêng từng xã",
            remedy_en="write it commune by commune",
            place=Place(file=path.name),
            value=str(len(report.rows)),
        )
        for report in reports
        if len(report.rows) > room
    ]
    if faults:
        raise FaultsFoundError(faults)
