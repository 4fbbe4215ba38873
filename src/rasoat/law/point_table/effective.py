"""The table as a province uses it in one review year: its switches applied."""

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import Answer, Item, PointTable, Switch


def with_switches(table: PointTable, province: str, review_year: int) -> PointTable:
    """The table with the points of every switch of that province and year copied to its target area.

    A switch names whole items (`land_annual`) or one answer of an additive item (`assets.boat`). The result lists only
    the switches applied, so that it says how it came about; applying it again changes nothing.
    Raises `FaultsFoundError` when a switch names what the table does not have.
    """
    applied = tuple(s for s in table.switches if s.province == province and s.review_year == review_year)
    if applied == table.switches and not applied:
        return table
    original = {item.code: item for item in table.items}
    items = dict(original)
    for switch in applied:
        for target in switch.items:
            code, answer = split_target(target)
            if code not in items or not original[code].asked_in(switch.source_area):
                raise FaultsFoundError([_nothing_there(table, switch, target)])
            items[code] = _switched(items[code], original[code], answer, switch)
    return table.model_copy(update={"items": tuple(items.values()), "switches": applied})


def split_target(target: str) -> tuple[str, str]:
    """Item and answer that a switch names; the answer is empty for a whole item."""
    code, _, answer = target.partition(".")
    return code, answer


def _switched(item: Item, source: Item, answer_code: str, switch: Switch) -> Item:
    answers = tuple(
        _with_points(answer, before.points[switch.source_area], switch.target_area)
        if answer_code in {"", answer.code}
        else answer
        for answer, before in zip(item.answers, source.answers, strict=True)
    )
    caps = dict(item.max_points)
    if not answer_code:
        caps.pop(switch.target_area, None)
        if switch.source_area in source.max_points:
            caps[switch.target_area] = source.max_points[switch.source_area]
    return item.model_copy(update={"answers": answers, "max_points": caps})


def _with_points(answer: Answer, points: int, area: str) -> Answer:
    return answer.model_copy(update={"points": {**answer.points, area: points}})


def _nothing_there(table: PointTable, switch: Switch, target: str) -> Fault:
    return finding(
        "point-switch-without-source",
        Place(file=table.table_id, column=switch.code),
        (
            f"bảng điểm không có điểm của “{target}” ở khu vực {switch.source_area} để lấy",
            f"the table has no points of “{target}” in {switch.source_area} to take",
        ),
        ("sửa lựa chọn của tỉnh trong bảng điểm", "correct the switch in the table"),
        target,
    )
