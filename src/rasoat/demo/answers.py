"""Answers to the items of a point table, in keeping with the facts of the household and with its prosperity.

The score itself is not made here. But a household meant for the list must answer like one, so the points of the
table steer the draw: a household on the wrong side of the income line is drawn again as a poorer or richer one.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from rasoat.demo.answer_links import HouseholdView, limit, linked_answer, shares_of_parts
from rasoat.demo.arrays import Bools, Floats, Ints, or_null
from rasoat.demo.draws import Draws
from rasoat.law.point_table.model import Item, PointTable

_ATTEMPTS = 9
_STEP = 0.1  # change of prosperity between attempts
_SPREAD = 0.5  # how far one answer strays from the prosperity of the household

Columns = dict[str, object]


@dataclass(frozen=True, slots=True)
class Answerer:
    """Draws answers for one point table (or none: no answers). `income_line`: points of the line, rural and urban."""

    table: PointTable | None
    income_line: dict[str, int]
    areas: tuple[str, str] = field(default=("NT2", "TT"))  # area of rural and of urban households

    def answers(self, draws: Draws, view: HouseholdView) -> Columns:
        """One column a question: answer code, quantity of a band, or yes/no for each part of an additive item.

        Null where the item is not asked in the area of the household.
        """
        if self.table is None:
            return {}
        chosen = self._steered(draws, view)
        columns: Columns = {}
        for item in self.table.items:
            asked = _asked(item, self.areas, view.urban)
            if item.kind == "additive":
                for column, part in zip(item.columns(), chosen[item.code].T, strict=True):
                    columns[column] = or_null(asked, part == 1)
            elif item.kind == "band":
                values = view.quantity(item)
                if values is None:
                    values = _quantities(draws, item, view, chosen[item.code])
                columns[item.columns()[0]] = or_null(asked, values)
            else:
                codes = np.asarray([answer.code for answer in item.answers], dtype=object)
                columns[item.columns()[0]] = or_null(asked, codes[chosen[item.code]])
        return columns

    def _steered(self, draws: Draws, view: HouseholdView) -> dict[str, Ints]:
        assert self.table is not None
        line = np.where(view.urban, self.income_line["urban"], self.income_line["rural"])
        level = view.prosperity.copy()
        fixed = {item.code: linked_answer(item, view) for item in self.table.items}
        for attempt in range(_ATTEMPTS + 1):
            chosen: dict[str, Ints] = {}
            total = np.zeros(len(view.keys), dtype=np.int64)
            for item in self.table.items:
                given = fixed[item.code]
                chosen[item.code] = _draw(draws, item, view, level) if given is None else given
                total += _points(item, self.areas, view.urban, chosen[item.code])
            wrong = (total <= line) != view.on_list
            if attempt == _ATTEMPTS or not wrong.any():
                break
            level = np.clip(level + np.where(wrong, np.where(view.on_list, -_STEP, _STEP), 0.0), -0.3, 1.3)
        return chosen


def _asked(item: Item, areas: tuple[str, str], urban: Bools) -> Bools:
    return np.where(urban, item.asked_in(areas[1]), item.asked_in(areas[0]))


def _order(item: Item) -> list[int]:
    """Answers from fewest to most points, over all areas."""
    worth = [sum(answer.points.values()) / max(len(answer.points), 1) for answer in item.answers]
    return sorted(range(len(worth)), key=lambda index: (worth[index], index))


def _draw(draws: Draws, item: Item, view: HouseholdView, level: Floats) -> Ints:
    """Indexes of answers, or a 0/1 matrix of parts for an additive item."""
    order = _order(item)
    if item.kind == "additive":
        units = np.stack([draws.unit(f"answer {item.code} {part.code}", view.keys) for part in item.answers], axis=1)
        return (units < shares_of_parts(item, replace(view, prosperity=level))).astype(np.int64)
    place = level + (draws.unit(f"answer {item.code}", view.keys) - 0.5) * _SPREAD
    rank = (np.clip(place, 0.0, 0.999) * len(order)).astype(np.int64)
    most = limit(item, view)
    return np.asarray(order, dtype=np.int64)[rank if most is None else np.minimum(rank, most)]


def _points(item: Item, areas: tuple[str, str], urban: Bools, chosen: Ints) -> Ints:
    table = np.asarray([[answer.points.get(area, 0) for answer in item.answers] for area in areas])
    region = urban.astype(np.int64)
    if item.kind != "additive":
        return np.asarray(table[region, chosen])
    cap = np.asarray([item.max_points.get(area, np.iinfo(np.int64).max) for area in areas])
    return np.asarray(np.minimum((table[region] * chosen).sum(axis=1), cap[region]))


def _quantities(draws: Draws, item: Item, view: HouseholdView, chosen: Ints) -> Ints:
    """A quantity inside the chosen band; an open band is drawn up to half again its start."""
    low = np.asarray([answer.min or 0 for answer in item.answers])
    high = np.asarray([
        answer.max - 1 if answer.max is not None else (answer.min or 0) * 3 // 2 + 1 for answer in item.answers
    ])  # fmt: skip
    return draws.between(f"quantity {item.code}", view.keys, low[chosen], high[chosen])
