"""What an audit says, in Vietnamese lines and as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any

from rasoat.audit.localise.api import Suggestion
from rasoat.audit.model import PrintedCell
from rasoat.audit.printed_numbers import rate_text
from rasoat.audit.run import AuditResult, Broken, told_cell
from rasoat.tables.numbers_vi import count_text

SHOWN = 30
"""Lines of one kind on the screen; the JSON holds all."""


def lines(result: AuditResult, shown: int = SHOWN) -> Iterator[str]:
    """The whole result for people."""
    source, located = result.source, result.localisation
    asked = len(source.statements)
    if asked:
        yield (
            f"{source.title}: {count_text(len(source.cells))} số đếm, {count_text(asked)} phép kiểm: "
            f"{count_text(asked - len(result.broken) - result.unknown)} đúng, {count_text(len(result.broken))} sai, "
            f"{count_text(result.unknown)} chưa kiểm được (ô trống)"
        )
    else:
        yield f"{source.title}: {count_text(len(source.defects))} chỗ sai"
    yield from source.notes
    yield from _cut([f"  {defect_line(result, at)}" for at in range(len(source.defects))], shown)
    yield from _cut([f"  {broken_line(result, item)}" for item in result.broken], shown)
    if located.impossible:
        yield "Không có cách sửa nào làm mọi quy tắc cùng đúng: xem lại quy tắc và các ô giữ nguyên"
    elif located.minimum is None:
        upper = "chưa rõ" if located.upper is None else count_text(located.upper)
        yield f"Hết thời gian: phải sửa ít nhất {count_text(located.lower)} ô, nhiều nhất {upper} ô (tăng --seconds)"
    elif located.minimum:
        yield from _repair_lines(result, shown)
    if result.wrong_rates:
        yield "Tỷ lệ in khác số tính (làm tròn nửa lên" + (", sau khi sửa):" if located.minimum else "):")
        yield from _cut([f"  {line}" for line in _rate_lines(result)], shown)
    if result.holds:
        yield "Không thấy sai."


def broken_line(result: AuditResult, broken: Broken) -> str:
    """`Xã Tâm Thắng, ô K12: lệch -2 (...)`."""
    statement, cells = broken.statement, result.source.cells
    file = f"{statement.file}: " if _several_files(result) else ""
    if statement.rate is not None and statement.printed is not None:
        expected = broken.expected
        should = "để trống (mẫu số 0)" if expected is None else f"là {rate_text(expected, statement.rate.decimals)}"
        return (
            f"{file}{statement.place}, ô {statement.printed.address}: ghi {statement.printed.text}, "
            f"phải {should} ({statement.label})"
        )
    at = told_cell(result, statement)
    assert at is not None, "a statement is a rule or a rate"
    cell, off = cells[at], broken.difference(at)
    value = "trống" if cell.value is None else count_text(cell.value)
    why = statement.vi or f"{cell.column} ghi {value}"
    if not statement.vi and off is not None and cell.value is not None:
        why += f", {_MUST[statement.rule.relation if statement.rule else '=']} {count_text(cell.value - off)}"
    return f"{file}{statement.place}, ô {cell.address}: lệch {'' if off is None else off} ({statement.label}: {why})"


_MUST = {"=": "tính được", "<=": "giới hạn", ">=": "giới hạn"}


def defect_line(result: AuditResult, number: int) -> str:
    """A defect that is no matter of counts."""
    defect = result.source.defects[number]
    file = f"{defect.file}: " if _several_files(result) else ""
    return f"{file}{defect.place}, ô {defect.address}: {defect.vi}"


def cell_text(cell: PrintedCell) -> str:
    """A cell as people find it."""
    return f"ô {cell.address} ({cell.place}, {cell.column})"


def change_text(suggestion: Suggestion) -> str:
    """`143`, `20 đến 30`, `từ 20`."""
    low, high = suggestion.interval.low, suggestion.interval.high
    if low == high:
        return count_text(suggestion.value)
    span = f"từ {count_text(low)}" if high is None else f"{count_text(low)} đến {count_text(high)}"
    return span + ("" if suggestion.interval.sure else " (khoảng chưa chắc)")


def as_data(result: AuditResult) -> dict[str, Any]:
    """The whole result as plain data for programs."""
    source, located = result.source, result.localisation
    suggestions = located.suggestions or {}
    return {
        "table": source.title,
        "holds": result.holds,
        "counts": len(source.cells),
        "statements": len(source.statements),
        "unknown": result.unknown,
        "broken": [_broken_data(result, item) for item in result.broken],
        "defects": [
            {"place": item.place, "cell": item.address, "file": item.file, "text": item.vi} for item in source.defects
        ],
        "minimum": located.minimum,
        "lower": located.lower,
        "upper": located.upper,
        "proven": located.proven,
        "impossible": located.impossible,
        "alternatives": [
            {"cells": [_cell_data(source.cells[cell]) for cell in sorted(repair.cells)],
             "rates_not_kept": len(repair.lost_rates)}
            for repair in located.alternatives if located.minimum
        ],
        "alternatives_complete": located.complete,
        "more": bool(located.minimum) and not located.complete,
        "always_changed": [_cell_data(source.cells[cell]) for cell in sorted(located.always_changed)],
        "suggestions": [
            _cell_data(source.cells[cell]) | {
                "value": item.value, "low": item.interval.low, "high": item.interval.high, "sure": item.interval.sure,
            }
            for cell, item in sorted(suggestions.items())
        ],
        "sites": [
            {"changes": site.size, "complete": site.complete,
             "alternatives": [[_cell_data(source.cells[cell]) for cell in sorted(way)] for way in site.alternatives]}
            for site in located.sites
        ],
        "rates": [
            {"place": statement.place, "cell": statement.printed.address, "file": statement.file,
             "printed": statement.printed.text, "expected": expected,
             "decimals": statement.rate.decimals}
            for statement, expected in result.wrong_rates if statement.printed and statement.rate
        ],
        "notes": list(source.notes),
    }  # fmt: skip


def _repair_lines(result: AuditResult, shown: int) -> Iterator[str]:
    located, cells = result.localisation, result.source.cells
    minimum = located.minimum or 0
    proof = f"đã chứng minh: {count_text(minimum - 1)} ô không đủ" if located.proven else "chưa chứng minh được"
    ways = len(located.alternatives)
    many = f"có {ways} cách" if located.complete else f"có nhiều cách, liệt kê {ways} cách (còn nữa)"
    yield f"Phải sửa ít nhất {count_text(minimum)} ô ({proof}); {many}."
    if located.always_changed:
        yield "Cách nào cũng phải sửa:"
        yield from _cut([f"  {cell_text(cells[cell])}" for cell in sorted(located.always_changed)], shown)
    for number, site in enumerate(located.sites[:shown], start=1):
        options = [", ".join(f"ô {cells[cell].address}" for cell in sorted(way)) for way in site.alternatives]
        more = "" if site.complete else " hoặc cách khác (còn nữa)"
        yield f"Chỗ {number}, {count_text(site.size)} ô: {' hoặc '.join(options[:8])}{more}"
    yield "Đề nghị" + (" (cách giữ đúng nhiều tỷ lệ in nhất):" if result.source.rated else ":")
    suggestions = located.suggestions or {}
    yield from _cut([
        f"  {cell_text(cells[cell])}: {count_text(cells[cell].value or 0)} thành {change_text(item)}"
        for cell, item in sorted(suggestions.items())
    ], shown)  # fmt: skip
    yield "Đây là chỗ cần đối chiếu với giấy gốc, không phải số đúng."


def _rate_lines(result: AuditResult) -> Iterator[str]:
    for statement, expected in result.wrong_rates:
        if statement.printed is not None and statement.rate is not None:
            should = "để trống" if expected is None else rate_text(expected, statement.rate.decimals)
            yield f"{statement.place}, ô {statement.printed.address}: ghi {statement.printed.text}, tính được {should}"


def _broken_data(result: AuditResult, broken: Broken) -> dict[str, Any]:
    statement = broken.statement
    at = told_cell(result, statement)
    cell = None if at is None else result.source.cells[at]
    address = cell.address if cell else statement.printed.address if statement.printed else ""
    difference = None if at is None else broken.difference(at)
    expected = broken.expected if cell is None else None
    if cell is not None and cell.value is not None and difference is not None:
        expected = cell.value - difference
    return {
        "rule": statement.label, "place": statement.place, "cell": address, "file": statement.file,
        "difference": difference, "expected": expected, "text": broken_line(result, broken),
    }  # fmt: skip


def _cell_data(cell: PrintedCell) -> dict[str, Any]:
    return {
        "place": cell.place, "column": cell.column, "cell": cell.address, "printed": cell.value, "file": cell.file,
    }  # fmt: skip


def _several_files(result: AuditResult) -> bool:
    return len({cell.file for cell in result.source.cells} | {item.file for item in result.source.defects}) > 1


def _cut(told: Sequence[str], shown: int) -> Iterator[str]:
    yield from told[:shown]
    if len(told) > shown:
        yield f"  ... còn {count_text(len(told) - shown)} dòng (--json để có đủ)"
