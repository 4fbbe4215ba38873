"""Trainees see training rounds of their units: the round, never its households, never what counts."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.rounds.conftest import TRAINED, draft_of

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.open_round import open_round
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.queries import rounds_seen_by, rounds_shown_to
from web.conftest import make_unit
from web.review_making import make_case, make_round
from web.reviews.walking import make_home

pytestmark = pytest.mark.django_db
TABS = ("round", "communes", "standards", "days", "settings")


@pytest.fixture
def trained(admin: Acting, training: Round) -> Round:
    return open_round(admin, training)


@pytest.mark.parametrize("at", ["province", "commune", "village", "nation"])
def test_open_and_closed_training_rounds_of_the_own_unit(
    at: str, acting_for: Callable[..., Acting], province: Unit, communes, villages, trained: Round
) -> None:
    make_round(province, communes)
    make_round(province, communes, purpose="demo")
    make_round(province, communes, purpose="training", state="draft")
    closed = make_round(province, communes, purpose="training", state="closed")
    unit = {"province": province, "commune": communes[0], "village": villages[0], "nation": None}[at]

    assert set(rounds_shown_to(acting_for("trainee", unit))) == {trained, closed}


def test_rounds_of_other_units_stay_hidden(
    acting_for: Callable[..., Acting], admin, province, communes, villages
) -> None:
    open_round(admin, create_round(admin, draft_of(
        province, purpose="training", kind="regular", month=9, commune=communes[0], standards=[TRAINED],
    )))  # fmt: skip
    elsewhere = make_unit("UU", "Tỉnh Bên", "province", kind="Tỉnh")

    assert not rounds_shown_to(acting_for("trainee", communes[1])).exists()
    assert not rounds_shown_to(acting_for("trainee", elsewhere)).exists()
    assert not rounds_seen_by(acting_for("trainee", communes[0])).exists()


def test_everybody_else_is_shown_what_they_see(acting_for: Callable[..., Acting], communes, trained: Round) -> None:
    officer = acting_for("commune_officer", communes[0])

    assert list(rounds_shown_to(officer)) == list(rounds_seen_by(officer)) == [trained]


def test_the_pages_of_a_trainee(client_for: Callable[..., Client], communes, province, trained: Round) -> None:
    official = make_round(province, communes)
    client = client_for("trainee", communes[0])

    listed = client.get(reverse("rounds:list")).content.decode()
    assert trained.name in listed
    assert reverse("rounds:round", args=[official.pk]) not in listed
    assert "Việc ngày đầu" not in listed
    assert reverse("rounds:list") in client.get("/").content.decode()
    for tab in TABS:
        shown = client.get(reverse(f"rounds:{tab}", args=[trained.pk]))
        assert shown.status_code == 200, tab
        assert "Bến Gỗ" not in shown.content.decode()
        assert reverse("rounds:checklist", args=[province.key]) not in shown.content.decode()
        assert client.get(reverse(f"rounds:{tab}", args=[official.pk])).status_code == 404, tab


def test_households_of_a_training_round_are_people_of_the_register(
    client_for: Callable[..., Client], communes, villages, trained: Round
) -> None:
    case = make_case(trained, make_home(villages[0], "Hộ Tập"))
    client = client_for("trainee", communes[0])

    for name, args in (
        ("reviews:home", []), ("reviews:commune", [trained.pk, communes[0].key]),
        ("reviews:cases", [trained.pk, communes[0].key]), ("desk:steps", [trained.pk]),
    ):  # fmt: skip
        answer = client.get(reverse(name, args=args))
        assert answer.status_code in {403, 404}, name
        assert case.head_name not in answer.content.decode()
    for move in ("ket-thuc", "them-xa"):
        assert client.post(reverse("rounds:step", args=[trained.pk, move])).status_code == 403
