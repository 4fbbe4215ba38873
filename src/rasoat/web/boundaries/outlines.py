"""GeoJSON of units (outlines or points) as a table of centre points. Pure; outlines themselves are not kept."""

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rasoat.survey.text import fold
from rasoat.web.look.refusals import RefusedError

CODE_NAMES = ("ma", "code")
HEADS = ("Mã đơn vị", "Vĩ độ", "Kinh độ")
_DECIMALS = 6

Point = tuple[float, float]


def is_geojson(text: str) -> bool:
    """Whether a text means to be JSON."""
    return text.removeprefix("\ufeff").lstrip().startswith("{")


def centre_rows(text: str) -> list[list[str]]:
    """Code, latitude and longitude of every feature, under `HEADS`; a shape without a centre gives its reason instead
    of the latitude. Raises `RefusedError` for what is no FeatureCollection.
    """
    remedy = _("Xuất lại từ phần mềm bản đồ: GeoJSON, FeatureCollection, WGS 84.")
    try:
        given = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise RefusedError(_("Tệp GeoJSON bị hỏng."), remedy=remedy, field="file") from None
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or given.get("type") != "FeatureCollection":
        raise RefusedError(_("Tệp không phải GeoJSON loại FeatureCollection."), remedy=remedy, field="file")
    return [list(HEADS), *(_row(feature) for feature in features)]


def centre(geometry: Any) -> Point:
    """Longitude and latitude of a point, or of the centroid of the outer rings by their areas. Raises `ValueError`.

    >>> centre({"type": "Polygon", "coordinates": [[[105, 21], [107, 21], [107, 22], [105, 22], [105, 21]]]})
    (106.0, 21.5)
    """
    kind: Any = geometry.get("type") if isinstance(geometry, dict) else None
    given: Any = geometry.get("coordinates") if kind else None
    try:
        match kind:
            case "Point":
                return _position(given)
            case "Polygon":
                return _centroid([_ring(given)])
            case "MultiPolygon":
                return _centroid([_ring(polygon) for polygon in given])
    except (TypeError, LookupError, OverflowError):
        raise ValueError(_("tọa độ không đọc được")) from None
    raise ValueError(_("không phải vùng hay điểm"))


def _row(feature: Any) -> list[str]:
    found = feature if isinstance(feature, dict) else {}
    code = _code(found.get("properties"))
    try:
        longitude, latitude = centre(found.get("geometry"))
    except ValueError as wrong:
        return [code, str(wrong), ""]
    return [code, f"{latitude:.{_DECIMALS}f}", f"{longitude:.{_DECIMALS}f}"]


def _code(properties: Any) -> str:
    by_name = {fold(str(name)): value for name, value in properties.items()} if isinstance(properties, dict) else {}
    for name in CODE_NAMES:
        if isinstance(value := by_name.get(name), (str, int)):
            return " ".join(str(value).split())
    return ""


def _ring(polygon: Sequence[Any]) -> list[Point]:
    """The outer ring of a polygon."""
    return [_position(each) for each in polygon[0]]


def _position(given: Any) -> Point:
    try:
        longitude, latitude = float(given[0]), float(given[1])
    except ValueError:
        longitude = latitude = math.nan
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise ValueError(_("tọa độ không đọc được"))
    return longitude, latitude


def _centroid(rings: Sequence[Sequence[Point]]) -> Point:
    """Measured from the first corner, so that small areas far from the origin lose no digits."""
    if not rings or not rings[0]:
        raise ValueError(_("hình trống"))
    x0, y0 = rings[0][0]
    whole = x_sum = y_sum = 0.0
    for ring in rings:
        area, x, y = _moments([(x - x0, y - y0) for x, y in ring])
        sign = math.copysign(1, area)
        whole, x_sum, y_sum = whole + abs(area), x_sum + sign * x, y_sum + sign * y
    if not whole or not math.isfinite(whole):
        raise ValueError(_("hình không có diện tích"))
    return x0 + x_sum / whole, y0 + y_sum / whole


def _moments(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Signed area of a ring, and its first moments."""
    area = x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in _edges(ring):
        cross = x1 * y2 - x2 * y1
        area, x_sum, y_sum = area + cross / 2, x_sum + (x1 + x2) * cross / 6, y_sum + (y1 + y2) * cross / 6
    return area, x_sum, y_sum


def _edges(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], *ring[:1]], strict=True)
