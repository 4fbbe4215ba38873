"""Report 11: children of poor and near-poor households, and what they lack.

How many are not at the right school is counted by the standard's own definition. The table of heights and weights
by age is in no document that we have read, so the program never says of a child that it is malnourished: it tells
the number only where the reviewer's tick of the household leaves one answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import polars as pl

from rasoat.law.expr.nodes import AnyMember, Expr
from rasoat.law.expr.walk import fields
from rasoat.law.marks import Mark
from rasoat.law.standard import Indicator, Standard
from rasoat.survey.facts import evaluate_rows
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.web.register.models import Member

CHILD_BELOW = 16
SCHOOL, NUTRITION = "child_school", "nutrition"
_UNREAD = (Mark.DRAFT, Mark.MISSING)


@dataclass(frozen=True, slots=True)
class ChildRules:
    """What a standard says of children. `school`: holds for a child that lacks schooling; None without a definition.

    `nutrition`: whether an indicator says “at least one child” of malnutrition, so that its tick tells about children.
    """

    school: Expr | None
    nutrition: bool
    notes: tuple[str, ...]

    @classmethod
    def of(cls, standard: Standard) -> Self:
        """The rules of a standard, with the notes that are printed below report 11."""
        known = {item.code: item for item in standard.indicators}
        school, nutrition = known.get(SCHOOL), known.get(NUTRITION)
        derive = school.definition.derive if school else None
        rule = derive.any if isinstance(derive, AnyMember) else None
        ticked = nutrition is not None and nutrition.definition.mark not in _UNREAD
        return cls(rule, ticked, (_school_note(school, rule), _nutrition_note(ticked)))


def children_told(
    people: Sequence[Member], size: int, on: date, rules: ChildRules, *, unschooled: int | None, lacking: int | None
) -> dict[str, int | None]:
    """The children of a household; unknown when a member or a birth year is missing.

    `unschooled`: see `unschooled_of`. `lacking`: the tick of the nutrition indicator, None when not told. Columns of
    which the standard gives no rule are left out.
    """
    ages = [age_of(member, on) for member in people]
    whole = len(people) >= size and None not in ages
    young = [member for member, age in zip(people, ages, strict=True) if age is not None and age < CHILD_BELOW]
    insured = [member.has_health_insurance for member in young]
    told: dict[str, int | None] = {
        "children": len(young) if whole else None,
        "children_without_insurance": None if not whole or None in insured else sum(not each for each in insured),
    }
    if rules.school is not None:
        told["children_out_of_school"] = unschooled if whole else None
    if rules.nutrition:
        told["children_malnourished"] = _malnourished(told["children"], lacking)
    return told


def unschooled_of(homes: Mapping[int, Sequence[Member]], on: date, rules: ChildRules) -> dict[int, int | None]:
    """Members by household of whom the rule of schooling holds; None where the facts of one do not suffice.

    Of whom only the year of birth is known, the rule must say the same for its first and its last day.
    """
    if rules.school is None:
        return {}
    types = full_questionnaire().types["member"]
    wanted = sorted(fields(rules.school))
    people = [(home, member) for home, members in homes.items() for member in members]
    ends = []
    for month, day in ((1, 1), (12, 31)):
        rows = [{name: _fact(member, name, month, day) for name in wanted} for _home, member in people]
        table = pl.DataFrame(rows, schema=dict.fromkeys(wanted), infer_schema_length=None)
        ends.append(evaluate_rows({"holds": rules.school}, table, types, on)["holds"].to_list())
    found: dict[int, int | None] = dict.fromkeys(homes, 0)
    for (home, _member), first, last in zip(people, *ends, strict=True):
        so_far = found[home]
        found[home] = None if so_far is None or first is None or first != last else so_far + first
    return found


def age_of(member: Member, on: date) -> int | None:
    """Full years on a day; by the year alone where no more is known."""
    if (born := member.birth_date) is not None:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return None if member.birth_year is None else on.year - member.birth_year


def _fact(member: Member, name: str, month: int, day: int) -> Any:
    if name == "birth_date" and member.birth_date is None and member.birth_year is not None:
        return date(member.birth_year, month, day)
    if name == "birth_year" and member.birth_year is None and member.birth_date is not None:
        return member.birth_date.year
    value = getattr(member, name) if hasattr(member, name) else member.facts.get(name)
    return None if value == "" else value


def _malnourished(children: int | None, lacking: int | None) -> int | None:
    """By “at least one child”: none where the tick is not set, the child itself where there is one."""
    if children == 0 or lacking == 0:
        return 0
    return 1 if children == 1 and lacking == 1 else None


def _school_note(item: Indicator | None, rule: Expr | None) -> str:
    if item is None or rule is None:
        return "Cột giáo dục để trống: chuẩn này chưa có định nghĩa chỉ số tình trạng đi học của trẻ em."
    return (
        f"Cột giáo dục đếm trẻ em theo chỉ số {item.number} ({item.definition.mark.label_vi}): "
        f"{item.definition.text[:1].lower()}{item.definition.text[1:]}."
    )


def _nutrition_note(ticked: bool) -> str:
    missing = "chưa có bảng chiều cao, cân nặng theo tuổi nên phần mềm không tự xác định trẻ suy dinh dưỡng"
    if not ticked:
        return f"Cột dinh dưỡng để trống: chuẩn này chưa có định nghĩa chỉ số dinh dưỡng; {missing}."
    return (
        f"Cột dinh dưỡng: {missing}. Hộ không có trẻ em hoặc không thiếu hụt chỉ số dinh dưỡng tính 0; hộ thiếu hụt "
        "có một trẻ em tính 1; hộ thiếu hụt có nhiều trẻ em thì chưa biết mấy trẻ, nên nơi có hộ ấy để trống."
    )
