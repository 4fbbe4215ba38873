"""The points of one household, item by item."""

from collections.abc import Mapping
from typing import Any

from rasoat.law.faults import Place
from rasoat.law.pack import Pack
from rasoat.law.point_table.model import Answer, Item, PointTable
from rasoat.law.standard import Area
from rasoat.scoring.explanation import PointLine
from rasoat.scoring.faults import refuse


def point_lines(pack: Pack, household: Mapping[str, Any], area: Area) -> tuple[PointLine, ...]:
    """One line an item that the household's form asks. `points` is None where the answer is missing or unknown.

    Empty when the total was typed and nothing was answered. Raises `FaultsFoundError` when the region, which no
    answer can do without, is not in the table.
    """
    table = pack.point_table
    assert table is not None
    typed = household.get(f"income_score@{pack.standard.id}", household.get("income_score")) is not None
    answered = any(household.get(column) is not None for item in table.items for column in item.columns())
    if typed and not answered:
        return ()
    region = household.get("region_code") or _only_region(table, area)
    if region not in table.areas:
        if typed:
            return ()
        place = Place(column="region_code", household_id=str(household.get("household_id") or ""))
        raise refuse("region-unknown", place, region, known=", ".join(table.areas))
    source = " ".join(part for part in (table.legal_source, table.annex) if part) or table.name.vi
    return tuple(_line(item, household, region, source) for item in table.items if item.asked_in(region))


def _only_region(table: PointTable, area: Area) -> str:
    fitting = [code for code in table.areas if table.area_of[code] == area]
    return fitting[0] if len(fitting) == 1 else ""


def _line(item: Item, household: Mapping[str, Any], region: str, source: str) -> PointLine:
    values = [household.get(column) for column in item.columns()]
    if any(value is None for value in values):
        return PointLine(item.code, item.name.vi, "chưa trả lời", None, source)
    chosen = _chosen(item, values)
    if item.kind != "additive" and not chosen:
        return PointLine(item.code, item.name.vi, f"“{values[0]}” không có trong bảng điểm", None, source)
    points = sum(answer.points.get(region, 0) for answer in chosen)
    cap = item.max_points.get(region)
    said = "; ".join(answer.label.vi for answer in chosen) or "không có"
    if cap is not None and points > cap:
        points, said = cap, f"{said} (tối đa {cap} điểm)"
    return PointLine(item.code, item.name.vi, said, points, source)


def _chosen(item: Item, values: list[Any]) -> list[Answer]:
    if item.kind == "additive":
        return [answer for answer, value in zip(item.answers, values, strict=True) if value]
    if item.kind == "single":
        return [answer for answer in item.answers if answer.code == values[0]]
    quantity = values[0]
    return [
        answer
        for answer in item.answers
        if (answer.min or 0) <= quantity and (answer.max is None or quantity < answer.max)
    ]
