"""A small map of a house without tiles or internet: the commune's centre, the houses around, a scale bar.

Near enough to flat ground: degrees become metres by the latitude in the middle. North is up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, floor, log10, radians, sin, sqrt
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.models import Household

Point = tuple[float, float]
"""Latitude and longitude in degrees, or x and y in units of the drawing."""

WIDTH, HEIGHT, MARGIN = 320, 220, 28
"""Of the part with points; below it the template has a strip for the scale bar and the arrow to the north."""
MOST_NEIGHBOURS = 400
EARTH = 6_371_000.0
LEAST_SPAN = 200.0
"""Metres that the drawing shows at least, so that one house alone is not blown up to nothing."""
FAR = 3.0
"""Neighbours further from the house than this many times its way to the centre (and 5 km) are left out."""
_BAR = 90
_AT_CENTRE = 50
_WINDS = (
    gettext_lazy("bắc"), gettext_lazy("đông bắc"), gettext_lazy("đông"), gettext_lazy("đông nam"), gettext_lazy("nam"),
    gettext_lazy("tây nam"), gettext_lazy("tây"), gettext_lazy("tây bắc"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the drawing, already written as an SVG attribute takes it."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class MiniMap:
    """What the template draws. `coordinates`: `latitude,longitude` with points; `bar`: length of the scale bar."""

    coordinates: str
    home: Spot
    centre: Spot | None
    neighbours: Sequence[Spot]
    bar: str
    bar_words: str
    way_words: str


def map_of(acting: Acting, home: Household, *, neighbours: bool = True) -> MiniMap | None:
    """The map of a household's point; None without one. `neighbours`: with the village's other houses of today."""
    if home.latitude is None or home.longitude is None:
        return None
    unit = home.commune
    centre = None if unit.latitude is None or unit.longitude is None else (unit.latitude, unit.longitude)
    others = list(_others(acting, home)[:MOST_NEIGHBOURS]) if neighbours and home.village_id else []
    return draw((home.latitude, home.longitude), centre, others)


def _others(acting: Acting, home: Household) -> "QuerySet[Household, Any]":
    rows = Household.objects.filter(
        village=home.village_id, ended_on__isnull=True, latitude__isnull=False, longitude__isnull=False
    ).exclude(pk=home.pk)
    seen = acting.policy.visible(Capability.HOUSEHOLD_VIEW, rows)
    return seen.values_list("latitude", "longitude")


def draw(home: Point, centre: Point | None, others: Sequence[Point]) -> MiniMap:
    """Put the points into a drawing of `WIDTH` by `HEIGHT`, all inside its margin."""
    way = 0.0 if centre is None else distance(home, centre)
    near = [point for point in others if distance(home, point) <= max(5_000.0, FAR * way)]
    flat = [_metres(point, home) for point in (home, *([centre] if centre else []), *near)]
    west, east = min(x for x, _y in flat), max(x for x, _y in flat)
    south, north = min(y for _x, y in flat), max(y for _x, y in flat)
    scale = min(
        (WIDTH - 2 * MARGIN) / max(east - west, LEAST_SPAN), (HEIGHT - 2 * MARGIN) / max(north - south, LEAST_SPAN)
    )
    middle = ((west + east) / 2, (south + north) / 2)
    spots = [
        Spot(f"{WIDTH / 2 + (x - middle[0]) * scale:.1f}", f"{HEIGHT / 2 - (y - middle[1]) * scale:.1f}")
        for x, y in flat
    ]
    length = round_length(_BAR / scale)
    return MiniMap(
        coordinates=f"{home[0]:.6f},{home[1]:.6f}", home=spots[0], centre=spots[1] if centre else None,
        neighbours=spots[2 if centre else 1 :], bar=f"{length * scale:.1f}", bar_words=said_length(length),
        way_words="" if centre is None else _way(home, centre, way),
    )  # fmt: skip


def distance(one: Point, two: Point) -> float:
    """Metres along the earth between two points.

    >>> round(distance((21.0, 105.0), (21.0, 105.01)))
    1038
    """
    north, east = radians(two[0] - one[0]), radians(two[1] - one[1])
    half = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(two[0])) * sin(east / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def round_length(most: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 ... that is not above `most`.

    >>> [round_length(most) for most in (7.3, 199.0, 2000.0)]
    [5.0, 100.0, 2000.0]
    """
    step: float = 10.0 ** floor(log10(most))
    return next(times * step for times in (5, 2, 1) if times * step <= most or times == 1)


def said_length(metres: float) -> str:
    """`350 m`, `2,4 km`."""
    if metres < 1000:
        return f"{metres:.0f} m"
    tenths = round(metres / 100)
    return f"{number_format(tenths / 10, 1 if tenths % 10 else 0)} km"


def _metres(point: Point, origin: Point) -> Point:
    east = radians(point[1] - origin[1]) * EARTH * cos(radians(origin[0]))
    return east, radians(point[0] - origin[0]) * EARTH


def _way(home: Point, centre: Point, way: float) -> str:
    if way < _AT_CENTRE:
        return str(_("Ngay trung tâm xã."))
    east, north = _metres(home, centre)
    wind = _WINDS[round(degrees(atan2(east, north)) / 45) % 8]
    return _("Cách trung tâm xã %(length)s về phía %(wind)s, theo đường chim bay.") % {
        "length": said_length(way), "wind": wind,
    }  # fmt: skip
