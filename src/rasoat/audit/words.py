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
    if result.wrong_rates and located.minimum:
        yield "Sau khi sửa, tỷ lệ in khác số tính (làm tròn nửa lên):"
        yield from _cut([f"  {line}" for line in _rate_lines(result)], shown)
    if result.holds:
        yield "Không thấy sai." if not result.unknown else "Không thấy sai trong các phép kiểm được."


def broken_line(result: AuditResult, broken: Broken) -> str:
    """`Xã Tâm Thắng, ô K12: ghi 141, lệch -2, phải là 143 nếu các ô kia đúng (...)`."""
    statement, cells = broken.statement, result.source.cells
    if statement.rate is not None and statement.printed is not None:
        expected = broken.expected
        should = "để trống vì mẫu số 0" if expected is None else f"là {rate_text(expected, statement.rate.decimals)}"
        where = f"{_file(result, statement.file)}{statement.place}, ô {statement.printed.address}"
        return f"{where}: ghi {statement.printed.text}, phải {should} ({statement.label})"
    at = told_cell(result, statement)
    assert at is not None, "a statement is a rule or a rate"
    cell, off = cells[at], broken.difference(at)
    value = "trống" if cell.value is None else count_text(cell.value)
    should = ""
    if off is not None and cell.value is not None and statement.rule is not None:
        should = f", {_MUST[statement.rule.relation]} {count_text(cell.value - off)} nếu các ô kia đúng"
    why = f": {statement.vi}" if statement.vi else ""
    told = f"ghi {value}" if off is None else f"lệch {_signed(off)}, ghi {value}"
    return f"{_file(result, cell.file)}{cell.place}, ô {cell.address}: {told}{should} ({statement.label}{why})"


_MUST = {"=": "phải là", "<=": "giới hạn là", ">=": "giới hạn là"}


def defect_line(result: AuditResult, number: int) -> str:
    """A defect that is no matter of counts."""
    defect = result.source.defects[number]
    return f"{_file(result, defect.file)}{defect.place}, ô {defect.address}: {defect.vi}"


def cell_text(result: AuditResult, cell: int) -> str:
    """A cell as people find it."""
    found = result.source.cells[cell]
    file = f"{found.file}, " if _several_files(result) else ""
    return f"ô {found.address} ({file}{found.place}, {found.column})"


def change_text(suggestion: Suggestion) -> str:
    """`143`, `20 đến 30`, `từ 20 trở lên`."""
    low, high = suggestion.interval.low, suggestion.interval.high
    if low == high:
        return count_text(suggestion.value)
    span = f"từ {count_text(low)} trở lên" if high is None else f"{count_text(low)} đến {count_text(high)}"
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
            {"place": item.statement.place, "cell": item.statement.printed.address, "file": item.statement.file,
             "printed": item.statement.printed.text, "expected": item.expected, "known": item.known,
             "decimals": item.statement.rate.decimals}
            for item in result.wrong_rates if item.statement.printed and item.statement.rate
        ],
        "notes": list(source.notes),
    }  # fmt: skip


def _repair_lines(result: AuditResult, shown: int) -> Iterator[str]:
    located = result.localisation
    minimum, ways = located.minimum or 0, located.alternatives
    proof = "chưa chứng minh được"
    if located.proven:
        proof = "đã chứng minh" + (f": {count_text(minimum - 1)} ô không đủ" if minimum > 1 else "")
    many = f"có {len(ways)} cách" if located.complete else f"có nhiều cách, liệt kê {len(ways)} cách (còn nữa)"
    yield f"Phải sửa ít nhất {count_text(minimum)} ô ({proof}); {many}."
    if located.always_changed:
        yield "Cách nào cũng phải sửa:"
        yield from _cut([f"  {cell_text(result, cell)}" for cell in sorted(located.always_changed)], shown)
    if located.complete and len(ways) > 1:
        for number, way in enumerate(ways, start=1):
            rest = sorted(way.cells - located.always_changed)
            yield f"Cách {number}: {', '.join(cell_text(result, cell) for cell in rest)}"
    elif not located.complete:
        yield from _cut(list(_site_lines(result)), shown)
    yield "Đề nghị" + (" (cách giữ đúng nhiều tỷ lệ in nhất):" if result.source.rated else ":")
    told = [_suggestion_line(result, cell, item) for cell, item in sorted((located.suggestions or {}).items())]
    yield from _cut(told, shown)
    yield "Đây là chỗ cần đối chiếu với giấy gốc, không phải số đúng."


def _site_lines(result: AuditResult) -> Iterator[str]:
    for number, site in enumerate(result.localisation.sites, start=1):
        ways = [", ".join(cell_text(result, cell) for cell in sorted(way)) for way in site.alternatives[:_WAYS]]
        more = "" if site.complete and len(site.alternatives) <= _WAYS else "; và cách khác"
        if len(ways) > 1 or more:
            yield f"  Chỗ {number} (khi các chỗ khác sửa như đề nghị): {' hoặc '.join(ways)}{more}"


def _suggestion_line(result: AuditResult, cell: int, suggestion: Suggestion) -> str:
    printed = result.source.cells[cell].value or 0
    doubt = "" if cell in result.localisation.always_changed else "; chưa phân biệt được với các ô khác nêu trên"
    return f"  {cell_text(result, cell)}: {count_text(printed)} thành {change_text(suggestion)}{doubt}"


_WAYS = 5
"""Ways of one site on the screen."""


def _rate_lines(result: AuditResult) -> Iterator[str]:
    for item in result.wrong_rates:
        statement = item.statement
        if statement.printed is None or statement.rate is None:
            continue
        should = "chưa rõ vì có ô trống" if not item.known else "phải để trống vì mẫu số 0"
        if item.expected is not None:
            should = f"phải là {rate_text(item.expected, statement.rate.decimals)}"
        where = f"{_file(result, statement.file)}{statement.place}, ô {statement.printed.address}"
        yield f"{where}: ghi {statement.printed.text}, {should}"


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


def _file(result: AuditResult, file: str) -> str:
    return f"{file}: " if file and _several_files(result) else ""


def _signed(number: int) -> str:
    return f"{'-' if number < 0 else ''}{count_text(abs(number))}"


def _cut(told: Sequence[str], shown: int) -> Iterator[str]:
    yield from told[:shown]
    if len(told) > shown:
        yield f"  ... còn {count_text(len(told) - shown)} dòng (--json để có đủ)"
