"""The cells of one sheet of an export: facts in the words and forms of the receiving system, or faults, never both."""

from collections.abc import Callable
from typing import Final

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.survey.columns import Kind
from rasoat.survey.exporting.column import DATE_PATTERNS, Column, Form
from rasoat.survey.exporting.facts import ALONE, FIRST, holds
from rasoat.survey.exporting.fields import Field
from rasoat.survey.exporting.profile import Sheet
from rasoat.survey.fault_list import TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.keys import KEY

LONGEST: Final = 32_767
"""Letters that one cell of a spreadsheet holds."""

_MISSING = Words(
    "export-fact-missing",
    "thiếu dữ kiện mà hệ thống nhận bắt buộc phải có",
    "a fact that the receiving system requires is missing",
    "bổ sung dữ kiện của hộ hoặc thành viên này rồi xuất lại",
    "supply the fact of this household or member and export again",
)
_NO_WORD = Words(
    "export-code-without-word",
    "mã này chưa có chữ tương ứng của hệ thống nhận",
    "this code has no word of the receiving system",
    "thêm mã vào mục `codes` của cột trong hồ sơ xuất; hoặc thêm `where` để trang không lấy những hộ này,"
    " ví dụ where: {class: [poor, near_poor]}; hoặc sửa dữ liệu",
    "add the code to `codes` of the column in the profile; or keep these households off the sheet with `where`;"
    " or mend the data",
)
_TOO_LONG = Words(
    "export-text-too-long",
    "chữ dài hơn mức hệ thống nhận cho phép",
    "the text is longer than the receiving system takes",
    "viết ngắn lại trong dữ liệu, hoặc hỏi cơ quan quản lý hệ thống",
    "shorten it in the data, or ask the office that runs the system",
)
_NOT_NUMBER = Words(
    "export-not-number",
    "cột của hệ thống nhận là số nhưng dữ kiện không phải số",
    "the column takes numbers and this is none",
    "sửa dữ liệu, hoặc đổi dạng cột (`form`) thành text nếu hệ thống nhận cho phép",
    "mend the data, or make the form of the column `text` if the system allows it",
)
_YEAR_ONLY = Words(
    "export-date-year-only",
    "hệ thống nhận cần đủ ngày tháng, nhưng chỉ biết năm",
    "the receiving system wants a full date and only the year is known",
    "bổ sung ngày sinh đầy đủ; phần mềm không tự điền ngày 01/01",
    "supply the full date; the program never fills in the first of January",
)
_ALONE = Words(
    "export-members-not-listed",
    "hộ không có danh sách thành viên, chỉ ghi được dòng của chủ hộ",
    "the members of the household are not listed, only the head's row is written",
    "bổ sung thành viên của hộ nếu hệ thống nhận cần",
    "list the members if the receiving system wants them",
    Severity.WARNING,
)

Report = Callable[[pl.Series, Words], None]


def sheet_cells(facts: pl.DataFrame, sheet: Sheet) -> tuple[pl.DataFrame, list[Fault]]:
    """One column a written column, named by its letter: text, integers, floats or dates; null leaves the cell empty.

    Faults name the household and the column; the cells of a column at fault are not to be written.
    """
    source = TableSource(sheet=sheet.name, headings={column.at: column.label for column in sheet.columns})
    faults: list[Fault] = []
    cells: list[pl.Series] = []
    for column in sheet.written:
        values, found = _column(facts, sheet, column, source)
        cells.append(values.alias(column.at))
        faults += found
    if sheet.rows == "members" and facts[ALONE].any():
        faults += _ALONE.faults(facts.filter(pl.col(ALONE)).select(KEY), "", source)
    return pl.DataFrame(cells), faults


def _column(facts: pl.DataFrame, sheet: Sheet, column: Column, source: TableSource) -> tuple[pl.Series, list[Fault]]:
    faults: list[Fault] = []
    known = _raw(facts, sheet, column)

    def report(bad: pl.Series, words: Words) -> None:
        if bad.any():
            shown = facts.select(KEY, "member_no").with_columns(known.cast(pl.String).alias(column.at))
            nullable = shown if sheet.rows == "members" else shown.drop("member_no")
            faults.extend(words.faults(nullable.filter(bad.fill_null(value=False)), column.at, source))

    values = _formed(known, facts, sheet, column, report)
    wanted = pl.Series([True]).new_from_index(0, facts.height)
    for code, allowed in column.only.items():
        wanted &= holds(facts, sheet.fact(code), allowed)
    if column.once:
        wanted &= facts[FIRST]
    if column.required:
        report(values.is_null() & wanted, _MISSING)
    if column.blank and values.dtype == pl.String:
        values = values.fill_null(column.blank)
    if values.dtype == pl.String:
        values = _sized(values, column, report)
    if column.only or column.once:
        values = values.to_frame("v").select(pl.when(wanted).then("v").alias("v")).to_series()
    return values, faults


def _raw(facts: pl.DataFrame, sheet: Sheet, column: Column) -> pl.Series:
    """What the data hold for the column, before any word or form."""
    if column.number:
        return facts[f"number.{column.number}"]
    if column.constant:
        return pl.Series([column.constant], dtype=pl.String).new_from_index(0, facts.height)
    fact = sheet.fact(column.source)
    if fact.name in facts.columns:
        return facts[fact.name]
    return pl.Series([None], dtype=pl.String).new_from_index(0, facts.height)


