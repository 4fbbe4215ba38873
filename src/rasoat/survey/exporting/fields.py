"""The facts a column of an export may take: where they stand, how they are typed, what Vietnamese calls them."""

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from rasoat.survey.choices import CodeList
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Kind
from rasoat.survey.mapping.headings import indicator_names
from rasoat.survey.questionnaire_build import full_questionnaire

Scope = Literal["household", "member", "head", "other"]
Rows = Literal["members", "households"]

OTHER: Final = "other"
"""`other.NAME`: a column of the data that RaSoat does not know, by the name it has there."""

_ELSEWHERE = (
    ("household", "province", Kind.TEXT, "Tỉnh"),
    ("household", "district", Kind.TEXT, "Huyện"),
    ("household", "district_code", Kind.TEXT, "Mã huyện"),
    ("household", "commune", Kind.TEXT, "Xã"),
    ("household", "escaped_list", Kind.CODE, "Danh sách thoát nghèo, thoát cận nghèo"),
    ("member", "is_head", Kind.BOOL, "Là chủ hộ"),
    ("member", "age", Kind.INT, "Tuổi"),
    ("member", "note", Kind.TEXT, "Ghi chú"),
)
"""Facts of the national workbook that no form asks."""


@dataclass(frozen=True, slots=True)
class Field:
    """One fact. `choices` lists its codes; `scale` is how many stored units one written unit holds."""

    code: str
    scope: Scope
    kind: Kind
    label: str
    choices: CodeList | None = None
    scale: int = 1
    year_column: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it may hold, yes and no as `1` and `0`; empty when it is no choice."""
        if self.kind in {Kind.BOOL, Kind.BIT}:
            return code_list("yes_no").codes
        return self.choices.codes if self.choices else ()

    @property
    def labels(self) -> dict[str, str]:
        """Our Vietnamese word for each code."""
        if self.kind in {Kind.BOOL, Kind.BIT}:
            return code_list("yes_no").labels_vi
        return self.choices.labels_vi if self.choices else {}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as a profile names it: of the household, of the member of the row, or of the head."""

    scope: Scope
    field: Field

    @property
    def name(self) -> str:
        """Its column among the facts of a sheet."""
        return f"{self.scope}.{self.field.code}"


def find_fact(source: str, rows: Rows) -> Fact | None:
    """The fact that `source` names on a sheet of such rows; None when there is none.

    `CODE` is the member's fact where the rows are members, else the household's; `household.CODE`, `head.CODE` and
    `member.CODE` say whose it is; `other.NAME` is any column of the data.
    """
    scope, dot, code = source.partition(".")
    if dot and scope == OTHER:
        return Fact("other", Field(code, "other", Kind.TEXT, code)) if code else None
    if dot:
        return _scoped(scope, code, rows)
    if rows == "members" and (field := _find("member", source)):
        return Fact("member", field)
    field = _find("household", source)
    return Fact("household", field) if field else None


@cache
def fields(scope: Literal["household", "member"]) -> dict[str, Field]:
    """All facts of one table by code, in the order of the form."""
    form = full_questionnaire()
    found = [
        Field(item.code, scope, item.type, item.label.vi, form.choices_of(item),
              item.written.scale if item.written else 1, item.year_column)
        for item in form.items(scope)
    ]  # fmt: skip
    found += [Field(code, of, kind, label) for of, code, kind, label in _ELSEWHERE if of == scope]
    if scope == "household":
        names = indicator_names()
        found += [Field(code, scope, Kind.BIT, f"Thiếu hụt: {name}") for code, name in names.items()]
    return {field.code: field for field in reversed(found)}


def _find(scope: Literal["household", "member"], code: str) -> Field | None:
    if scope == "household" and code.startswith("item_"):
        return Field(code, scope, Kind.TEXT, code)
    return fields(scope).get(code)


def _scoped(scope: str, code: str, rows: Rows) -> Fact | None:
    if scope == "household" and (field := _find("household", code)):
        return Fact("household", field)
    if scope == "head" and (field := _find("member", code)):
        return Fact("head", field)
    if scope == "member" and rows == "members" and (field := _find("member", code)):
        return Fact("member", field)
    return None
