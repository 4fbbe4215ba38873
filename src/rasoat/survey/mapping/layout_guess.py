"""How the rows of a list are laid out: a row a person or a row a household, and where each household begins."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from rasoat.survey.code_lists import code_list
from rasoat.survey.mapping.column_match import SURE, Choice
from rasoat.survey.mapping.evidence import Values
from rasoat.survey.mapping.heading_words import Target
from rasoat.survey.mapping.profile import Grouping

_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class Layout:
    """`heads_only`: a row a household. `why_vi` tells why; `is_sure` is False where a person must look."""

    heads_only: bool
    households: Grouping
    why_vi: str
    is_sure: bool


def settled(choices: Mapping[int, Choice], values: Mapping[int, Values]) -> dict[int, Choice]:
    """Choices by column, mended by how counters count and how names and relations go together."""
    made = dict(choices)
    for at, choice in choices.items():
        field = choice.target.field if choice.target else ""
        held = values[at]
        if field == "household_id" and held.restarts and max(held.counter, default=0) < 10000:
            made[at] = _as(choice, "household_no", "đánh số lại từ 1 nên là số thứ tự")
        if field == "row_no" and not _has(made, "household_no") and held.cells:
            if held.filled < _MOSTLY * held.rows or (0 in held.steps and held.steps <= {0, 1}):
                made[at] = _as(choice, "household_no", "chỉ ghi một lần cho mỗi hộ")
            elif held.restarts and _restarts_often(held) and _at(made, "relation") is not None:
                made[at] = _as(choice, "member_no", "đếm lại từ 1 trong từng hộ")
    name = _at(made, "head_name")
    relation = _at(made, "relation")
    if name is not None and not _has(made, "full_name") and relation is not None and not _all_heads(values[relation]):
        made[name] = _as(made[name], "full_name", "có cột quan hệ nên mỗi dòng là một người")
    return made


def layout_of(choices: Mapping[int, Choice], values: Mapping[int, Values]) -> Layout:
    """Tell the layout by the fields found and their values."""
    relation, code, number = (_at(choices, name) for name in ("relation", "household_id", "household_no"))
    head_name, full_name = _at(choices, "head_name"), _at(choices, "full_name")
    head_marks = any(choice.target == Target("relation", "head") for choice in choices.values())
    if full_name is None:
        way: Grouping = "code" if code is not None else "row"
        return Layout(True, way, "chỉ có cột họ tên chủ hộ, không có thành viên", is_sure=True)
    persons = (relation is not None and not _all_heads(values[relation])) or head_marks or _has(choices, "is_head")
    trusted = code is not None and (number is None or choices[code].is_sure)
    if code is not None and trusted and values[code].filled and (persons or _repeats(values[code])):
        return Layout(False, "code", "gộp theo mã hộ", is_sure=True)
    if number is not None and (persons or _repeats(values[number])):
        return Layout(False, "number", "gộp theo số thứ tự hộ", is_sure=True)
    if head_name is not None and (persons or _repeats(values[head_name])):
        return Layout(False, "head_name", "gộp theo tên chủ hộ", is_sure=persons)
    if persons:
        return Layout(False, "head", "hộ mới bắt đầu ở dòng chủ hộ", is_sure=True)
    sized = _has(choices, "household_size") or (relation is not None and _all_heads(values[relation]))
    alone: Grouping = "row" if code is None else "code"
    return Layout(True, alone, "không thấy quan hệ với chủ hộ, mỗi dòng một hộ", is_sure=sized)


def _repeats(values: Values) -> bool:
    """The same text in rows that follow each other, or gaps that stand for it."""
    texts = values.following
    same = sum(one == later for one, later in pairwise(texts))
    return same > 0.1 * len(texts) or values.filled < _MOSTLY * values.rows


def _all_heads(values: Values) -> bool:
    codes = [code_list("relation").match(text) for text in values.texts]
    return bool(codes) and sum(code == "head" for code in codes) > 0.9 * len(codes)


def _restarts_often(values: Values) -> bool:
    ones = sum(number == 1 for number in values.counter)
    return ones > 0.08 * len(values.counter)


def _at(choices: Mapping[int, Choice], field: str) -> int | None:
    found = [at for at, choice in choices.items() if choice.target == Target(field)]
    return found[0] if found else None


def _has(choices: Mapping[int, Choice], field: str) -> bool:
    return any(choice.target is not None and choice.target.field == field for choice in choices.values())


def _as(choice: Choice, field: str, why: str) -> Choice:
    return replace(
        choice, target=Target(field), certainty=max(choice.certainty, SURE), why_vi=f"{choice.why_vi}; {why}"
    )
