"""Point tables as gathered arrays: answer codes of several columns become one index into one small array.

A gather costs about the same for 8 entries as for 10,000, so columns are packed together while the array still
fits the processor's cache. Caps are already applied inside the array.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import mul

from rasoat.scoring.kernels.coded import CodedAnswer, CodedItem, CodedPlan

CACHED_ENTRIES = 2**14
"""Columns are packed up to this many entries (two bytes each: the first-level data cache)."""


@dataclass(frozen=True, slots=True)
class GatheredTable:
    """One array. Its index is `region * size + code_0 + code_1 * (width_0 + 1) + ...`; region 0 = unknown.

    `values` are points, or `missing` wherever the region or any of the answers is unknown.
    """

    answers: tuple[CodedAnswer, ...]
    size: int
    values: tuple[int, ...]

    @property
    def strides(self) -> tuple[int, ...]:
        """What each answer code is multiplied by."""
        return tuple(_combinations(self.answers[:place]) for place in range(len(self.answers)))


def missing_mark(plan: CodedPlan) -> int:
    """A value above every possible score: a sum that reaches it holds an unanswered item."""
    return plan.best_income + 1


def gathered_tables(plan: CodedPlan) -> tuple[GatheredTable, ...]:
    """All items of the plan, packed into few arrays."""
    return tuple(_table(parts, plan) for parts in _packed(plan))


_Part = CodedItem
"""A part is an item that must stay whole (it has a cap), or one answer column of an item without caps."""


def _parts(plan: CodedPlan) -> Iterator[_Part]:
    for item in plan.items:
        if item.caps:
            yield item
        else:
            yield from (CodedItem(item.code, (answer,)) for answer in item.answers)


def _packed(plan: CodedPlan) -> list[list[_Part]]:
    """First fit, largest first."""
    room = CACHED_ENTRIES // (len(plan.regions) + 1)
    packs: list[list[_Part]] = []
    for part in sorted(_parts(plan), key=_part_size, reverse=True):
        fitting = (pack for pack in packs if _pack_size(pack) * _part_size(part) <= room)
        pack = next(fitting, None)
        if pack is None:
            packs.append([part])
        else:
            pack.append(part)
    return packs


def _combinations(answers: tuple[CodedAnswer, ...]) -> int:
    return reduce(mul, (answer.width + 1 for answer in answers), 1)


def _part_size(part: _Part) -> int:
    return _combinations(part.answers)


def _pack_size(pack: list[_Part]) -> int:
    return reduce(mul, map(_part_size, pack), 1)


def _table(pack: list[_Part], plan: CodedPlan) -> GatheredTable:
    size = _pack_size(pack)
    values: list[int | None] = [None] * size
    for region in range(len(plan.regions)):
        block: list[int | None] = [0]
        for part in pack:
            block = _outer(block, _part_values(part, region))
        values += block
    missing = missing_mark(plan)
    answers = tuple(answer for part in pack for answer in part.answers)
    return GatheredTable(answers, size, tuple(missing if value is None else value for value in values))


def _part_values(part: _Part, region: int) -> list[int | None]:
    values: list[int | None] = [0]
    for answer in part.answers:
        values = _outer(values, [None, *answer.by_code(region)])
    cap = part.cap(region)
    return values if cap is None else [value if value is None else min(value, cap) for value in values]


def _outer(inner: list[int | None], outer: list[int | None]) -> list[int | None]:
    return [None if low is None or high is None else low + high for high in outer for low in inner]
