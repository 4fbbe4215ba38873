"""GeoJSON becomes centre points: by the areas of outer rings; what has no centre says why."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.boundaries.office_files import FILE_KINDS, read_table
from rasoat.web.boundaries.outlines import centre, centre_rows, is_geojson
from rasoat.web.look.refusals import RefusedError

SQUARE = [[105.0, 21.0], [105.2, 21.0], [105.2, 21.2], [105.0, 21.2], [105.0, 21.0]]
SMALL = [[106.0, 21.0], [106.1, 21.0], [106.1, 21.1], [106.0, 21.1], [106.0, 21.0]]


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_a_point_is_itself() -> None:
    assert centre({"type": "Point", "coordinates": [105.85, 21.03]}) == (105.85, 21.03)


def test_a_hole_and_the_direction_of_a_ring_do_not_matter() -> None:
    hole = [[105.1, 21.1], [105.2, 21.1], [105.2, 21.2], [105.1, 21.1]]

    for rings in ([SQUARE], [SQUARE[::-1]], [SQUARE, hole], [SQUARE[:-1]]):
        assert centre({"type": "Polygon", "coordinates": rings}) == pytest.approx((105.1, 21.1))


def test_parts_weigh_by_their_areas_however_they_are_drawn() -> None:
    expected = ((105.1 * 4 + 106.05) / 5, (21.1 * 4 + 21.05) / 5)

    for small in (SMALL, SMALL[::-1]):
        found = centre({"type": "MultiPolygon", "coordinates": [[SQUARE], [small]]})
        assert found == pytest.approx(expected, abs=1e-9)


@given(
    st.floats(102, 110), st.floats(8, 23), st.floats(0.001, 2), st.floats(0.001, 2),
    st.floats(0, 2 * math.pi), st.integers(3, 40),
)  # fmt: skip
def test_the_centre_of_a_regular_shape_is_its_middle(
    x: float, y: float, wide: float, high: float, turn: float, corners: int
) -> None:
    angles = [turn + 2 * math.pi * at / corners for at in range(corners)]
    ring = [[x + wide * math.cos(angle), y + high * math.sin(angle)] for angle in angles]

    assert centre({"type": "Polygon", "coordinates": [ring]}) == pytest.approx((x, y), abs=1e-7)


@pytest.mark.parametrize(
    "geometry",
    [
        None, {"type": "LineString", "coordinates": SQUARE}, {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]}, {"type": "Polygon", "coordinates": [[[105, 21], [106, 21]]]},
        {"type": "MultiPolygon", "coordinates": []}, {"type": "Point", "coordinates": [105]},
        {"type": "Point", "coordinates": ["x", "y"]}, {"type": "Point", "coordinates": [1e999, 21]},
        {"type": "GeometryCollection", "geometries": []}, {"type": "Polygon", "coordinates": 5},
        {"type": "Polygon"}, [],
    ],
)  # fmt: skip
def test_a_shape_without_a_centre_is_a_fault_of_its_row(geometry: object) -> None:
    rows = centre_rows(
        collection(feature({"type": "Point", "coordinates": [105, 21]}, ma="A"), feature(geometry, ma="B"))
    )

    table = read_table("\n".join("\t".join(row) for row in rows), FILE_KINDS["points"])

    assert [line.values for line in table.lines] == [{"unit": "A", "latitude": 21.0, "longitude": 105.0}]
    assert {fault.place.row for fault in table.faults} == {3}
    assert table.faults[0].value == rows[2][1]


def test_the_code_stands_in_ma_or_code() -> None:
    point = {"type": "Point", "coordinates": [105, 21]}
    shapes = [
        feature(point, ma="00001"), feature(point, CODE=267), feature(point, name="x"), {"type": "Feature"}, "x",
        feature(point, ma=True, code=None),
    ]  # fmt: skip

    assert [row[0] for row in centre_rows(collection(*shapes))[1:]] == ["00001", "267", "", "", "", "True"]


def test_metres_and_swapped_degrees_are_refused_and_a_code_twice_too() -> None:
    shapes = [
        feature({"type": "Point", "coordinates": [21.0, 105.8]}, ma="A"),
        feature({"type": "Point", "coordinates": [584000, 2325000]}, ma="B"),
        feature({"type": "Point", "coordinates": [105, 21]}, ma="C"),
        feature({"type": "Point", "coordinates": [106, 21]}, ma="C"),
    ]
    rows = centre_rows(collection(*shapes))

    table = read_table("\n".join("\t".join(row) for row in rows), FILE_KINDS["points"])

    assert sorted({(fault.place.row, fault.rule) for fault in table.faults}) == [
        (2, "bad-cell"), (3, "bad-cell"), (5, "unit-twice"),
    ]  # fmt: skip
    assert [line.values["unit"] for line in table.lines] == ["C"]


@pytest.mark.parametrize("text", ["{", '{"type": "Feature"}', '{"type": "FeatureCollection"}', "[" * 100_000, "{}"])
def test_what_is_no_collection_is_refused(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        centre_rows(text)

    assert refused.value.field == "file"
    assert refused.value.remedy


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": {}}, {"type": "MultiPolygon", "coordinates": [{"ma": 1}]},
        {"type": "Point", "coordinates": ["kinh", "vĩ"]}, {"type": "Point", "coordinates": {"0": 1}},
    ],
)  # fmt: skip
def test_coordinates_of_another_kind_are_told_in_words(geometry: dict) -> None:
    feature = {"type": "Feature", "properties": {"ma": "TT1"}, "geometry": geometry}

    rows = centre_rows(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    assert rows[1] == ["TT1", "tọa độ không đọc được", ""]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "properties", "geometry", "ma"]), inner | st.just("Polygon"),
            max_size=4,
        ),
    )
)  # fmt: skip
def test_no_feature_breaks_the_reader(shape: object) -> None:
    rows = centre_rows(json.dumps({"type": "FeatureCollection", "features": [shape]}))

    assert all(len(row) == 3 for row in rows)
    assert is_geojson('\ufeff  {"a": 1}')
