"""Class rules as columns, for either table library: scores in, number of the deciding rule out."""

from operator import or_
from typing import Any, Final

from rasoat.law.expr.render import render
from rasoat.scoring.kernels.coded import CodedPlan
from rasoat.scoring.kernels.trees import balanced

RULE: Final = "__rule"
"""Column with the place (from 0) of the rule that decided; null when the household is incomplete."""


def deciding_rule(plan: CodedPlan, target: Any) -> Any:
    """Expression of `target` (`polars` or `narwhals`) over the columns of both scores and the region.

    The first rule whose condition is true decides. A household that lacks a score or whose region is unknown
    has no rule, also where a rule could be decided by the rest alone.
    """
    parameters = _parameters(plan, target)
    number: Any = target.lit(None)
    for place, rule in reversed(list(enumerate(plan.rules))):
        number = target.when(render(rule.when, target, parameters)).then(target.lit(place)).otherwise(number)
    scored = ~target.col(plan.income_field).is_null() & ~target.col(plan.deprivation_field).is_null()
    region = target.col(plan.region_column)
    return target.when(scored & (region >= 1) & (region <= len(plan.regions))).then(number)


def _parameters(plan: CodedPlan, target: Any) -> dict[str, Any]:
    areas = sorted({region.area for region in plan.regions})
    first = plan.parameters[areas[0]]
    if len(areas) == 1:
        return dict(first)
    region = target.col(plan.region_column)
    rural = [region == code for code, one in enumerate(plan.regions, start=1) if one.area == areas[0]]
    other = plan.parameters[areas[1]]
    in_first = balanced(rural, or_)
    return {
        name: first[name]
        if first[name] == other[name]
        else target.when(in_first).then(target.lit(first[name])).otherwise(target.lit(other[name]))
        for name in first.keys() & other.keys()
    }
