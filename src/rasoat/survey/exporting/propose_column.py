"""What each column of an empty template may want, from its heading, its list, its rules and its format."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rasoat.law.book import shipped_law
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Kind
from rasoat.survey.exporting.column import Form
from rasoat.survey.exporting.fields import Field, Rows, fields, find_fact
from rasoat.survey.exporting.template import Template, TemplateSheet
from rasoat.survey.mapping.head_rows import Head
from rasoat.survey.mapping.headings import HeadingMatch, Target, match_heading
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.sheets import column_letter
from rasoat.survey.survey_layout import heading
from rasoat.survey.text import squash

LEAST_LIKE: Final = 75
"""Likeness of a heading (per cent) below which no fact is proposed."""

_COUNTERS = {"row_no": "row", "household_no": "household", "member_no": "member"}
_COUNTED = {"row": "Số thứ tự dòng", "household": "Số thứ tự hộ", "member": "Số thứ tự trong hộ"}
_OF_MEMBERS = {"relation", "member_no"}
_YEAR_HEADINGS = {"namsinh", "nsinh"}


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """One column as plain data of a profile; `certainty` in per cent, and why."""

    at: str
    heading: str
    label: str
    certainty: int
    why: str
    content: dict[str, Any]

    @property
    def review(self) -> bool:
        """Whether a person must look at it first."""
        return bool(self.content.get("review"))


def propose_columns(template: Template, sheet: TemplateSheet, head: Head) -> tuple[Rows, tuple[ProposedColumn, ...]]:
    """What the rows are, and every column with a heading, from left to right. No fact is proposed twice."""
    matches = {at: _matches(parts) for at, parts in enumerate(head.headings) if any(parts)}
    chosen = _chosen(matches)
    targets = {match.target.field for match in chosen.values()}
    both = {"head_name", "full_name"} <= targets
    rows: Rows = "members" if both or targets & _OF_MEMBERS else "households"
    return rows, tuple(
        _column(template, sheet, head, at, chosen.get(at), _rivals(options, chosen.get(at)), rows)
        for at, options in matches.items()
    )


def _matches(parts: Sequence[str]) -> list[HeadingMatch]:
    """Our own heading of a fact is that fact and no other; other headings are compared with those of offices."""
    own = _own_headings().get(squash(parts[-1].replace("*", "")))
    return (
        [HeadingMatch(Target(own[0]), 100, own[1])] if own else match_heading([part.replace("*", "") for part in parts])
    )


@cache
def _own_headings() -> dict[str, tuple[str, str]]:
    """Heading of our forms, folded -> fact and heading; those that mean a household and a member's fact left out."""
    form = full_questionnaire()
    said = [(item.code, heading(item)) for item in (*form.household, *form.member)]
    said += [(field.code, field.label) for scope in ("household", "member") for field in fields(scope).values()]
    indicators = (item for standard in shipped_law().standards.values() for item in standard.indicators)
    said += [(item.code, f"Thiếu hụt: {item.name.vi}") for item in indicators]
    found: dict[str, tuple[str, str]] = {}
    for code, words in said:
        found.setdefault(squash(words), (code, words))
    return {words: item for words, item in found.items() if item[0] not in _COUNTERS}


def _chosen(matches: dict[int, list[HeadingMatch]]) -> dict[int, HeadingMatch]:
    """The likest pairs first; each column and each target once."""
    pairs = sorted(
        ((match, at) for at, options in matches.items() for match in options if match.likeness >= LEAST_LIKE),
        key=lambda pair: (-pair[0].likeness, pair[1]),
    )
    found: dict[int, HeadingMatch] = {}
    taken: set[Target] = set()
    for match, at in pairs:
        if at not in found and match.target not in taken:
            found[at] = match
            taken.add(match.target)
    return found


def _rivals(options: Sequence[HeadingMatch], chosen: HeadingMatch | None) -> list[HeadingMatch]:
    """Other facts that the heading means just as well."""
    if chosen is None:
        return []
    return [item for item in options if item.likeness >= chosen.likeness and item.target != chosen.target]