def _formed(known: pl.Series, facts: pl.DataFrame, sheet: Sheet, column: Column, report: Report) -> pl.Series:
    if not column.source:
        return _plain(known, column, report)
    fact = sheet.fact(column.source)
    if column.form in {Form.DATE, Form.DATE_TEXT, Form.YEAR}:
        name = f"{fact.scope}.{fact.field.year_column}"
        years = facts[name] if fact.field.year_column and name in facts.columns else None
        return _dated(known, years, column, report)
    if column.form is Form.MARK:
        return _marked(known, column)
    if fact.field.kind is Kind.CODES:
        return _several(known, fact.field, column, report)
    if column.codes or (fact.field.codes and not column.as_code):
        return _plain(_worded(known, fact.field, column, report), column, report)
    if fact.field.scale != 1 and known.dtype.is_numeric():
        scaled = (known / fact.field.scale).round(6)
        return scaled if column.form is Form.NUMBER else _decimal_text(scaled)
    return _plain(known, column, report)


def words_of(column: Column, field: Field | None) -> dict[str, str]:
    """Code -> the word the column writes for it; empty when what it writes is no list of words."""
    if field is None or column.form is Form.MARK or not (column.codes or field.codes):
        return {}
    if column.as_code:
        return {code: code for code in field.codes}
    return dict(column.codes) if column.codes else dict(field.labels)


def _worded(known: pl.Series, field: Field, column: Column, report: Report) -> pl.Series:
    codes = _as_code(known)
    words = codes.replace_strict(words_of(column, field), default=None, return_dtype=pl.String)
    report(words.is_null() & codes.is_not_null(), _NO_WORD)
    return words


def _several(known: pl.Series, field: Field, column: Column, report: Report) -> pl.Series:
    words = words_of(column, field)
    lists = known.cast(pl.String).str.split(";").to_frame("v")
    each = pl.element().str.strip_chars().replace_strict(words, default=None, return_dtype=pl.String)
    found = lists.select(pl.col("v").list.eval(each)).to_series()
    blank = (known.cast(pl.String) == "").fill_null(value=False)
    report(found.list.eval(pl.element().is_null()).list.any() & ~blank, _NO_WORD)
    told = pl.element().filter((pl.element() != "").fill_null(value=False))
    joined = found.list.eval(told).list.join(column.separator)
    joined = joined.to_frame("v").select(pl.when(pl.col("v") != "").then("v").alias("v")).to_series()
    none = pl.lit(column.none or None, pl.String)
    return joined.to_frame("v").select(pl.when(blank).then(none).otherwise("v").alias("v")).to_series()


def _marked(known: pl.Series, column: Column) -> pl.Series:
    yes = known.cast(pl.Boolean, strict=False)
    no = None if yes.any() or not column.none_marked else column.none_marked
    marks = pl.when(pl.col("v")).then(pl.lit(column.mark)).when(~pl.col("v")).then(pl.lit(no, pl.String))
    return yes.to_frame("v").select(marks.alias("v")).to_series()


def _dated(known: pl.Series, years: pl.Series | None, column: Column, report: Report) -> pl.Series:
    dates = known if known.dtype == pl.Date else None
    alone = years if dates is not None else known
    numbers = pl.Series([None], dtype=pl.Int64).new_from_index(0, len(known))
    if alone is not None:
        numbers = alone.cast(pl.Int64, strict=False)
        report(numbers.is_null() & alone.is_not_null(), _NOT_NUMBER)
    both = pl.DataFrame(
        {"year": numbers, "day": dates if dates is not None else pl.Series([None] * len(known), dtype=pl.Date)}
    )
    only_year = (both["day"].is_null() & both["year"].is_not_null()).rename("v")
    if column.form is Form.YEAR:
        return both.select(pl.coalesce(pl.col("day").dt.year().cast(pl.Int64), "year")).to_series()
    if column.form is Form.DATE or not column.year_alone:
        report(only_year, _YEAR_ONLY)
    if column.form is Form.DATE:
        return both["day"]
    day = pl.col("day").dt.strftime(DATE_PATTERNS[column.date_pattern])
    return both.select(pl.coalesce(day, pl.col("year").cast(pl.String)).alias("v")).to_series()


def _plain(known: pl.Series, column: Column, report: Report) -> pl.Series:
    """Numbers as numbers in a column of numbers; else text, blanks as nothing."""
    if column.form is not Form.NUMBER:
        text = _decimal_text(known) if known.dtype.is_float() else _as_code(known)
        text = text.to_frame("v").select(pl.when(pl.col("v") != "").then("v")).to_series()
        return text.str.zfill(column.pad) if column.pad else text
    if known.dtype.is_integer() or known.dtype.is_float():
        return known
    numbers = _as_code(known).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    report(numbers.is_null() & known.is_not_null(), _NOT_NUMBER)
    whole = numbers.drop_nulls()
    return numbers.cast(pl.Int64) if (whole == whole.floor()).all() else numbers


def _sized(values: pl.Series, column: Column, report: Report) -> pl.Series:
    limit = min(column.max_length or LONGEST, LONGEST)
    report(values.str.len_chars() > limit, _TOO_LONG)
    if column.pad:
        report(values.str.len_chars() > column.pad, _TOO_LONG)
    return values


def _as_code(known: pl.Series) -> pl.Series:
    """Yes and no as `1` and `0`, everything else as its text."""
    return (known.cast(pl.Int8) if known.dtype == pl.Boolean else known).cast(pl.String)


def _decimal_text(numbers: pl.Series) -> pl.Series:
    """Numbers as Vietnamese text: decimal comma, no idle zeros."""
    text = numbers.cast(pl.String).str.replace(r"\.0+$", "").str.replace(".", ",", literal=True)
    return text.cast(pl.String)
