"""The monthly review that a commune prepares, opens and closes itself: its own, regular, and no other."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.rounds.conftest import TOTAL_2022, TRAINED, draft_of, settle_all

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.drop_round import drop_round
from rasoat.web.rounds.actions.edit_round import edit_round
from rasoat.web.rounds.actions.open_round import open_by_job, open_round
from rasoat.web.rounds.actions.reopen_round import reopen_round
from rasoat.web.rounds.actions.set_internal_days import set_internal_days
from rasoat.web.rounds.drafts import RoundDraft
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.monthly import monthly_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(acting_for: Callable[..., Acting], communes: list[Unit], villages) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def monthly(province: Unit, communes: list[Unit]) -> RoundDraft:
    """The official review of September of the first commune."""
    return draft_of(province, kind="regular", month=9, commune=communes[0])


def test_a_commune_walks_its_month_from_draft_to_end(desk, admin, province, communes, monthly) -> None:
    settle_all(admin, province, "regular")

    row = create_round(desk, monthly)
    row, job = open_by_job(desk, row)
    row = reopen_round(desk, close_round(desk, row), reason="Còn một đơn")

    assert (row.state, job) == ("open", None)
    assert [each.commune for each in row.communes.all()] == [communes[0]]
    assert (f"{row.starts_on:%d/%m}", f"{row.ends_on:%d/%m}") == ("15/09", "29/09")
    roles = Entry.objects.filter(action__startswith="rounds.").exclude(action="rounds.parameter_settled")
    assert set(roles.values_list("role", flat=True)) == {"commune_officer"}


def test_the_board_of_the_commune_may_too(acting_for, communes, province, villages) -> None:
    board = acting_for("commune_board", communes[0])

    row = create_round(board, draft_of(
        province, purpose="training", kind="regular", month=9, commune=communes[0], standards=[TRAINED],
    ))  # fmt: skip

    assert open_round(board, row).state == "open"


@pytest.mark.parametrize("changed", [
    {"kind": "periodic", "month": None}, {"commune": None}, {"purpose": "demo"},
])  # fmt: skip
def test_nothing_but_the_own_month(desk, monthly, changed) -> None:
    with pytest.raises(NotAllowedError, match="chính xã mình"):
        create_round(desk, replace(monthly, **changed))

    assert not Round.objects.exists()


def test_not_for_the_neighbour(desk, monthly, communes, admin) -> None:
    row = create_round(admin, replace(monthly, commune=communes[1]))

    with pytest.raises(NotAllowedError, match="chính xã mình"):
        create_round(desk, replace(monthly, commune=communes[1], month=8))
    for act in (
        lambda: open_round(desk, row), lambda: edit_round(desk, row, monthly, version=1),
        lambda: drop_round(desk, row, version=1), lambda: set_internal_days(desk, row, {}),
    ):  # fmt: skip
        with pytest.raises(NotAllowedError):
            act()


@pytest.mark.parametrize("role", ["commune_chair", "front_observer", "trainee"])
def test_other_people_of_the_commune_do_not(role, acting_for, communes, monthly) -> None:
    with pytest.raises(NotAllowedError):
        create_round(acting_for(role, communes[0]), monthly)


def test_an_official_month_waits_for_the_word_of_the_province(desk, monthly) -> None:
    row = create_round(desk, monthly)

    with pytest.raises(RefusedError) as refused:
        open_round(desk, row)

    assert refused.value.code == "parameters-unconfirmed"
    assert "Quản trị của tỉnh" in refused.value.remedy


def test_an_official_month_names_its_basis(desk, admin, province, monthly) -> None:
    settle_all(admin, province, "regular")

    with pytest.raises(RefusedError) as refused:
        open_round(desk, create_round(desk, replace(monthly, document="")))

    assert refused.value.code == "basis-missing"


@pytest.mark.parametrize("whole", [True, False])
def test_a_second_round_of_the_month_is_refused(desk, admin, monthly, whole) -> None:
    create_round(admin, replace(monthly, commune=None) if whole else monthly)

    with pytest.raises(RefusedError) as refused:
        create_round(desk, monthly)

    assert refused.value.code == "round-overlaps"


def test_days_of_an_official_month_are_those_of_the_law(desk, monthly) -> None:
    with pytest.raises(RefusedError) as refused:
        create_round(desk, replace(monthly, starts_on=timezone.localdate().replace(year=2026, month=9, day=10)))

    assert refused.value.code == "outside-window"


def test_the_switch_of_the_province_stays_as_it_is(desk, admin, monthly) -> None:
    with pytest.raises(RefusedError) as refused:
        create_round(desk, replace(monthly, live_score=True))
    assert refused.value.code == "switch-of-province"

    row = create_round(admin, replace(monthly, live_score=True))
    row = edit_round(desk, row, replace(monthly, live_score=True, name="Tên khác"), version=1)

    assert (row.name, row.live_score) == ("Tên khác", True)


def test_this_month_is_offered_until_it_stands(desk, admin, province, communes) -> None:
    today = timezone.localdate()
    offer = monthly_offer(desk, communes[0])
    assert offer is not None
    assert (offer.month, offer.prepared) == (today.month, False)
    assert f"dia_ban={communes[0].pk}" in offer.url
    assert monthly_offer(desk, communes[1]) is None

    row = create_round(desk, RoundDraft(
        "official", "regular", today.year, province, today.month, communes[0], standards=[TOTAL_2022], document="KH 1",
    ))  # fmt: skip
    again = monthly_offer(desk, communes[0])
    assert again is not None
    assert (again.url, again.prepared) == (reverse("rounds:round", args=[row.pk]), True)

    settle_all(admin, province, "regular")
    open_round(desk, row)
    assert monthly_offer(desk, communes[0]) is None


def test_an_officer_makes_the_month_in_the_browser(
    client_for: Callable[..., Client], admin, province, communes
) -> None:
    settle_all(admin, province, "regular")
    client, today = client_for("commune_officer", communes[0]), timezone.localdate()
    home = client.get("/").content.decode()
    assert f"Lập đợt thường xuyên tháng {today.month}" in home
    first = client.get(reverse("rounds:new")).content.decode()
    assert "Rà soát định kỳ</option>" not in first
    assert "Trình diễn</option>" not in first

    address = reverse("rounds:new") + (
        f"?muc_dich=official&loai=regular&nam={today.year}&thang={today.month}&dia_ban={communes[0].pk}"
    )
    form = client.get(address).content.decode()
    assert "Hiện điểm ngay" not in form
    month = f"{today:%m/%Y}"
    answer = client.post(address, {
        "name": "Tháng này", "starts_on": f"15/{month}", "ends_on": f"29/{month}", "document": "KH 1/KH-UBND",
        "route_national_2022": "total", "from_national_2022": f"29/{month}",
    })  # fmt: skip
    row = Round.objects.get()
    assert answer.headers["Location"] == reverse("rounds:round", args=[row.pk])
    assert f"Xem lại, mở đợt thường xuyên tháng {today.month}" in client.get("/").content.decode()
    client.post(reverse("rounds:step", args=[row.pk, "mo"]))

    row.refresh_from_db()
    assert (row.state, row.communes.get().commune) == ("open", communes[0])
    assert "thường xuyên tháng" not in client.get("/").content.decode().split("desk-doors")[1].split("<table")[0]
