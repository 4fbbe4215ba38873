"""What stands below a table: why columns are blank, notes, and the small print that lets a reader trace it."""

from rasoat.tables.report import ReportTable

UNCHECKED_LAYOUT = "Lưu ý: bố cục chưa đối chiếu với biểu mẫu ban hành kèm thông tư."
_SHORT_PACK = 12


def footnotes(report: ReportTable) -> tuple[str, ...]:
    """Reasons of blanks, columns with the same reason together, then the notes of the report."""
    by_reason: dict[str, list[str]] = {}
    for key, reason in report.blank_reasons:
        by_reason.setdefault(reason, []).append(key)
    return (*(_blank_line(report, keys, reason) for reason, keys in by_reason.items()), *report.notes)


def small_print(report: ReportTable) -> str:
    """One line: the mark of an unchecked layout, the standard, and the law pack the classes come from."""
    lines = [] if report.layout_mark == "verified" else [UNCHECKED_LAYOUT]
    if report.standard_id:
        lines.append(f"Chuẩn: {report.standard_id}.")
    if report.pack:
        lines.append(f"Gói quy định: {report.pack}")
    return " ".join(lines)


def short_pack(report: ReportTable) -> str:
    """The first figures of the pack's hash, for the foot of every page."""
    return f"Gói {report.pack.rpartition(':')[2][:_SHORT_PACK]}" if report.pack else ""


def _blank_line(report: ReportTable, keys: list[str], reason: str) -> str:
    if "" in keys:
        return f"Biểu để trống: {reason}"
    names = {column.key: f"({column.number})" if column.number else column.heads[-1] for column in report.columns}
    return f"Cột {', '.join(names.get(key, key) for key in keys)} để trống: {reason}"
