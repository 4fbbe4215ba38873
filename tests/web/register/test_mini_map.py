"""The small map of a house: everything inside the drawing, to scale, and only where there is a point."""

from collections.abc import Callable
from math import hypot

import pytest
from django.utils import translation

from rasoat.web.register.mini_map import HEIGHT, MARGIN, WIDTH, distance, draw, map_of, said_length
from rasoat.web.register.models import Household

from .reading import page

CENTRE = (21.03, 105.8)


@pytest.mark.parametrize(
    "others", [[], [(21.05, 105.79), (21.02, 105.84)], [(21.031, 105.801)] * 5, [(8.6, 104.8)]],
    ids=["alone", "around", "on top", "far away"],
)  # fmt: skip
@pytest.mark.parametrize("home", [(21.05, 105.83), (21.03, 105.8), (20.9, 105.2)])
def test_every_point_lies_inside_the_margin(home, others) -> None:
    drawn = draw(home, CENTRE, others)

    assert drawn.centre is not None
    for spot in (drawn.home, drawn.centre, *drawn.neighbours):
        assert MARGIN - 0.1 <= float(spot.x) <= WIDTH - MARGIN + 0.1
        assert MARGIN - 0.1 <= float(spot.y) <= HEIGHT - MARGIN + 0.1


def test_the_bar_is_to_scale_and_north_is_up() -> None:
    home = (21.05, 105.83)

    drawn = draw(home, CENTRE, [])

    assert drawn.centre is not None
    east, north = (float(drawn.home.x) - float(drawn.centre.x), float(drawn.centre.y) - float(drawn.home.y))
    metres = float(drawn.bar_words.split()[0]) * 1000
    assert drawn.bar_words == "1 km"
    assert metres * hypot(east, north) / float(drawn.bar) == pytest.approx(distance(home, CENTRE), rel=0.01)
    assert north > 0
    assert drawn.way_words == "Cách trung tâm xã 3,8 km về phía đông bắc, theo đường chim bay."


def test_a_neighbour_with_a_wrong_point_does_not_shrink_the_rest() -> None:
    assert len(draw((21.05, 105.83), CENTRE, [(21.04, 105.82), (10.1, 106.0)]).neighbours) == 1


@pytest.mark.parametrize(
    ("metres", "language", "said"),
    [(340.4, "vi", "340 m"), (2400, "vi", "2,4 km"), (2400, "en", "2.4 km"), (5000, "vi", "5 km")],
)
def test_lengths_in_words(metres: float, language: str, said: str) -> None:
    with translation.override(language):
        assert said_length(metres) == said


@pytest.mark.django_db
def test_the_page_shows_neighbours_as_points_without_names(
    desk, officer, communes, villages, family: Callable[..., Household]
) -> None:
    home, near, elsewhere, unknown = (
        family("Lò Văn Một"), family("Lò Văn Hai"), family("Lò Văn Ba", village=villages[1]), family("Lò Văn Bốn")
    )  # fmt: skip
    communes[0].latitude, communes[0].longitude = CENTRE
    communes[0].save()
    for row, longitude in ((home, 105.81), (near, 105.82), (elsewhere, 105.83)):
        Household.objects.filter(pk=row.pk).update(latitude=21.04, longitude=longitude)

    text = page(desk, "household", home.code).content.decode()

    assert text.count('class="mini-map-other"') == 1
    assert 'href="geo:21.040000,105.810000"' in text
    assert "về phía đông bắc" in text
    assert not {"Lò Văn Hai", near.code} & set(text.split())
    assert map_of(officer, unknown) is None
    assert 'class="mini-map"' not in page(desk, "household", unknown.code).content.decode()
