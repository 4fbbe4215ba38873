"""Where a fault of a point table stands: in the file that people have before them, workbook or YAML."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rasoat.law.faults import Place
from rasoat.law.point_table.model import PointTable
from rasoat.law.yaml_nodes import read_yaml


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a table, by position: `item` and `answer` count from 0, `part` is a field name of the model."""

    item: int | None = None
    answer: int | None = None
    area: str = ""
    part: str = ""
    switch: int | None = None


Locate = Callable[[Spot], Place]


def by_code(table: PointTable) -> Locate:
    """Places in the words of the table itself: `size/one/NT1`."""

    def locate(spot: Spot) -> Place:
        parts = []
        if spot.switch is not None:
            parts.append(f"switches[{spot.switch}]")
        if spot.item is not None:
            item = table.items[spot.item]
            parts.append(item.code)
            if spot.answer is not None:
                parts.append(item.answers[spot.answer].code)
        parts += [part for part in (spot.area, spot.part) if part]
        return Place(file=table.table_id, column="/".join(parts))

    return locate


def in_yaml(path: Path) -> Locate:
    """Places as lines of a table file."""
    document = read_yaml(path.read_text(encoding="utf-8"), str(path))

    def locate(spot: Spot) -> Place:
        keys: tuple[str | int, ...] = ()
        if spot.switch is not None:
            keys = ("switches", spot.switch)
        if spot.item is not None:
            keys = ("items", spot.item)
            if spot.answer is not None:
                keys = (*keys, "answers", spot.answer)
        keys = (*keys, spot.part) if spot.part else keys
        return Place(file=str(path), row=document.line_of((*keys, spot.area) if spot.area else keys))

    return locate
