"""Checks of single answers: present where required, of the right type, on the list, inside the range, relevant."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from rasoat.law.faults import Fault, Place, Severity
from rasoat.survey.columns import DTYPES, Kind
from rasoat.survey.facts import evaluate_rows
from rasoat.survey.fault_list import TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.questionnaire import Item, Questionnaire, Table

_MISSING = Words(
    "answer-missing",
    "thiếu câu trả lời bắt buộc",
    "a required answer is missing",
    "hỏi lại hộ và ghi câu trả lời",
    "ask the household and write the answer",
)
_NOT_LISTED = Words(
    "not-in-list",
    "mã không có trong danh mục của câu hỏi",
    "the code is not on the list of the question",
    "chọn lại theo danh mục của câu hỏi",
    "choose from the list of the question",
)
_NOT_RELEVANT = Words(
    "answer-not-relevant",
    "có câu trả lời cho câu hỏi không áp dụng",
    "an answer to a question that does not apply",
    "xóa câu trả lời này hoặc sửa câu trả lời dẫn đến nó",
    "delete the answer or mend the one it depends on",
    Severity.WARNING,
)
_FUTURE = Words(
    "date-in-future",
    "ngày sau ngày rà soát",
    "the date is later than the review",
    "kiểm tra lại ngày, tháng, năm trên giấy tờ",
    "check the date on the papers",
)
_AREA = "thêm cột này, hoặc nêu tệp địa bàn (--units)", "add the column, or name the file of units (--units)"


def check_answers(
    data: pl.DataFrame, table: Table, questionnaire: Questionnaire, source: TableSource, review_date: date
) -> Iterator[Fault]:
    """Faults of the answers of one table, item by item."""
    for item in questionnaire.items(table):
        if item.code not in data.columns:
            if item.required:
                yield _column_missing(item, source)
            continue
        if data[item.code].dtype not in {DTYPES[item.type], pl.Null}:
            yield _wrong_type(item, data[item.code].dtype, source)
            continue
        if item.required:
            yield from _MISSING.faults(data.filter(pl.col(item.code).is_null()), item.code, source)
        yield from _choices(data, item, questionnaire, source)
        yield from _range(data, item, source)
        yield from _past(data, item, source, review_date)
    yield from _relevance(data, table, questionnaire, source, review_date)


def _choices(data: pl.DataFrame, item: Item, questionnaire: Questionnaire, source: TableSource) -> Iterator[Fault]:
    choices = questionnaire.choices_of(item)
    if choices is None:
        return
    different = data[item.code].cast(pl.String).drop_nulls().unique()
    known = set(choices.codes)
    several = item.type is Kind.CODES
    wrong = [text for text in different if not (set(filter(None, text.split(";"))) if several else {text}) <= known]
    if wrong:
        yield from _NOT_LISTED.faults(data.filter(pl.col(item.code).cast(pl.String).is_in(wrong)), item.code, source)


def _range(data: pl.DataFrame, item: Item, source: TableSource) -> Iterator[Fault]:
    outside = pl.lit(value=False)
    if item.min is not None:
        outside |= pl.col(item.code) < item.min
    if item.max is not None:
        outside |= pl.col(item.code) > item.max
    if item.min is None and item.max is None:
        return
    low, high = ("" if bound is None else str(bound) for bound in (item.min, item.max))
    words = Words(
        "out-of-range",
        f"giá trị ngoài khoảng cho phép [{low}; {high}]",
        f"the value is outside [{low}; {high}]",
        "kiểm tra lại con số và đơn vị",
        "check the number and its unit",
    )
    yield from words.faults(data.filter(outside), item.code, source)


def _past(data: pl.DataFrame, item: Item, source: TableSource, review_date: date) -> Iterator[Fault]:
    if item.past:
        limit = review_date if item.type is Kind.DATE else review_date.year
        yield from _FUTURE.faults(data.filter(pl.col(item.code) > limit), item.code, source)


def _relevance(
    data: pl.DataFrame, table: Table, questionnaire: Questionnaire, source: TableSource, review_date: date
) -> Iterator[Fault]:
    nodes = {
        item.code: item.relevant_when
        for item in questionnaire.items(table)
        if item.relevant_when is not None and item.code in data.columns
    }
    if not nodes:
        return
    relevant = evaluate_rows(nodes, data, questionnaire.types[table], review_date)
    for code in nodes:
        answered = data[code].is_not_null() if data[code].dtype != pl.Boolean else data[code].fill_null(value=False)
        idle = answered & ~relevant[code].fill_null(value=True)
        yield from _NOT_RELEVANT.faults(data.filter(idle), code, source)


def _column_missing(item: Item, source: TableSource) -> Fault:
    return Fault(
        "column-missing",
        f"thiếu cột {item.code} ({item.label.vi})",
        f"the column {item.code} ({item.label.en}) is missing",
        *(_AREA if item.code == "area" else ("thêm cột này vào dữ liệu", "add the column")),
        Place(file=source.file, sheet=source.sheet, column=item.code),
    )


def _wrong_type(item: Item, found: pl.DataType, source: TableSource) -> Fault:
    return Fault(
        "wrong-type",
        f"cột {item.code} phải thuộc kiểu {DTYPES[item.type]}, đang là {found}",
        f"the column {item.code} must be {DTYPES[item.type]}, it is {found}",
        "đọc dữ liệu bằng read_any, hoặc đổi kiểu của cột",
        "read the data with read_any, or cast the column",
        Place(file=source.file, sheet=source.sheet, column=item.code),
    )
