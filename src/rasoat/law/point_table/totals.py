"""The highest total a form can reach, and the cut-off it is held against."""

from rasoat.law.expr.nodes import Const, Eq, FieldRef, Ge, Gt, Le, Lt, Ne, Node, Param
from rasoat.law.expr.walk import sides, walk
from rasoat.law.point_table.model import Item, PointTable
from rasoat.law.standard import Area, Standard


def best_points(item: Item, area: str) -> int:
    """The most that an item can add in an area; 0 where it is not asked."""
    points = [answer.points[area] for answer in item.answers if area in answer.points]
    if item.kind != "additive":
        return max(points, default=0)
    return min(sum(points), item.max_points.get(area, sum(points)))


def highest_total(table: PointTable, area: str) -> int:
    """The highest income score that the form of the area can give."""
    return sum(best_points(item, area) for item in table.items)


def cut_off(standard: Standard, area: Area) -> int | None:
    """The highest income score that the points rules of the standard compare with, in rural or urban areas.

    For national_2022 the income line (140 or 175 points), for national_2016 the upper end of the near-poor band.
    None when the standard has no points rules or their figures are unknown.
    """
    if not standard.uses_points:
        return None
    values = standard.params(area)
    found = [
        value
        for rule in standard.methods["points"].rules
        for node in walk(rule.when)
        if isinstance(node, Eq | Ne | Lt | Le | Gt | Ge)
        for value in _compared_with_income(sides(node), values)
    ]
    return max(found, default=None)


def _compared_with_income(pair: tuple[Node, Node], values: dict[str, int]) -> list[int]:
    if not any(isinstance(side, FieldRef) and side.field == "income_score" for side in pair):
        return []
    found = []
    for side in pair:
        if isinstance(side, Param) and side.param in values:
            found.append(values[side.param])
        elif isinstance(side, Const) and isinstance(side.const, int):
            found.append(side.const)
    return found
