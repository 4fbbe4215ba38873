"""One fact in Vietnamese words: the label of the question and its answer."""

from datetime import date
from functools import cache
from typing import Any

from rasoat.law.expr.evaluate import completed_years
from rasoat.survey.dates import format_date
from rasoat.survey.questionnaire import Item, Table
from rasoat.survey.questionnaire_build import full_questionnaire


def fact_text(table: Table, code: str, value: Any, age_on: date) -> str:
    """`Tường chính: Không bền chắc`; dates of birth with the age on `age_on`; "chưa trả lời" when unknown."""
    item = _items(table).get(code)
    label = item.label.vi if item else code
    return f"{label}: {_answer(item, value, age_on)}"


@cache
def _items(table: Table) -> dict[str, Item]:
    return {item.code: item for item in full_questionnaire().items(table)}


def _answer(item: Item | None, value: Any, age_on: date) -> str:
    if value is None:
        return "chưa trả lời"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        age = completed_years(value, age_on)
        return format_date(value) + (f" ({age} tuổi)" if age is not None else "")
    choices = full_questionnaire().choices_of(item) if item else None
    if choices is not None:
        return choices.labels_vi.get(str(value), str(value))
    if item is not None and item.written is not None:
        return item.written.said(int(value))
    return str(value)
