"""Compose the questionnaire of a standard: the common part, one tick per indicator, one question per point item."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from rasoat.law.cited import Text
from rasoat.law.expr.walk import fields
from rasoat.law.loading import load_or_refuse
from rasoat.law.marks import Mark
from rasoat.law.point_table.model import Item as PointItem
from rasoat.law.point_table.model import PointTable
from rasoat.law.standard import Indicator, Standard
from rasoat.survey.choices import Choice, CodeList
from rasoat.survey.code_lists import code_lists
from rasoat.survey.columns import Kind
from rasoat.survey.questionnaire import Constraint, Item, Questionnaire, Table

_FILE = Path(__file__).parent / "data" / "questionnaire.yaml"


class _Written(Questionnaire):
    """The file names code lists that are kept apart from it."""

    def __init__(self, **data: Any) -> None:
        super().__init__(**{"lists": code_lists(), **data})


@cache
def full_questionnaire() -> Questionnaire:
    """Every item and constraint of the common part, also those that no standard asks: what readers know."""
    written = load_or_refuse(_FILE, _Written)
    return Questionnaire.model_construct(**{name: getattr(written, name) for name in Questionnaire.model_fields})


def questionnaire_for(standard: Standard, point_table: PointTable | None = None) -> Questionnaire:
    """The questions that the standard implies, and those of the point table when one is given.

    A fact is asked when an indicator's derivation, or the relevance of an asked fact, reads it. Codes of ticks are
    the indicator codes; codes of point questions are the table's answer columns (`item_...`).
    """
    common = full_questionnaire()
    ticks = [_tick(indicator) for indicator in standard.indicators]
    points = [question for item in _items(point_table) for question in _point_questions(item)]
    household = _asked("household", standard, common.household)
    member = _asked("member", standard, common.member)
    lists = {item.choices for item in (*household, *member) if item.choices}
    return Questionnaire(
        version=common.version,
        standard_id=standard.id,
        table_id=point_table.table_id if point_table else "",
        watermark=point_table.watermark if point_table else "",
        household=(*household, *ticks, *points),
        member=tuple(member),
        ticks=standard.indicator_codes,
        tick_points={i.code: i.points.value for i in standard.indicators if i.points.value is not None},
        constraints=tuple(_fitting(common.constraints, household, member)),
        lists={name: code_lists()[name] for name in sorted(lists)} | _point_lists(point_table),
    )


def _asked(table: Table, standard: Standard, items: Iterable[Item]) -> list[Item]:
    known = {item.code: item for item in items}
    wanted = set().union(
        *(fields(node, members=table == "member") for i in standard.indicators if (node := i.definition.derive))
    )
    asked = {code for code, item in known.items() if _is_asked(item, standard, wanted)}
    while True:
        read = set().union(*(fields(node) for code in asked if (node := known[code].relevant_when) is not None))
        if read <= asked:
            return [item for code, item in known.items() if code in asked]
        asked |= read


def _is_asked(item: Item, standard: Standard, wanted: set[str]) -> bool:
    match item.use:
        case "always" | "record":
            return True
        case "derivation":
            return item.code in wanted
        case "indicator":
            return bool(set(item.indicators) & set(standard.indicator_codes))


def _fitting(constraints: Iterable[Constraint], household: list[Item], member: list[Item]) -> Iterable[Constraint]:
    """Constraints that read only what is asked."""
    codes = {"household": {item.code for item in household}, "member": {item.code for item in member}}
    for rule in constraints:
        inner = fields(rule.check, members=True)
        if fields(rule.check) <= codes[rule.table] and inner <= codes["member"]:
            yield rule


def _tick(indicator: Indicator) -> Item:
    text = indicator.definition.text
    return Item(
        code=indicator.code,
        type=Kind.BIT,
        label=Text(vi=f"Thiếu hụt: {indicator.name.vi}", en=f"Deprived: {indicator.name.en}"),
        hint=Text(vi=text, en="") if text else None,
        section="indicators",
        mark=indicator.definition.mark,
    )


def _items(table: PointTable | None) -> tuple[PointItem, ...]:
    return table.items if table else ()


def _point_questions(item: PointItem) -> list[Item]:
    """One question for a single or band item, one yes/no for each answer of an additive item."""
    shared: dict[str, Any] = {"section": "points", "mark": Mark.OURS}
    match item.kind:
        case "single":
            name = f"item_{item.code}"
            return [Item(code=name, type=Kind.CODE, choices=name, label=item.name, **shared)]
        case "band":
            unit = f" ({item.unit})" if item.unit else ""
            label = Text(vi=item.name.vi + unit, en=item.name.en + unit)
            return [Item(code=f"item_{item.code}", type=Kind.INT, min=0, label=label, **shared)]
    return [
        Item(
            code=column,
            type=Kind.BOOL,
            label=Text(vi=f"{item.name.vi}: {answer.label.vi}", en=f"{item.name.en}: {answer.label.en}"),
            **shared,
        )
        for column, answer in zip(item.columns(), item.answers, strict=True)
    ]


def _point_lists(table: PointTable | None) -> dict[str, CodeList]:
    return {
        f"item_{item.code}": CodeList(
            code=f"item_{item.code}",
            mark=Mark.OURS,
            choices=tuple(Choice(code=answer.code, name=answer.label) for answer in item.answers),
        )
        for item in _items(table)
        if item.kind == "single"
    }
