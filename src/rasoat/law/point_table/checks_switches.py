"""Checks of the provincial switches of a point table."""

from collections.abc import Iterator

from rasoat.law.faults import Fault
from rasoat.law.point_table.effective import split_target
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import PointTable, Switch
from rasoat.law.point_table.places import Locate, Spot
from rasoat.law.point_table.shape import TableShape


def switch_faults(table: PointTable, shape: TableShape, place: Locate) -> Iterator[Fault]:
    """Faults of all switches: unknown areas or items, wrong direction, two decisions about the same points."""
    decided: dict[tuple[str, int, str, str], int] = {}
    for number, switch in enumerate(table.switches):
        yield from _area_faults(switch, number, table, place)
        for target in switch.items:
            yield from _target_faults(switch, number, target, table, shape, place)
            key = (switch.province, switch.review_year, target, switch.target_area)
            if decided.setdefault(key, number) != number:
                yield finding(
                    "point-switch-twice",
                    place(Spot(switch=number, part="items")),
                    (
                        f"hai lựa chọn cùng định điểm “{target}” của khu vực {switch.target_area}",
                        f"two switches set “{target}” of {switch.target_area}",
                    ),
                    ("giữ một lựa chọn", "keep one of them"),
                    target,
                )


def _area_faults(switch: Switch, number: int, table: PointTable, place: Locate) -> Iterator[Fault]:
    for part in ("source_area", "target_area"):
        area = getattr(switch, part)
        if area not in table.areas:
            yield finding(
                "point-switch-area-unknown",
                place(Spot(switch=number, part=part)),
                (f"bảng không có khu vực “{area}”", f"the table has no area “{area}”"),
                (f"chọn một trong: {', '.join(table.areas)}", "use an area of the table"),
                area,
            )
    wrong_way = switch.code == "urban_counts_land_livestock" and (
        table.area_of.get(switch.target_area, "urban") != "urban"
        or table.area_of.get(switch.source_area, "rural") != "rural"
    )
    if wrong_way or switch.source_area == switch.target_area:
        yield finding(
            "point-switch-direction",
            place(Spot(switch=number, part="target_area")),
            (
                f"không thể lấy điểm của {switch.source_area} cho {switch.target_area} theo lựa chọn này",
                f"this switch cannot take points of {switch.source_area} for {switch.target_area}",
            ),
            ("đất, chăn nuôi: từ nông thôn sang thành thị; tàu thuyền: giữa hai khu vực khác nhau", "mend the areas"),
            switch.target_area,
        )


def _target_faults(
    switch: Switch, number: int, target: str, table: PointTable, shape: TableShape, place: Locate
) -> Iterator[Fault]:
    where = place(Spot(switch=number, part="items"))
    code, answer = split_target(target)
    item = next((item for item in table.items if item.code == code), None)
    if item is None or (answer and answer not in {known.code for known in item.answers}):
        yield finding(
            "point-switch-item-unknown",
            where,
            (f"bảng không có mục “{target}”", f"the table has no “{target}”"),
            ("ghi mã mục, hoặc mã mục.mã trả lời", "give an item code, or item.answer"),
            target,
        )
        return
    family = shape.family(item.family)
    fits = family is not None and family.asked == "rural"
    if switch.code == "urban_counts_land_livestock" and (answer or not fits):
        yield finding(
            "point-switch-item-unfit",
            where,
            (f"“{target}” không thuộc đất đai, chăn nuôi", f"“{target}” is not land or livestock"),
            ("chỉ nêu các mục đất đai, chăn nuôi", "name land and livestock items only"),
            target,
        )
    if not item.asked_in(switch.source_area):
        yield finding(
            "point-switch-without-source",
            where,
            (f"mục “{code}” không có điểm ở {switch.source_area}", f"“{code}” has no points in {switch.source_area}"),
            ("chọn khu vực nguồn có điểm", "choose a source area that has points"),
            switch.source_area,
        )
    elif answer and (item.kind != "additive" or not item.asked_in(switch.target_area)):
        yield finding(
            "point-switch-answer-unfit",
            where,
            (
                f"chỉ lấy riêng được câu trả lời của mục cộng dồn có hỏi ở {switch.target_area}",
                f"a single answer can be taken only in an additive item that is asked in {switch.target_area}",
            ),
            ("nêu cả mục", "name the whole item"),
            target,
        )
