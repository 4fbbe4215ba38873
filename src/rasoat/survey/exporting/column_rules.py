"""What cannot be meant in one column of a profile."""

from collections.abc import Iterator

from rasoat.law.problems import Problem
from rasoat.survey.columns import Kind
from rasoat.survey.exporting.column import Column, Form
from rasoat.survey.exporting.fields import Field, Rows, find_fact

NEVER_CHANGED = frozenset({"personal_id"})
"""Facts that are written as they are: neither as numbers, which lose zeros, nor with zeros put before."""


def column_problems(column: Column, rows: Rows) -> Iterator[Problem]:
    """Everything in one column that contradicts itself, with the key at fault."""
    said = [name for name, value in _contents(column) if value]
    if len(said) != 1:
        yield Problem(
            "cột cần đúng một trong: from, constant, number, empty" + (f"; đang có {', '.join(said)}" if said else ""),
            "a column needs exactly one of: from, constant, number, empty",
            (said[1],) if said else (),
        )
        return
    if column.number == "member" and rows != "members":
        yield Problem("số thứ tự thành viên chỉ có ở trang ghi thành viên", "rows are not members", ("number",))
    if column.required and column.blank:
        yield Problem(
            "cột bắt buộc thì không có chữ ghi thay (`blank`)", "a required column has no `blank`", ("blank",)
        )
    for code in column.only:
        if find_fact(code, rows) is None:
            yield Problem(f"không có dữ kiện “{code}” cho trang này", f"there is no fact “{code}”", ("only", code))
    if column.source:
        yield from _source_problems(column, rows)
    elif column.codes or column.as_code:
        yield Problem("`codes`, `as_code` chỉ đi với `from`", "codes go with `from` only", ("codes",))


def _contents(column: Column) -> tuple[tuple[str, object], ...]:
    return (("from", column.source), ("constant", column.constant), ("number", column.number), ("empty", column.empty))


def _source_problems(column: Column, rows: Rows) -> Iterator[Problem]:
    fact = find_fact(column.source, rows)
    if fact is None:
        yield Problem(
            f"không có dữ kiện “{column.source}” cho trang này; dữ kiện của người ở trang ghi hộ viết head.MÃ, "
            "cột riêng của tệp viết other.TÊN",
            f"there is no fact “{column.source}” for these rows; write head.CODE for the head, other.NAME for a column "
            "of the file",
            ("from",),
        )
        return
    yield from _code_problems(column, fact.field)
    yield from _form_problems(column, fact.field)


def _code_problems(column: Column, field: Field) -> Iterator[Problem]:
    if column.codes and column.as_code:
        yield Problem("`codes` và `as_code` loại trừ nhau", "`codes` and `as_code` exclude each other", ("as_code",))
    if field.codes:
        for code in column.codes:
            if code not in field.codes:
                yield Problem(
                    f"“{code}” không phải mã của {field.code}; các mã: {', '.join(field.codes)}",
                    f"“{code}” is no code of {field.code}; codes: {', '.join(field.codes)}",
                    ("codes", code),
                )


def _form_problems(column: Column, field: Field) -> Iterator[Problem]:
    kind, form = field.kind, column.form
    dates = field.kind is Kind.DATE or field.code.endswith("_year")
    if form in {Form.DATE, Form.DATE_TEXT, Form.YEAR} and not dates and field.scope != "other":
        yield Problem(f"{field.code} không phải ngày", f"{field.code} is not a date", ("form",))
    if kind is Kind.DATE and form not in {Form.DATE, Form.DATE_TEXT, Form.YEAR}:
        yield Problem(f"{field.code} là ngày: chọn date_text, date hoặc year",
                      f"{field.code} is a date: choose date_text, date or year", ("form",))  # fmt: skip
    if form is Form.MARK and kind not in {Kind.BOOL, Kind.BIT}:
        yield Problem(f"{field.code} không phải câu hỏi có, không", f"{field.code} is not yes or no", ("form",))
    if form is Form.MARK and (column.codes or column.as_code):
        yield Problem("dấu (`mark`) không đi với `codes`", "a mark has no codes", ("codes",))
    if form is Form.NUMBER and any(not word.isdecimal() for word in column.codes.values()):
        yield Problem("dạng số thì mọi chữ trong `codes` phải là số", "the words of a number are digits", ("codes",))
    if field.code in NEVER_CHANGED and (form is Form.NUMBER or column.pad):
        yield Problem(
            "số định danh luôn là chữ, ghi đúng như đã có: không đổi thành số, không thêm số 0",
            "a personal number is text, written as it is: never a number, never padded",
            ("form",) if form is Form.NUMBER else ("pad",),
        )
    if column.pad and form not in {Form.TEXT}:
        yield Problem("thêm số 0 (`pad`) chỉ đi với dạng chữ", "`pad` goes with text only", ("pad",))
