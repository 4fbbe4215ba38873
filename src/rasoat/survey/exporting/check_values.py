"""The cells about to be written against the rules and the room of the template."""

from collections.abc import Callable, Iterator
from datetime import date

import polars as pl

from rasoat.law.faults import Fault, Place, Severity
from rasoat.survey.exporting.check_columns import not_listed
from rasoat.survey.exporting.column import Column
from rasoat.survey.exporting.profile import Sheet, letter_index
from rasoat.survey.exporting.template import ListRule, TemplateSheet
from rasoat.survey.exporting.words import Told
from rasoat.survey.fault_list import FEW
from rasoat.survey.keys import KEY

_NOT_ALLOWED = Told(
    "export-value-not-allowed",
    "quy tắc nhập của tệp mẫu không nhận giá trị này ({rule})",
    "the rule of the template does not take this value ({rule})",
    "sửa dữ liệu, hoặc hỏi cơ quan quản lý hệ thống về giới hạn này",
    "mend the data, or ask the office that runs the system about this limit",
)
_NO_ROOM = Told(
    "export-no-room",
    "tệp mẫu chỉ còn {room} dòng trước phần chữ phía dưới, cần ghi {rows} dòng",
    "the template has room for {room} rows above other text, {rows} are to be written",
    "chia dữ liệu (theo xã, thôn), hoặc xin tệp mẫu không có phần chữ phía dưới",
    "split the data (by commune, village), or ask for a template without text below",
)
_MERGED_BELOW = Told(
    "export-merged-below",
    "ô gộp của tệp mẫu nằm trong vùng sẽ ghi dữ liệu",
    "merged cells of the template stand where rows are to be written",
    "bỏ gộp ô trong tệp mẫu, hoặc chia dữ liệu",
    "unmerge them in the template, or split the data",
)
_TOO_MANY = Told(
    "export-too-many-rows",
    "một trang tính chỉ chứa được đến dòng {last}, cần ghi đến dòng {wanted}",
    "a sheet ends at row {last}, rows up to {wanted} are to be written",
    "chia dữ liệu theo xã hoặc huyện",
    "split the data by commune or district",
)
_BEYOND_LIST = Told(
    "export-beyond-list",
    "danh sách chọn của cột chỉ có đến dòng {last}; các dòng sau vẫn được ghi đúng chữ nhưng không có danh sách",
    "the list of the column ends at row {last}; later rows hold the right words but have no list",
    "không phải làm gì nếu hệ thống chỉ đọc giá trị",
    "nothing to do if the system only reads the values",
    Severity.WARNING,
)

LAST_ROW = 1_048_576
_OPERATORS: dict[str, Callable[[float, float, float], bool]] = {
    "between": lambda value, low, high: low <= value <= high,
    "notBetween": lambda value, low, high: not low <= value <= high,
    "equal": lambda value, low, _: value == low,
    "notEqual": lambda value, low, _: value != low,
    "greaterThan": lambda value, low, _: value > low,
    "lessThan": lambda value, low, _: value < low,
    "greaterThanOrEqual": lambda value, low, _: value >= low,
    "lessThanOrEqual": lambda value, low, _: value <= low,
}
_SAID = {
    "between": "từ {} đến {}", "notBetween": "ngoài khoảng {} đến {}", "equal": "bằng {}", "notEqual": "khác {}",
    "greaterThan": "lớn hơn {}", "lessThan": "nhỏ hơn {}", "greaterThanOrEqual": "từ {} trở lên",
    "lessThanOrEqual": "không quá {}",
}  # fmt: skip
_MEASURED = {"textLength": "số chữ", "whole": "giá trị", "decimal": "giá trị", "date": "ngày"}


def room_faults(sheet: Sheet, height: int, found: TemplateSheet | None, file: str) -> Iterator[Fault]:
    """Whether the rows find room: in the sheet, above text that stands below, clear of merged cells."""
    last = sheet.first_row + height - 1
    where = Place(file=file, sheet=sheet.name, row=sheet.first_row)
    if last > LAST_ROW:
        yield _TOO_MANY.at(where, last=LAST_ROW, wanted=last)
    if found is None:
        return
    taken = min((row for row, _, _ in found.scan.filled if row >= sheet.first_row), default=None)
    if taken is not None and taken <= last:
        yield _NO_ROOM.at(where, room=taken - sheet.first_row, rows=height)
    if any(sheet.first_row <= bottom and top <= last for top, _, bottom, _ in found.scan.merges):
        yield _MERGED_BELOW.at(where)


def rule_faults(
    sheet: Sheet, cells: pl.DataFrame, facts: pl.DataFrame, found: TemplateSheet, file: str
) -> Iterator[Fault]:
    """Values that a rule of the template does not take, by household and column; the first ones of each column."""
    last = sheet.first_row + cells.height - 1
    for column in sheet.written:
        for rule in found.rules.get(letter_index(column.at), ()):
            different = cells[column.at].unique(maintain_order=True).drop_nulls()
            listed = None if rule.words is None else frozenset(rule.words)
            bad = [
                value for value in different if not (_takes(rule, value) if listed is None else str(value) in listed)
            ]
            yield from _by_household(sheet, column, rule, bad, cells, facts, file)
    yield from _beyond_list(sheet, last, found, file)


def _beyond_list(sheet: Sheet, last: int, found: TemplateSheet, file: str) -> Iterator[Fault]:
    """Rows below the drop-down that ends first."""
    ends = [
        (rule.last_row, column.at, column.label)
        for column in sheet.written
        for rule in found.rules.get(letter_index(column.at), ())
        if rule.rule.kind == "list" and rule.last_row < last
    ]
    if ends:
        row, letter, label = min(ends)
        place = Place(file=file, sheet=sheet.name, row=row + 1, column=label, cell=f"{letter}{row + 1}")
        yield _BEYOND_LIST.at(place, last=row)


def _by_household(
    sheet: Sheet, column: Column, rule: ListRule, bad: list[str | int | float | date], cells: pl.DataFrame,
    facts: pl.DataFrame, file: str,
) -> Iterator[Fault]:  # fmt: skip
    for value in bad[:FEW]:
        rows = facts[KEY].filter((cells[column.at] == value).fill_null(value=False))
        place = Place(file=file, sheet=sheet.name, column=column.label, household_id=str(rows[0]))
        if rule.words is not None:
            yield not_listed(str(value), rule.words, place)
        else:
            yield _NOT_ALLOWED.at(place, str(value), rule=_said(rule))


def _takes(rule: ListRule, value: str | int | float | date) -> bool:
    """Whether a rule without a list takes a value; True for rules that only Excel can judge."""
    kind, limits = rule.rule.kind, [_number(text) for text in rule.rule.formulas]
    measured: float | None = None
    if kind == "textLength":
        measured = len(str(value))
    elif kind in {"whole", "decimal"} and isinstance(value, int | float):
        measured = value
    low, high = limits
    if measured is None or low is None or (rule.rule.operator.endswith("etween") and high is None):
        return True
    if kind == "whole" and measured != int(measured):
        return False
    return _OPERATORS[rule.rule.operator](measured, low, low if high is None else high)


def _said(rule: ListRule) -> str:
    said = _SAID.get(rule.rule.operator, "{}").format(*rule.rule.formulas)
    return f"{_MEASURED.get(rule.rule.kind, rule.rule.kind)} {said}"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
