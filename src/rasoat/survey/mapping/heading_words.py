"""The wordings of headings as data: fields, columns of marks, groups of columns, and what they mean."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal

from rasoat.law.book import shipped_law
from rasoat.law.loading import LawModel, load_or_refuse
from rasoat.law.marks import Mark
from rasoat.survey.code_lists import code_list
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.text import fold

FIRST_STANDARD: Final = "national_2022"
"""The standard whose indicators go by bare numbers 1, 2, 3, ..."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What a column is for: a field; for a column of marks also the code that a mark means.

    `sex`: the code of the sex that a filled cell tells besides (years of birth under "Nam" and "Nữ").
    """

    field: str
    mark: str = ""
    sex: str = ""


class FieldWords(LawModel):
    """A field and the wordings of its heading. `layout` fields tell how rows are laid out and are no facts."""

    code: str
    table: Literal["household", "member", "layout"]
    words: tuple[str, ...]
    values: str = ""
    label: str = ""


class MarkWords(LawModel):
    """A heading over marks: a mark gives `field` the value `code`."""

    field: str
    code: str
    words: tuple[str, ...]


class BirthWords(LawModel):
    """Headings of columns that hold births of one sex."""

    under: tuple[str, ...]
    sexes: dict[str, tuple[str, ...]]


class GroupWords(LawModel):
    """A heading above a group of columns of marks, one for each code of the field."""

    field: str
    under: tuple[str, ...]


class HeadingBook(LawModel):
    """All wordings."""

    version: int
    mark: Mark
    fields: tuple[FieldWords, ...]
    others: tuple[str, ...]
    marks: tuple[MarkWords, ...]
    births: BirthWords
    groups: tuple[GroupWords, ...]
    scales: dict[str, dict[str, tuple[str, ...]]]

    @cached_property
    def by_code(self) -> dict[str, FieldWords]:
        """Field code -> its wordings."""
        return {item.code: item for item in self.fields}

    @cached_property
    def plain(self) -> dict[str, list[tuple[Target, str]]]:
        """Folded wording -> targets and wording, for headings that stand alone."""
        words = [(item.code, word) for item in self.fields for word in item.words]
        common = full_questionnaire()
        for item in (*common.household, *common.member):
            words += [(item.code, item.label.vi), (item.code, item.code)]
        words += [(code, code) for code in indicator_names()]
        found: dict[str, list[tuple[Target, str]]] = {}
        for code, word in words:
            several = found.setdefault(fold(word), [])
            if Target(code) not in {target for target, _ in several}:
                several.append((Target(code), word))
        return found

    @cached_property
    def foreign(self) -> frozenset[str]:
        """Folded headings that are well known and stand for no field."""
        return frozenset(fold(word) for word in self.others)

    @cached_property
    def marked(self) -> dict[str, list[tuple[Target, str]]]:
        """Folded wording -> what a mark under it means."""
        found: dict[str, list[tuple[Target, str]]] = {}
        for item in self.marks:
            for word in item.words:
                found.setdefault(fold(word), []).append((Target(item.field, item.code), word))
        for sex, words in self.births.sexes.items():
            for word in words:
                found.setdefault(fold(word), []).append((Target("birth_date", sex=sex), word))
        return found


@cache
def heading_book() -> HeadingBook:
    """The shipped wordings."""
    return load_or_refuse(Path(__file__).parent / "data" / "headings.yaml", HeadingBook)


@cache
def indicator_names() -> dict[str, str]:
    """Codes of all shipped indicators with their Vietnamese names; those of the first standard come first, in order."""
    standards = dict(shipped_law().standards)
    ordered = [standards.pop(FIRST_STANDARD), *standards.values()]
    names: dict[str, str] = {}
    for standard in ordered:
        for item in standard.indicators:
            names.setdefault(item.code, item.name.vi)
    return names


def field_label(code: str) -> str:
    """The Vietnamese name of a field."""
    common = full_questionnaire()
    labels = {item.code: item.label.vi for item in (*common.household, *common.member)}
    words = heading_book().by_code.get(code)
    return labels.get(code) or (words.label if words else "") or indicator_names().get(code, code)


def target_label(target: Target) -> str:
    """The Vietnamese name of a target: the field, and what a mark or a filled cell means."""
    name = field_label(target.field)
    if target.mark:
        name = f"{name} = {_code_label(target.field, target.mark)}"
    return f"{name}, giới tính {_code_label('sex', target.sex)}" if target.sex else name


def _code_label(field: str, code: str) -> str:
    try:
        return code_list(field).labels_vi.get(code, code)
    except KeyError:
        return code
