"""Match the columns of a sheet to fields: likeness of headings and evidence of values, one column to one field."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rasoat.survey.mapping.evidence import Values
from rasoat.survey.mapping.heading_words import Target, field_label, indicator_names, target_label
from rasoat.survey.mapping.headings import HeadingMatch, match_heading, match_indicator
from rasoat.survey.text import fold

PROPOSED = 50
"""Certainty from which a column is proposed."""

SURE = 75
"""Certainty from which a proposed column needs no look."""

_YEAR_ALONE = 70
_MOSTLY_YEARS = 0.8
_VALUES_WEIGHT = 0.45
_NO_VALUES = 0.9
_UNLIKE = 0.5
_MISFIT = 0.35
_MANY_INDICATORS = 6
_LEAST, _WEAK, _EXACT = 72, 50, 95
"""Likeness of a heading below which a field is not thought of (less where the values tell it); that of sure words."""

_SELF_EVIDENT = {"personal_id": 70, "relation": 70, "ethnicity": 70, "birth_date": 60, "sex": 60, "class": 60}
"""Fields whose values alone tell them, with the certainty of a perfect fit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a column was found to be. `target` is None when nothing fits."""

    target: Target | None
    certainty: int
    why_vi: str

    @property
    def is_sure(self) -> bool:
        """True when nobody needs to look."""
        return self.target is not None and self.certainty >= SURE


@dataclass(frozen=True, slots=True)
class _Option:
    certainty: float
    likeness: int
    share: float | None


def match_columns(headings: Sequence[tuple[str, ...]], values: Sequence[Values]) -> list[Choice]:
    """A choice for every column."""
    from scipy.optimize import linear_sum_assignment  # half a second to import, and no other command needs it

    options = [_options(parts, held) for parts, held in zip(headings, values, strict=True)]
    _add_named_indicators(options, headings, values)
    targets = sorted({target for option in options for target in option})
    if not targets:
        return [Choice(None, 0, _unknown(parts, held)) for parts, held in zip(headings, values, strict=True)]
    matrix = np.zeros((len(options), len(targets)))
    for row, option in enumerate(options):
        for column, target in enumerate(targets):
            if target in option and option[target].certainty >= PROPOSED:
                matrix[row, column] = option[target].certainty
    _one_way_of_each_field(matrix, targets)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    chosen = {int(row): targets[int(column)] for row, column in zip(rows, columns, strict=True) if matrix[row, column]}
    choices = [_choice(chosen.get(at), options[at], headings[at], values[at]) for at in range(len(options))]
    return _with_year(choices, headings, values)


def _with_year(choices: list[Choice], headings: Sequence[tuple[str, ...]], values: Sequence[Values]) -> list[Choice]:
    """Births in three columns (Ngày, Tháng, Năm): the year is taken, and said to be all that is.

    Day and month stay columns that no field takes.
    """
    if any(choice.target is not None and choice.target.field == "birth_date" for choice in choices):
        return choices
    told = [fold(parts[-1]) if parts else "" for parts in headings]
    for at, words in enumerate(told):
        beside = {*told[max(at - 2, 0) : at], *told[at + 1 : at + 3]}
        share = values[at].share("birth_date") or 0
        if words == "nam" and choices[at].target is None and "thang" in beside and share > _MOSTLY_YEARS:
            why = "cột Năm cạnh cột Tháng: chỉ lấy năm sinh; muốn đủ ngày thì gộp ngày/tháng/năm vào một cột"
            return [*choices[:at], Choice(Target("birth_date"), _YEAR_ALONE, why), *choices[at + 1 :]]
    return choices


def _options(parts: tuple[str, ...], values: Values) -> dict[Target, _Option]:
    matches = match_heading(parts, limit=12)
    if matches and matches[0].likeness == 100:  # a second "Ghi chú" is a note again, never the head's name
        matches = [match for match in matches if match.likeness >= _EXACT]
    weighed = ((match.target, _weighed(match, values)) for match in matches)
    found = {target: option for target, option in weighed if option is not None}
    if not parts:
        for field, most in _SELF_EVIDENT.items():
            share = values.share(field)
            if share is not None and share > 0.8 and len(values.cells) >= 5:
                found[Target(field)] = _Option(most * share, 0, share)
    return found


def _add_named_indicators(
    options: list[dict[Target, _Option]], headings: Sequence[tuple[str, ...]], values: Sequence[Values]
) -> None:
    """Columns named like indicators without a heading above them: many of them together are ticks, for people to see.

    A single one is not: "Bảo hiểm y tế: Có" says that somebody is insured, a tick that the household is deprived.
    """
    found = {at: match for at, parts in enumerate(headings) if parts and (match := match_indicator(parts[-1]))}
    ticks = {at: match for at, match in found.items() if values[at].share(match.target.field) in (None, 1.0)}
    if len(ticks) < _MANY_INDICATORS:
        return
    for at, match in ticks.items():
        options[at] = {match.target: _Option(SURE - 5, match.likeness, values[at].share(match.target.field))}


def _weighed(match: HeadingMatch, values: Values) -> _Option | None:
    target = match.target
    share = _share(target, values)
    if match.likeness < (_WEAK if target.field in _SELF_EVIDENT and (share or 0) > 0.8 else _LEAST):
        return None
    worth = match.likeness - (100 - match.likeness) * _UNLIKE
    if share is None:
        return _Option(worth * _NO_VALUES - (5 if target.mark or target.sex else 0), match.likeness, None)
    certainty = worth * (1 - _VALUES_WEIGHT + _VALUES_WEIGHT * share)
    if share < 0.3 and (match.likeness < _EXACT or target.mark or target.sex):
        certainty *= _MISFIT if target.mark or target.sex or len(values.cells) >= 5 else 0.7
    certainty += _layout_sense(target, values)
    if target.field in indicator_names() and match.likeness < 100:
        certainty -= 10
    return _Option(min(certainty, 100.0), match.likeness, share)


def _share(target: Target, values: Values) -> float | None:
    if target.mark and values.cells:
        return values.marks
    return values.share(target.field)


def _layout_sense(target: Target, values: Values) -> float:
    """Counters are told apart by how they count."""
    match target.field:
        case "row_no":
            return 0 if values.mostly_counts_up and values.filled > 0.8 * values.rows else -12
        case "household_no":
            return 0 if values.counts_up or {0, 1} >= values.steps else -12
        case "member_no":
            return 0 if values.restarts else -30
        case "birth_year":
            return -4
    return 0


def _one_way_of_each_field(matrix: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", targets: list[Target]) -> None:
    """A field is told by one column, or by columns of marks (or births by sex): the weaker way is taken out."""
    for field in {target.field for target in targets}:
        plain = [at for at, target in enumerate(targets) if target == Target(field)]
        split = [at for at, target in enumerate(targets) if target.field == field and target != Target(field)]
        if not plain or not split:
            continue
        best_plain = matrix[:, plain].max()
        best_split = sorted(matrix[:, split].max(axis=0), reverse=True)
        several = len(best_split) > 1 and best_split[1] >= PROPOSED
        if any(targets[at].sex for at in split):
            matrix[:, plain if several and best_split[1] >= best_plain - 5 else split] = 0
            continue
        lost = plain if (several and best_split[0] >= best_plain - 15) or best_split[0] > best_plain else split
        matrix[:, lost] = 0


def _choice(target: Target | None, options: dict[Target, _Option], parts: tuple[str, ...], values: Values) -> Choice:
    if target is None:
        return Choice(None, 0, _unknown(parts, values))
    option = options[target]
    rivals = [other for name, other in options.items() if name != target and other.certainty > option.certainty - 3]
    certainty = round(option.certainty) - (10 if rivals and option.likeness < 100 else 0)
    said = [f"tiêu đề giống {option.likeness} %" if parts else "không có tiêu đề"]
    if option.share is None:
        said.append("cột trống")
    elif target.mark:
        said.append(f"{round(100 * option.share)} % ô có chữ là dấu")
    else:
        said.append(f"{round(100 * option.share)} % giá trị hợp với “{field_label(target.field)}”")
    if len(rivals) and certainty < SURE:
        other = max((name for name in options if name != target), key=lambda name: options[name].certainty)
        said.append(f"cũng có thể là “{target_label(other)}”")
    return Choice(target, max(certainty, 1), "; ".join(said))


def _unknown(parts: tuple[str, ...], values: Values) -> str:
    if not parts and not values.cells:
        return "cột trống"
    return "không giống trường nào; giữ nguyên"