def _column(
    template: Template, sheet: TemplateSheet, head: Head, at: int, match: HeadingMatch | None,
    rivals: Sequence[HeadingMatch], rows: Rows,
) -> ProposedColumn:  # fmt: skip
    over = sheet.heading(at, range(head.first, head.last + 1)) or tuple(head.headings[at])
    shared: dict[str, Any] = {"at": column_letter(at), "heading": over}
    shown = " / ".join(over)
    content = _content(match.target, rows) if match else None
    if match is None or content is None:
        content = shared | {"empty": True, "review": True}
        return ProposedColumn(shared["at"], shown, "", 0, "tiêu đề chưa biết: để trống, cần xem", content)
    why = [f"tiêu đề giống “{match.words}” {match.likeness} %"]
    doubts = ["cũng có thể là " + ", ".join(item.words for item in rivals)] if rivals else []
    if match.likeness < 100:
        doubts.append("tiêu đề không giống hẳn")
    if match.target.field == "full_name" and rows == "households":
        doubts.append("mỗi dòng là một hộ hay một người; là người thì đổi rows thành members")
    source = str(content.get("from", ""))
    fact = find_fact(source, rows) if source else None
    if fact is not None:
        more, said, doubt = _form(template, sheet, at, over, fact.field, content)
        content |= more
        why += said
        doubts += doubt
    if "number" in content and not template.style(sheet, at).is_text:
        content["form"] = Form.NUMBER.value
    if any("*" in part for part in over) and fact is not None:
        content["required"] = True
    if doubts:
        content |= {"review": True, "note": "; ".join(doubts)}
    label = fact.field.label if fact else _COUNTED[content["number"]]
    certainty = match.likeness if not rivals else match.likeness // 2
    return ProposedColumn(shared["at"], shown, label, certainty, "; ".join([*why, *doubts]), shared | content)


def _content(target: Target, rows: Rows) -> dict[str, Any] | None:
    """What a column of that target takes; None when rows of that kind have no such fact."""
    if target.field in _COUNTERS:
        number = _COUNTERS[target.field]
        return {"number": number} if number != "member" or rows == "members" else None
    if target.field == "relation" and target.mark == "head":
        return {"from": "is_head" if rows == "members" else "head.is_head", "form": "mark"}
    source = target.field
    if rows == "households" and find_fact(source, rows) is None:
        source = "head_name" if source == "full_name" else f"head.{source}"
    if find_fact(source, rows) is None:
        return None
    if target.sex:
        return {"from": source, "only": {"sex" if rows == "members" else "head.sex": (target.sex,)}}
    if target.mark:
        codes = code_list(target.field).codes
        return {"from": source, "codes": {code: "x" if code == target.mark else "" for code in codes}}
    return {"from": source}


def _form(
    template: Template, sheet: TemplateSheet, at: int, heading: Sequence[str], field: Field, content: dict[str, Any]
) -> tuple[dict[str, Any], list[str], list[str]]:
    """Form and words; what speaks for them; what is doubtful."""
    style = template.style(sheet, at)
    rules = sheet.rules.get(at, [])
    kinds = {rule.rule.kind for rule in rules}
    words = next((rule.words for rule in rules if rule.words), None)
    if field.kind is Kind.DATE:
        if squash(heading[-1]).replace("*", "") in _YEAR_HEADINGS:
            return {"form": Form.YEAR.value}, ["chỉ ghi năm"], ["ghi riêng năm hay cả ngày sinh"]
        real = style.is_date or "date" in kinds
        return {"form": (Form.DATE if real else Form.DATE_TEXT).value}, ["ô định dạng ngày"] if real else [], []
    if words and field.codes and "codes" not in content:
        return _listed(words, field)
    if field.kind in {Kind.BOOL, Kind.BIT} and "form" not in content:
        return {}, [], ["ghi Có, Không hay đánh dấu x"]
    if field.kind is Kind.INT and not field.choices and not style.is_text:
        return {"form": Form.NUMBER.value}, [], []
    limit = next((rule.rule.formulas for rule in rules if _is_limit(rule.rule.kind, rule.rule.operator)), None)
    if limit and limit[0].isdecimal():
        return {"max_length": int(limit[0])}, [f"tối đa {limit[0]} chữ"], []
    return {}, [], []


def _is_limit(kind: str, operator: str) -> bool:
    return kind == "textLength" and operator == "lessThanOrEqual"


def _listed(words: Sequence[str], field: Field) -> tuple[dict[str, Any], list[str], list[str]]:
    """Our codes in the words of the template's list."""
    choices = code_list("yes_no") if field.kind in {Kind.BOOL, Kind.BIT} else field.choices
    assert choices is not None
    found: dict[str, str] = {}
    unknown = []
    for word in words:
        code = choices.match(word)
        if code is None or code in found:
            unknown.append(word)
        else:
            found[code] = word
    if set(found) == {"1"} and field.kind in {Kind.BOOL, Kind.BIT}:
        return {"form": Form.MARK.value, "mark": found["1"]}, ["danh sách chỉ có một dấu"], []
    said = [f"{len(found)}/{len(words)} chữ của danh sách đã có mã"]
    doubts = [f"chưa biết chữ: {', '.join(unknown[:5])}"] if unknown else []
    return ({"codes": found} if found else {}), said, doubts
