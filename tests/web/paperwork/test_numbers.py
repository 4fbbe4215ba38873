"""Numbers of papers: one after the other, apart for training rounds, gaps shown, nothing taken twice."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS, Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.actions.take_number import NumberWish, take_number
from rasoat.web.paperwork.actions.void_number import void_number
from rasoat.web.paperwork.graphs import NUMBER
from rasoat.web.paperwork.models import PaperNumber
from rasoat.web.paperwork.numbers import book_of

from .conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasoat.web.accounts.acting.timezone.localdate", lambda *_given: date(2026, 11, 26))


def wish(**more) -> NumberWish:
    return NumberWish(**{"symbol": "TTr-UBND", "about": "Tờ trình thử", "on": DAY} | more)


def test_numbers_follow_each_other_and_gaps_are_shown(officer, communes) -> None:
    taken = [take_number(officer, communes[0], wish(number=number)).text for number in (None, 4)]

    assert taken == ["01/TTr-UBND", "04/TTr-UBND"]
    assert book_of(communes[0], 2026).gaps == {"TTr-UBND": "2-3"}
    assert take_number(officer, communes[0], wish(number=2)).number == 2
    assert take_number(officer, communes[0], wish()).number == 5
    assert book_of(communes[1], 2026).rows == []


def test_decisions_stand_in_the_book(walk, officer, communes) -> None:
    walk()

    book = book_of(communes[0], 2026)

    assert [row.text for row in book.rows] == ["12/QĐ-UBND"]
    assert book.gaps == {"QĐ-UBND": "1-11"}
    with pytest.raises(RefusedError):
        take_number(officer, communes[0], wish(symbol="QĐ-UBND", number=12))


def test_training_rounds_count_apart(walk, officer, communes) -> None:
    row = walk(purpose="training").round

    assert take_number(officer, communes[0], wish(row=row)).text == "MẪU-01/TTr-UBND"
    assert take_number(officer, communes[0], wish()).text == "01/TTr-UBND"


@pytest.mark.parametrize("bad", [{"symbol": "thường"}, {"about": " "}, {"on": date(2026, 12, 1)}, {"number": 1}])
def test_bad_wishes_are_refused(bad, officer, communes) -> None:
    take_number(officer, communes[0], wish())

    with pytest.raises(RefusedError):
        take_number(officer, communes[0], wish(**bad))


@pytest.mark.parametrize("state", NUMBER.states)
def test_a_void_number_stays_in_the_book(state, officer, communes) -> None:
    row = take_number(officer, communes[0], wish())
    PaperNumber.objects.filter(pk=row.pk).update(state=state)

    if NUMBER.can("void", state):
        with pytest.raises(RefusedError):
            void_number(officer, row, reason=" ")
        void_number(officer, row, reason="ghi nhầm")
        assert "ghi nhầm" in book_of(communes[0], 2026).rows[0].note
        assert take_number(officer, communes[0], wish()).number == 2
    else:
        with pytest.raises(RefusedError):
            void_number(officer, row, reason="ghi nhầm")


@pytest.mark.parametrize("role", [role for role in CAPABILITIES if LEVELS.get(role)])
def test_who_takes_and_voids(role, officer, acting_for, communes, province) -> None:
    levels = LEVELS[role]
    unit = communes[0] if "commune" in levels else province if "province" in levels else None
    acting, row = acting_for(role, unit), take_number(officer, communes[0], wish())

    if Capability.DECISION_PREPARE in CAPABILITIES[role]:
        take_number(acting, communes[0], wish())
        void_number(acting, row, reason="thử")
    else:
        with pytest.raises(NotAllowedError):
            take_number(acting, communes[0], wish())
        with pytest.raises(NotAllowedError):
            void_number(acting, row, reason="thử")


def test_the_book_over_the_web(client_for, communes) -> None:
    desk = client_for("commune_officer", communes[0])
    address = reverse("paperwork:book", args=[communes[0].key, 2026])

    sent = {"symbol": "KH-UBND", "about": "Kế hoạch thử", "on": "20/11/2026", "number": "", "row": ""}
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent | {"number": "1"}).status_code == 422
    assert "01/KH-UBND" in desk.get(address).content.decode()
    row = PaperNumber.objects.get()
    desk.post(reverse("paperwork:void_number", args=[row.pk]), {"reason": "thử"})
    assert "đã bỏ: thử" in desk.get(address).content.decode()
    assert client_for("commune_officer", communes[1]).get(address).status_code == 404
