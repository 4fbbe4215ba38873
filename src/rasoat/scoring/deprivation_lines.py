"""The deprivations of one household, each with the facts behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from rasoat.law.expr.evaluate import Scope, Value, evaluate
from rasoat.law.expr.nodes import Node
from rasoat.law.expr.render import quantifiers
from rasoat.law.expr.walk import children, fields
from rasoat.law.standard import Indicator
from rasoat.scoring.explanation import DeprivationLine
from rasoat.survey.questionnaire import Written
from rasoat.survey.questionnaire_build import full_questionnaire

AGE_REFERENCE = "age_reference_date"


class IndicatorReader:
    """Reads one indicator of a household: its tick, and what its definition gives over the facts."""

    def __init__(self, indicator: Indicator) -> None:
        definition = indicator.definition
        self.code = indicator.code
        self._derive = definition.derive
        self._fields = sorted(fields(definition.derive)) if definition.derive is not None else []
        parts = quantifiers(definition.derive) if definition.derive is not None else []
        self._inner = [inner for part in parts if fields(inner := children(part)[0])]
        self._line = DeprivationLine(
            indicator=indicator.code,
            name=indicator.name.vi,
            deprived=None,
            points=indicator.points.value or 0,
            definition=definition.text,
            mark=definition.mark.label_vi,
            source=" ".join(part for part in (definition.instrument, definition.article) if part),
        )

    def read(
        self, tick: Any, household: Mapping[str, Any], members: Sequence[Mapping[str, Any]] | None, on: date | None
    ) -> DeprivationLine:
        """The line of one household. `members=None`: the members are not known; nothing is derived from them."""
        params: dict[str, Value] = {AGE_REFERENCE: on}
        derived = self._derive and evaluate(self._derive, Scope(fields=household, params=params, members=members))
        known = derived if isinstance(derived, bool) else None
        facts = tuple(
            (_labels().get(name, name), _said(name, household[name]))
            for name in self._fields
            if household.get(name) is not None
        )
        if known is not None and members is not None:
            facts += tuple(self._met(inner, members, params) for inner in self._inner)
        return replace(self._line, deprived=None if tick is None else bool(tick), facts=facts, derived=known)

    def _met(self, inner: Node, members: Sequence[Mapping[str, Any]], params: Mapping[str, Value]) -> tuple[str, str]:
        """Which members meet the condition, by their number in the household, never by name."""
        met = [
            str(member.get("member_no") or place)
            for place, member in enumerate(members, start=1)
            if evaluate(inner, Scope(fields=member, params=params)) is True
        ]
        return "thành viên thỏa điều kiện của định nghĩa", ("số " + ", ".join(met)) if met else "không có ai"


@cache
def _labels() -> dict[str, str]:
    return {item.code: item.label.vi for item in full_questionnaire().household}


@cache
def _choices() -> dict[str, dict[str, str]]:
    questionnaire = full_questionnaire()
    lists = {item.code: questionnaire.choices_of(item) for item in questionnaire.household}
    return {code: found.labels_vi for code, found in lists.items() if found is not None}


@cache
def _units() -> dict[str, Written]:
    return {item.code: item.written for item in full_questionnaire().household if item.written is not None}


def _said(name: str, value: Any) -> str:
    """A fact as people write it: words for codes, numbers in the unit of the form."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if (unit := _units().get(name)) is not None:
        return unit.said(int(value))
    return _choices().get(name, {}).get(str(value), str(value))
