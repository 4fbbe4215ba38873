"""Who sees the pages of the later steps, and how many queries they take."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rasoat.web.reviews.models import Posting, Result, RoundDecision

from .walking import Ground, make_ground, post, prepare, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


def at(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def of_commune(ground: Ground, name: str) -> str:
    return at(name, ground.round.pk, ground.commune.key)


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [("commune_chair", 0, 200), ("commune_officer", 1, 404), ("province_officer", None, 200),
     ("ministry_viewer", "no", 404),
     ("village_head", "village", 404)],
)  # fmt: skip
def test_who_sees_the_steps_of_a_commune(ground: Ground, client_for, communes, role: str, place, status: int) -> None:
    unit = (
        {None: ground.round.province, "village": ground.village, "no": None}.get(place)
        if not isinstance(place, int)
        else communes[place]
    )

    assert client_for(role, unit).get(of_commune(ground, "commune_steps")).status_code == status


def test_lookers_get_no_forms(ground: Ground, client_for) -> None:
    ground.case("agreed")
    chair = client_for("commune_chair", ground.commune)

    for name in ("schedule", "meeting_new", "posting_new"):
        assert chair.get(at(name, ground.review.pk)).status_code == 403


def _queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    "page", ["village_steps", "commune_steps", "meeting_new", "decision_new", "decision", "to_sign", "posting"]
)
def test_queries_do_not_grow_with_the_households(ground: Ground, desk, client_for, page: str) -> None:
    states = {"decision": "ready", "to_sign": "ready", "posting": "agreed", "decision_new": "ready"}

    def fill(many: int) -> None:
        for _ in range(many):
            ground.case(states.get(page, "scored"), held=False)

    def url() -> str:
        if page in {"village_steps", "meeting_new"}:
            return at(page, ground.review.pk)
        if page in {"decision", "to_sign"}:
            row = RoundDecision.objects.first() or prepare(ground)
            return at(page, row.pk) if page == "decision" else at(page)
        if page == "posting":
            return at(page, (Posting.objects.first() or post(ground)).pk)
        return of_commune(ground, page)

    reader = client_for("commune_chair", ground.commune) if page == "to_sign" else desk
    fill(1)
    few = _queries(reader, url())
    for model in (RoundDecision, Posting):
        for row in model.objects.all():
            row.cases.all().delete()
            row.delete()
    fill(5)
    Result.objects.filter(state__in=("prepared", "posted")).update(state=states.get(page, "scored"))

    assert _queries(reader, url()) <= few


def test_steps_lead_straight_to_the_only_commune(ground: Ground, desk, client_for, communes) -> None:
    assert desk.get(at("steps"))["Location"] == of_commune(ground, "commune_steps")
    assert (
        ground.commune.name
        in client_for("province_officer", ground.round.province).get(at("steps"), follow=True).content.decode()
    )


def test_a_decision_is_not_seen_from_other_communes(ground: Ground, client_for, communes) -> None:
    ground.case("ready")
    row = prepare(ground)

    assert client_for("commune_officer", communes[1]).get(at("decision", row.pk)).status_code == 404
    assert client_for("village_head", ground.village).get(at("decision", row.pk)).status_code == 404


def test_taking_down_needs_the_right(ground: Ground, client_for) -> None:
    ground.case("agreed")
    row = post(ground)

    assert (
        client_for("village_head", ground.village)
        .post(at("posting", row.pk), {"happened_on": "12/10/2026"})
        .status_code
        == 403
    )
    assert take_down(ground, row).ended_on is not None
