"""Checks of the items of a point table: codes, families, points of every area, bands, caps."""

from collections.abc import Iterator
from dataclasses import replace

from rasoat.law.faults import Fault, Place, Severity
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import Item, PointTable
from rasoat.law.point_table.places import Locate, Spot
from rasoat.law.point_table.shape import TableShape


def item_faults(table: PointTable, shape: TableShape, place: Locate) -> Iterator[Fault]:
    """Faults of all items, in their order."""
    yield from _code_faults(table, place)
    for number, item in enumerate(table.items):
        yield from _form_faults(item, number, shape, place)
        yield from _point_faults(item, number, table, place)
        yield from _band_faults(item, number, place)
        yield from _cap_faults(item, number, place)
        yield from _left_out(item, number, table, place)


def _code_faults(table: PointTable, place: Locate) -> Iterator[Fault]:
    rename = ("đổi một trong hai mã", "rename one of the two")
    owners: dict[str, str] = {}
    for number, item in enumerate(table.items):
        if item.code in (earlier.code for earlier in table.items[:number]):
            what = (f"mã mục “{item.code}” dùng hai lần", f"item code “{item.code}” is used twice")
            yield finding("point-item-twice", place(Spot(number, part="code")), what, rename, item.code)
            continue
        codes: set[str] = set()
        for index, answer in enumerate(item.answers):
            if answer.code in codes:
                spot = Spot(number, index, part="code")
                what = (f"mã trả lời “{answer.code}” dùng hai lần", f"answer code “{answer.code}” is used twice")
                yield finding("point-answer-twice", place(spot), what, rename, answer.code)
            codes.add(answer.code)
        for column in dict.fromkeys(item.columns()):
            owner = owners.setdefault(column, item.code)
            if owner != item.code:
                what = (
                    f"cột trả lời “{column}” trùng với cột của mục “{owner}”",
                    f"answer column “{column}” collides with that of item “{owner}”",
                )
                yield finding("point-column-twice", place(Spot(number, part="code")), what, rename, item.code)


def _form_faults(item: Item, number: int, shape: TableShape, place: Locate) -> Iterator[Fault]:
    if shape.family(item.family) is None:
        yield finding(
            "point-family-unknown",
            place(Spot(number, part="family")),
            (f"không có nhóm mục “{item.family}”", f"no family “{item.family}”"),
            (
                f"chọn một trong: {', '.join(family.code for family in shape.families)}",
                "use a family of point_table_shape.yaml",
            ),
            item.family,
        )
    if item.kind == "single" and len(item.answers) < 2:
        yield finding(
            "point-single-one-answer",
            place(Spot(number, 0, part="code")),
            (f"mục “{item.code}” chọn một mà chỉ có một câu trả lời", f"single item “{item.code}” has one answer only"),
            ("nhập đủ các câu trả lời, kể cả câu 0 điểm", "enter all answers, also those worth 0"),
        )
    if item.kind == "band" and not item.unit:
        yield finding(
            "point-band-without-unit",
            place(Spot(number, part="unit")),
            (f"mục “{item.code}” theo khoảng mà không ghi đơn vị", f"band item “{item.code}” names no unit"),
            ("ghi đơn vị, ví dụ m², con, kWh/tháng", "give the unit"),
        )


def _point_faults(item: Item, number: int, table: PointTable, place: Locate) -> Iterator[Fault]:
    if not any(item.asked_in(area) for area in table.areas):
        yield finding(
            "point-item-without-points",
            place(Spot(number)),
            (f"mục “{item.code}” không có điểm ở khu vực nào", f"item “{item.code}” has points in no area"),
            ("nhập điểm, hoặc bỏ mục này", "enter the points, or drop the item"),
        )
    for index, answer in enumerate(item.answers):
        for area in table.areas:
            if item.asked_in(area) and area not in answer.points:
                yield finding(
                    "point-missing",
                    place(Spot(number, index, area, "points")),
                    (
                        f"câu “{answer.label.vi}” thiếu điểm ở khu vực {area} (thiếu không phải là 0)",
                        f"answer “{answer.code}” has no points in {area} (missing is not 0)",
                    ),
                    ("nhập điểm, kể cả điểm 0", "enter the points, also a 0"),
                )
        for area in sorted(set(answer.points) - set(table.areas)):
            yield finding(
                "point-area-not-of-table",
                place(Spot(number, index, area, "points")),
                (f"khu vực {area} không có trong `areas` của bảng", f"area {area} is not in the table's `areas`"),
                ("thêm khu vực vào bảng hoặc bỏ điểm này", "add the area to the table or drop these points"),
                area,
            )


