"""Chốt số đầu kỳ: figures side by side, differences explained, approved by somebody else, reopened with a reason."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.exchange.conftest import PEOPLE, workbook
from tests.web.exchange.test_importing import SIGNED

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.exchange.actions.approve_opening import approve_opening
from rasoat.web.exchange.actions.confirm_import import confirm_import
from rasoat.web.exchange.actions.opening import Figures, begin_opening, take_from_decision, type_figures
from rasoat.web.exchange.actions.prepare_opening import prepare_opening
from rasoat.web.exchange.actions.reopen_opening import reopen_opening
from rasoat.web.exchange.models import OpeningState
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.look.refusals import RefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def settlement(officer, read, communes):
    confirm_import(officer, read(workbook(PEOPLE)), SIGNED)
    run_until_idle()
    return begin_opening(
        officer, communes[0], year=2026, standard_id="national_2022", on=date(2026, 1, 20), decision="12/QĐ-UBND"
    )


def settle(officer, settlement) -> None:
    take_from_decision(officer, settlement)
    prepare_opening(officer, settlement)
    settlement.refresh_from_db()


def test_figures_of_the_register_stand_there_by_village_and_class(settlement) -> None:
    held = {
        (line.village.name, line.household_class): (line.held_households, line.held_persons)
        for line in settlement.lines.all()
    }

    assert held[("Cuối Suối", "poor")] == (1, 2)
    assert held[("Gốc Đa", "poor")] == (1, 1)
    assert held[("Gốc Đa", "near_poor")] == (1, 1)
    assert held[("Cuối Suối", "near_poor")] == (0, 0)


def test_what_is_not_explained_cannot_be_handed_in(officer, settlement) -> None:
    with pytest.raises(RefusedError, match="4 dòng"):
        prepare_opening(officer, settlement)
    line = settlement.lines.get(village__name="Gốc Đa", household_class="poor")
    take_from_decision(officer, settlement)
    type_figures(officer, settlement, {line.pk: Figures(2, 5)})
    with pytest.raises(RefusedError, match="Gốc Đa"):
        prepare_opening(officer, settlement)

    type_figures(officer, settlement, {line.pk: Figures(2, 5, "Một hộ đã chuyển đi trước ngày nhập")})
    prepare_opening(officer, settlement)

    settlement.refresh_from_db()
    assert settlement.state == OpeningState.PREPARED


def test_somebody_else_approves(officer, settlement, acting_for, communes) -> None:
    settle(officer, settlement)
    chair = acting_for("commune_chair", communes[0])

    with pytest.raises(NotAllowedError):
        approve_opening(officer, settlement)
    with pytest.raises(NotAllowedError):
        approve_opening(acting_for("commune_chair", communes[1]), settlement)
    approve_opening(chair, settlement)

    settlement.refresh_from_db()
    assert (settlement.state, settlement.approved_by) == (OpeningState.APPROVED, chair.user)
    with pytest.raises(RefusedError):
        type_figures(officer, settlement, {})


def test_nobody_approves_the_own_work(officer, settlement, communes) -> None:
    from rasoat.web.accounts.acting import acting_as
    from rasoat.web.accounts.models import Assignment

    settle(officer, settlement)
    Assignment.objects.create(user=officer.user, role="commune_chair", unit=communes[0], valid_from=date(2025, 1, 1))

    with pytest.raises(RefusedError, match="tự duyệt"):
        approve_opening(acting_as(officer.user, "web"), settlement)


def test_reopening_needs_a_reason_and_the_right(officer, settlement, acting_for, communes) -> None:
    settle(officer, settlement)
    chair = acting_for("commune_chair", communes[0])
    approve_opening(chair, settlement)

    with pytest.raises(RefusedError):
        reopen_opening(chair, settlement, reason=" ")
    with pytest.raises(NotAllowedError):
        reopen_opening(officer, settlement, reason="Sai số")
    reopen_opening(chair, settlement, reason="Sai số")

    settlement.refresh_from_db()
    assert (settlement.state, settlement.approved_by) == (OpeningState.OPEN, None)


def test_pages(officer, settlement, client_for, communes) -> None:
    client = Client()
    client.force_login(officer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("exchange:opening", args=[settlement.pk])
    line = settlement.lines.first()

    assert client.get(reverse("exchange:openings")).status_code == 200
    assert client.get(address).status_code == 200
    client.post(reverse("exchange:opening_step", args=[settlement.pk, "lay-so"]))
    client.post(address, {f"homes-{line.pk}": "1.000", f"people-{line.pk}": "", f"reason-{line.pk}": "thử"})
    line.refresh_from_db()
    assert (line.decided_households, line.decided_persons, line.reason) == (1000, None, "thử")
    printed = client.get(reverse("exchange:opening_print", args=[settlement.pk])).content.decode()
    assert "Nhật ký" in printed
    shown = client.get(reverse("exchange:opening_print", args=[settlement.pk])).context["totals"]
    own = next(total for total in shown if total["household_class"] == line.household_class)
    assert own["decided_persons"] is None, "a missing figure is not zero"
    other = client_for("commune_officer", communes[1])
    assert other.get(address).status_code == 404
    assert other.post(reverse("exchange:opening_step", args=[settlement.pk, "trinh"])).status_code == 404
