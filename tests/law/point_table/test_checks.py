"""A table that is not whole, or contradicts itself, is never fit for signing."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.faults import Severity
from rasoat.law.point_table.checks import check_table
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.places import in_yaml
from rasoat.law.point_table.totals import best_points, cut_off, highest_total

Change = Callable[..., PointTable]


def rules(table: PointTable, book: LawBook) -> set[str]:
    return {fault.rule for fault in check_table(table, book.standard(table.standard_id), book.table_shape)}


def test_shipped_table_has_no_fault(shipped: LawBook, illustrative: PointTable) -> None:
    assert rules(illustrative, shipped) == set()


def test_shipped_table_covers_seven_areas_and_says_what_it_is(illustrative: PointTable) -> None:
    assert illustrative.areas == ("NT1", "NT2", "NT3", "NT4", "NT5", "NT6", "TT")
    assert illustrative.watermark == "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"
    only_dependants = next(a for a in illustrative.item("size").answers if a.code == "only_dependants")
    assert set(only_dependants.points.values()) == {0}


def test_land_and_livestock_are_not_asked_in_urban_areas(illustrative: PointTable) -> None:
    rural_only = {item.code for item in illustrative.items if not item.asked_in("TT")}

    assert rural_only == {item.code for item in illustrative.items if item.family in {"land", "livestock"}}


@pytest.mark.parametrize(
    ("standard_id", "rural", "urban"),
    [("national_2022", 140, 175), ("national_2016", 150, 175), ("national_2011", None, None)],
)
def test_cut_off_comes_from_the_points_rules(
    shipped: LawBook, standard_id: str, rural: int | None, urban: int | None
) -> None:
    standard = shipped.standard(standard_id)

    assert (cut_off(standard, "rural"), cut_off(standard, "urban")) == (rural, urban)


def test_best_points_of_an_additive_item_stop_at_its_cap(illustrative: PointTable) -> None:
    assets = illustrative.item("assets")

    assert best_points(assets, "NT1") == assets.max_points["NT1"]
    assert best_points(assets.model_copy(update={"max_points": {}}), "NT1") == sum(
        answer.points["NT1"] for answer in assets.answers
    )


def answer(code: str, points: dict[str, int], **more: Any) -> dict[str, Any]:
    return {"code": code, "label": {"vi": code, "en": code}, "points": points, **more}


def every_area(points: int) -> dict[str, int]:
    return dict.fromkeys(("NT1", "NT2", "NT3", "NT4", "NT5", "NT6", "TT"), points)


@pytest.mark.parametrize(
    ("item", "fields", "rule"),
    [
        ("size", {"code": "dependants"}, "point-item-twice"),
        ("size", {"family": "weather"}, "point-family-unknown"),
        ("pension", {"family": "diploma"}, "point-table-family-missing"),
        ("wall", {"answers": [answer("solid", every_area(5))]}, "point-single-one-answer"),
        ("wall", {"answers": [answer("a", every_area(5)), answer("a", every_area(0))]}, "point-answer-twice"),
        ("wall", {"answers": [answer("a", every_area(5)), answer("b", {"NT1": 0})]}, "point-missing"),
        ("wall", {"answers": [answer("a", {}), answer("b", {})]}, "point-item-without-points"),
        ("wall", {"answers": [answer("a", every_area(5), min=0), answer("b", {})]}, "point-range-without-band"),
        ("wall", {"answers": [answer("a", {"XX": 5}), answer("b", {"XX": 5})]}, "point-area-not-of-table"),
        ("wall", {"code": "assets_tv"}, "point-column-twice"),
        ("wall", {"max_points": {"NT1": 50}}, "point-cap-not-additive"),
        ("assets", {"max_points": {"NT1": 5}}, "point-cap-too-low"),
        ("land_annual", {"max_points": {"TT": 5}, "kind": "additive"}, "point-cap-not-asked"),
        ("electricity", {"unit": ""}, "point-band-without-unit"),
        ("", {"table__areas": ["NT1", "NT2", "NT3", "NT4", "NT5", "NT6", "TT", "TT"]}, "point-table-area-twice"),
        ("", {"table__valid_until": "2021-01-01"}, "point-table-validity-reversed"),
        ("", {"table__supersedes": "thu-nghiem-1"}, "point-table-supersedes-itself"),
        ("", {"table__page": ""}, "point-table-source-incomplete"),
        ("", {"table__file_hash": "not a hash"}, "point-table-source-incomplete"),
        ("", {"table__standard_id": "national_2011"}, "point-table-standard-without-points"),
    ],
)  # fmt: skip
def test_each_fault_is_found(
    shipped: LawBook, official: PointTable, changed: Change, item: str, fields: dict[str, Any], rule: str
) -> None:
    table = changed(official, item, **fields)

    assert rule in rules(table, shipped)


def test_an_area_that_leaves_out_an_item_is_pointed_at(shipped: LawBook, official: PointTable) -> None:
    data = official.model_dump()
    column = next(item for item in data["items"] if item["code"] == "column")
    for one in column["answers"]:
        del one["points"]["NT3"]
    table = PointTable.model_validate(data)

    faults = check_table(table, shipped.standard("national_2022"), shipped.table_shape)

    assert [(fault.rule, fault.severity) for fault in faults] == [("point-item-left-out", Severity.WARNING)]
    assert "NT3" in faults[0].vi


def test_unknown_area_and_wrong_kind_are_found(shipped: LawBook, official: PointTable, changed: Change) -> None:
    unknown = changed(
        official, table__areas=[*official.areas, "NT9"], table__area_of={**official.area_of, "NT9": "rural"}
    )
    wrong = changed(official, table__area_of={**official.area_of, "TT": "rural"})

    assert "point-table-area-unknown" in rules(unknown, shipped)
    assert "point-table-area-kind" in rules(wrong, shipped)


def test_a_table_that_nobody_can_pass_is_found(shipped: LawBook, official: PointTable) -> None:
    data = official.model_dump()
    for item in data["items"]:
        item["max_points"] = {}
        for one in item["answers"]:
            one["points"] = {area: points // 5 for area, points in one["points"].items()}
    table = PointTable.model_validate(data)

    assert highest_total(table, "TT") <= 175
    assert rules(table, shipped) == {"point-table-total-below-line"}


def test_a_table_of_another_standard_is_found(shipped: LawBook, official: PointTable) -> None:
    faults = check_table(official, shipped.standard("national_2016"), shipped.table_shape)

    assert [fault.rule for fault in faults] == ["point-table-other-standard"]


def test_faults_of_a_file_name_its_line(shipped: LawBook, illustrative: PointTable, changed: Change) -> None:
    path = shipped.origin[illustrative.table_id]
    table = changed(illustrative, "pension", family="weather")

    faults = check_table(table, shipped.standard("national_2022"), shipped.table_shape, in_yaml(path))

    line = next(fault.place.row for fault in faults if fault.rule == "point-family-unknown")
    assert line is not None
    assert path.read_text(encoding="utf-8").splitlines()[line - 1].strip() == "family: pension"


edges = st.lists(st.integers(1, 10**6), min_size=1, max_size=6, unique=True).map(sorted)


def banded(table: PointTable, starts: list[int], ends: list[int | None]) -> PointTable:
    data = table.model_dump()
    item = next(item for item in data["items"] if item["code"] == "floor_area")
    item["answers"] = [
        answer(f"band_{number}", every_area(10), min=start, max=end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    return PointTable.model_validate(data)


@settings(deadline=None)
@given(edges)
def test_contiguous_bands_from_0_without_end_pass(shipped: LawBook, official: PointTable, cuts: list[int]) -> None:
    assert rules(banded(official, [0, *cuts], [*cuts, None]), shipped) == set()


@settings(deadline=None)
@given(edges, st.data())
def test_a_moved_edge_never_passes(
    shipped: LawBook, official: PointTable, cuts: list[int], data: st.DataObject
) -> None:
    starts: list[int] = [0, *cuts]
    which = data.draw(st.integers(0, len(starts) - 1))
    starts[which] = data.draw(st.integers(0, 2 * 10**6).filter(lambda value: value != starts[which]))

    found = rules(banded(official, starts, [*cuts, None]), shipped)

    assert found & {"point-band-gap", "point-band-overlap", "point-band-start-not-zero"}


@settings(deadline=None)
@given(edges)
def test_a_closed_last_band_never_passes(shipped: LawBook, official: PointTable, cuts: list[int]) -> None:
    found = rules(banded(official, [0, *cuts], [*cuts, 3 * 10**6]), shipped)

    assert found == {"point-band-not-open"}