def _band_faults(item: Item, number: int, place: Locate) -> Iterator[Fault]:
    if item.kind != "band":
        for index, answer in enumerate(item.answers):
            if answer.min is not None or answer.max is not None:
                yield finding(
                    "point-range-without-band",
                    place(Spot(number, index, part="min")),
                    (
                        f"mục “{item.code}” không theo khoảng mà câu trả lời có từ/đến",
                        "only band items take min and max",
                    ),
                    ("bỏ hai số này, hoặc đổi cách chấm thành theo khoảng", "drop them, or make the item a band"),
                )
        return
    expected: int | None = 0
    for index, answer in enumerate(item.answers):
        spot = Spot(number, index, part="min")
        if expected is None:
            yield finding(
                "point-band-after-open",
                place(spot),
                ("khoảng trước đã không có cận trên, khoảng này không bao giờ tới", "the band before has no end"),
                ("ghi cận trên cho khoảng trước, hoặc bỏ khoảng này", "give the band before an end, or drop this one"),
                _shown(answer.min),
            )
        elif answer.min != expected:
            yield _not_contiguous(answer.min, expected, first=index == 0, where=place(spot))
        if answer.min is not None and answer.max is not None and answer.max <= answer.min:
            yield finding(
                "point-band-empty",
                place(Spot(number, index, part="max")),
                (f"khoảng rỗng: từ {answer.min} đến dưới {answer.max}", f"empty band: {answer.min} to {answer.max}"),
                ("cận trên phải lớn hơn cận dưới", "the end must be above the start"),
                answer.max,
            )
        expected = answer.max
    if expected is not None:
        yield finding(
            "point-band-not-open",
            place(Spot(number, len(item.answers) - 1, part="max")),
            ("khoảng cuối phải để trống cận trên", "the last band must have no end"),
            ("để trống ô “đến dưới” của khoảng cuối", "leave the end of the last band empty"),
            expected,
        )


def _not_contiguous(found: int | None, expected: int, *, first: bool, where: Place) -> Fault:
    if found is None:
        rule, vi, en = "point-band-start-missing", "khoảng thiếu cận dưới", "the band has no start"
    elif first:
        rule, vi, en = "point-band-start-not-zero", "khoảng đầu phải bắt đầu từ 0", "the first band must start at 0"
    elif found > expected:
        rule, vi = "point-band-gap", f"hở khoảng từ {expected} đến dưới {found}"
        en = f"no band holds {expected} to below {found}"
    else:
        rule, vi = "point-band-overlap", f"chồng khoảng: khoảng trước đã tới {expected}, khoảng này từ {found}"
        en = f"the band before ends at {expected}, this one starts at {found}"
    remedy = (f"khoảng này phải bắt đầu từ {expected}", f"this band must start at {expected}")
    return finding(rule, where, (vi, en), remedy, _shown(found))


def _cap_faults(item: Item, number: int, place: Locate) -> Iterator[Fault]:
    for area, cap in item.max_points.items():
        spot = Spot(number, area=area, part="max_points")
        largest = max((answer.points.get(area, 0) for answer in item.answers), default=0)
        if item.kind != "additive":
            yield finding(
                "point-cap-not-additive",
                place(spot),
                (f"mục “{item.code}” không cộng dồn nên không có trần điểm", "only additive items take a cap"),
                ("bỏ trần điểm", "drop the cap"),
                cap,
            )
        elif not item.asked_in(area):
            yield finding(
                "point-cap-not-asked",
                place(spot),
                (f"có trần điểm ở khu vực {area} nhưng mục không hỏi ở đó", f"a cap in {area}, where nothing is asked"),
                ("bỏ trần điểm hoặc nhập điểm", "drop the cap or enter the points"),
                cap,
            )
        elif cap < largest:
            yield finding(
                "point-cap-too-low",
                place(spot),
                (
                    f"trần điểm {cap} thấp hơn câu trả lời cao nhất {largest}",
                    f"cap {cap} is below the answer {largest}",
                ),
                ("so lại trần điểm với phụ lục", "compare the cap with the annex"),
                cap,
            )


def _left_out(item: Item, number: int, table: PointTable, place: Locate) -> Iterator[Fault]:
    """A warning where an area leaves out what another area of its kind asks: a forgotten column looks the same."""
    asking = {table.area_of[area] for area in table.areas if item.asked_in(area)}
    lacking = [area for area in table.areas if not item.asked_in(area) and table.area_of[area] in asking]
    if lacking:
        areas = ", ".join(lacking)
        made = finding(
            "point-item-left-out",
            place(Spot(number, 0, lacking[0], "points")),
            (f"mục “{item.code}” không hỏi ở {areas}", f"item “{item.code}” is not asked in {areas}"),
            ("xem phụ lục có đúng như vậy không", "see whether the annex says so"),
        )
        yield replace(made, severity=Severity.WARNING)


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)
