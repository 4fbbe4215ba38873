"""Provinces merge in the middle of a round: it goes on under the name of its day, for whoever holds the new one."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.header import describe
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.actions.regroup_provinces import regroup_provinces
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.register.models import Decision
from rasoat.web.reviews.queries import cases_of
from rasoat.web.reviews.signing import decisions_seen_by
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.models import Round, RoundState
from rasoat.web.rounds.queries import current_rounds
from web.conftest import make_unit

from .walking import Ground, decide, make_ground, state_of, to_ready

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 1)
PAPER = "Nghị quyết 9/2026/QH15"


@pytest.fixture
def ground(acting_for: Callable[..., Acting], communes: list[Unit], villages: list[Unit]) -> Ground:
    return make_ground(acting_for, communes, villages)


@pytest.fixture
def merged(acting_for: Callable[..., Acting], province: Unit) -> Unit:
    """The province of the round and another one became one."""
    beside = make_unit("UU", "Tỉnh Bên", "province", kind="Tỉnh")
    make_unit("UU0001", "Suối Vàng", "commune", beside, kind="Xã", area="rural")
    plan = ChangePlan([province, beside], [NewUnit("TT", "Thử Bên", "Tỉnh")], ON, PAPER)
    return regroup_provinces(acting_for("province_admin", None), plan).units[0]


def test_the_communes_go_on_and_decide(ground: Ground, request: pytest.FixtureRequest) -> None:
    case = ground.case()
    to_ready(ground)
    request.getfixturevalue("merged")

    done = decide(ground)

    assert state_of(case) == "recognised"
    assert done.province_id == ground.round.province_id
    assert Decision.objects.get().commune == ground.commune


def test_the_new_province_sees_and_closes_the_round_of_the_old(
    ground: Ground, merged: Unit, acting_for: Callable[..., Acting]
) -> None:
    case = ground.case()
    to_ready(ground)
    done = decide(ground)
    officer = acting_for("province_officer", merged)

    assert list(current_rounds(officer)) == [ground.round]
    assert list(cases_of(officer, ground.round)) == [case]
    assert list(decisions_seen_by(officer)) == [done]
    close_round(officer, ground.round)
    assert Round.objects.get().state == RoundState.CLOSED


def test_a_third_province_sees_nothing_of_it(ground: Ground, merged: Unit, acting_for: Callable[..., Acting]) -> None:
    ground.case()
    officer = acting_for("province_officer", make_unit("VV", "Tỉnh Xa", "province", kind="Tỉnh"))

    assert not current_rounds(officer).exists()
    assert not cases_of(officer, ground.round).exists()


def test_a_province_that_was_split_is_nobodys(
    ground: Ground, province: Unit, communes: list[Unit], acting_for: Callable[..., Acting]
) -> None:
    """Half a province does not open the papers of the whole."""
    after = [NewUnit("TA", "Thử Đông", "Tỉnh"), NewUnit("TB", "Thử Tây", "Tỉnh")]
    places = {communes[0].pk: 0, communes[1].pk: 1}
    done = regroup_provinces(acting_for("province_admin", None), ChangePlan([province], after, ON, PAPER, places))

    officers = [acting_for("province_officer", unit) for unit in done.units]

    assert [officer.policy.may("round_view", province) for officer in officers] == [False, False]


def test_pages_of_the_old_round_open_for_the_new_province(
    ground: Ground, merged: Unit, client_for: Callable[..., Client]
) -> None:
    ground.case()
    client = client_for("province_officer", merged)
    round_pages = [
        reverse(f"rounds:{name}", args=[ground.round.pk])
        for name in ("round", "communes", "standards", "days", "settings")
    ]
    pages = ["/", reverse("rounds:list"), *round_pages, reverse("rounds:checklist", args=["TT~2026"])]

    answers = {page: client.get(page) for page in pages}

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert "Tỉnh Thử Bên" in answers["/"].content.decode()


def test_the_header_names_the_province_of_today_only(merged: Unit, acting_for: Callable[..., Acting], rf) -> None:
    officer = acting_for("province_officer", merged)
    request = rf.get("/")
    request.user, request.acting = officer.user, officer

    line = describe(request)

    assert line.lines == ("Cán bộ Sở, Tỉnh Thử Bên",)
