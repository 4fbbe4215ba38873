"""One column of a profile against the template's drop-downs, rules, formats and what people see of it."""

from collections.abc import Iterator, Sequence

from rasoat.law.faults import Fault, Place
from rasoat.survey.columns import Kind
from rasoat.survey.exporting import words
from rasoat.survey.exporting.column import Column, Form
from rasoat.survey.exporting.fields import Fact, Field
from rasoat.survey.exporting.profile import Sheet, letter_index
from rasoat.survey.exporting.template import ListRule, Template, TemplateSheet
from rasoat.survey.exporting.values import words_of
from rasoat.survey.text import squash

_ZEROS = frozenset({"personal_id", "unit_code", "district_code", "decision_no", "household_id"})
"""Texts that may begin with zeros."""

_WANTED = {
    "whole": ("số nguyên", "whole numbers"), "decimal": ("số", "numbers"), "date": ("ngày thật", "real dates"),
    "time": ("giờ", "times"),
}  # fmt: skip
_TAKES = {
    "whole": {Form.NUMBER, Form.YEAR}, "decimal": {Form.NUMBER, Form.YEAR}, "date": {Form.DATE}, "time": set[Form](),
}  # fmt: skip


def column_faults(column: Column, sheet: Sheet, found: TemplateSheet, template: Template) -> Iterator[Fault]:
    """Faults of one column that something is written into."""
    at = letter_index(column.at)
    field = sheet.fact(column.source).field if column.source else None
    where = Place(
        file=template.path.name, sheet=found.tab.title, row=sheet.first_row, column=column.label,
        cell=f"{column.at}{sheet.first_row}",
    )  # fmt: skip
    style = template.style(found, at)
    if found.scan.hidden(at):
        yield words.COLUMN_HIDDEN.at(where)
    if column.form is Form.DATE and not style.is_date:
        yield words.DATE_FORMAT.at(where, style.number_format)
    if column.form in {Form.YEAR, Form.NUMBER} and style.is_date:
        yield words.NUMBER_AS_DATE.at(where, style.number_format, form=str(column.form))
    if style.is_number and column.form is Form.TEXT and _may_begin_with_zero(column, field):
        yield words.NUMBER_FORMAT.at(where, style.number_format)
    for rule in found.rules.get(at, ()):
        yield from _rule_faults(column, written_words(column, sheet), rule, where)


def written_words(column: Column, sheet: Sheet) -> list[str]:
    """Every word the column can write on the sheet; none where the words are not known beforehand."""
    if column.constant:
        return [column.constant]
    if not column.source:
        return []
    fact = sheet.fact(column.source)
    if column.form is Form.MARK:
        found = [column.mark, column.none_marked]
    else:
        found = [word for code, word in words_of(column, fact.field).items() if _passes(code, fact, sheet)]
        if found and fact.field.kind is Kind.CODES:
            found.append(column.none)
    return list(dict.fromkeys(word for word in (*found, column.blank) if word)) if found else []


def _passes(code: str, fact: Fact, sheet: Sheet) -> bool:
    """Whether households of that code can stand on the sheet."""
    return all(code in values for name, values in sheet.where.items() if sheet.fact(name).name == fact.name)


def _rule_faults(column: Column, ours: list[str], rule: ListRule, where: Place) -> Iterator[Fault]:
    kind = rule.rule.kind
    if kind in _WANTED and column.form not in _TAKES[kind]:
        wanted, wanted_en = _WANTED[kind]
        yield words.RULE_AGAINST_FORM.at(where, wanted=wanted, wanted_en=wanted_en, form=str(column.form))
    if kind != "list":
        return
    if rule.words is None:
        yield words.LIST_UNREADABLE.at(where, rule.rule.formulas[0])
        return
    for word in ours:
        if word not in rule.words:
            yield not_listed(word, rule.words, where)
    if ours:
        for word in rule.words:
            if word not in ours:
                yield words.WORD_UNUSED.at(where, word)


def not_listed(word: str, listed: Sequence[str], where: Place) -> Fault:
    """The fault of a word that a list does not have; a word that differs in accents or case only is pointed out."""
    like = next((item for item in listed if squash(item) == squash(word)), "")
    hint = f": “{like}”" if like else ""
    return words.WORD_NOT_LISTED.at(where, word, hint=hint, words="; ".join(listed[:20]))


def _may_begin_with_zero(column: Column, field: Field | None) -> bool:
    known = field is not None and field.code in _ZEROS
    return known or column.pad is not None or any(word.startswith("0") for word in column.codes.values())
