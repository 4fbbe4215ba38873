"""Deadlines: the legal day, the province's own, what is left; internal days are never later than legal ones."""

from datetime import date

import pytest
from tests.web.rounds.conftest import PROCEDURE, draft_of, settle_all

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.open_round import open_round
from rasoat.web.rounds.actions.set_internal_days import set_internal_days
from rasoat.web.rounds.actions.set_parameter import Word, set_parameter
from rasoat.web.rounds.deadlines import Deadline, deadlines
from rasoat.web.rounds.models import InternalDay, Round

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)


def by_key(row: Round, today: date = TODAY) -> dict[str, Deadline]:
    return {line.key: line for line in deadlines(row, today)}


def test_the_days_of_the_law(admin: Acting, province: Unit) -> None:
    lines = by_key(create_round(admin, draft_of(province)))

    assert list(lines) == ["list", "survey", "meeting", "posting", "opinion", "decision", "preliminary", "official"]
    assert (lines["decision"].legal, lines["decision"].internal) == (date(2026, 12, 14), None)
    assert (lines["preliminary"].legal, lines["preliminary"].days_left) == (date(2026, 11, 14), 4)
    assert (lines["official"].legal, lines["official"].days_left) == (date(2026, 12, 19), 39)


def test_without_the_opinion_step_it_has_no_day(admin: Acting, official: Round) -> None:
    assert "opinion" not in by_key(official)


def test_the_provinces_own_days(admin: Acting, official: Round, province: Unit) -> None:
    before = {"month": 11, "day": 10}
    set_parameter(admin, province, PROCEDURE, "preliminary_report_before", Word.SET, valid_from=date(2026, 1, 1),
                  value=before, document="CV 6")  # fmt: skip
    set_internal_days(admin, official, {"survey": date(2026, 10, 15), "official": date(2026, 12, 5)}, document="KH 1")

    lines = by_key(official)

    assert (lines["preliminary"].legal, lines["preliminary"].due) == (date(2026, 11, 14), date(2026, 11, 9))
    assert (lines["preliminary"].days_left, lines["preliminary"].late) == (-1, 1)
    assert (lines["survey"].due, lines["survey"].days_left, lines["survey"].late) == (date(2026, 10, 15), -26, 26)
    assert lines["official"].due == date(2026, 12, 5)
    assert lines["meeting"].internal is None


def test_a_regular_round_has_its_decision_and_the_report_of_the_next_month(admin: Acting, province, communes) -> None:
    row = create_round(admin, draft_of(province, kind="regular", month=3, commune=communes[0]))
    december = create_round(admin, draft_of(province, kind="regular", month=12, commune=communes[0]))

    lines = by_key(row)

    assert list(lines) == ["survey", "meeting", "posting", "decision", "monthly"]
    assert (lines["decision"].legal, lines["monthly"].legal) == (date(2026, 3, 29), date(2026, 4, 5))
    assert "monthly" not in by_key(december)


def test_internal_days_change_and_go(admin: Acting, official: Round, province: Unit) -> None:
    set_internal_days(admin, official, {"survey": date(2026, 10, 15), "meeting": date(2026, 10, 20)})
    set_internal_days(admin, official, {"survey": date(2026, 10, 10), "meeting": None})

    assert dict(InternalDay.objects.values_list("key", "on")) == {"survey": date(2026, 10, 10)}
    assert [finding for finding in verify([province], []) if finding.is_fault] == []


@pytest.mark.parametrize(("key", "on", "code"), [
    ("survey", date(2026, 12, 15), "after-legal-day"), ("official", date(2026, 12, 20), "after-legal-day"),
    ("preliminary", date(2026, 11, 15), "after-legal-day"), ("survey", date(2026, 8, 31), "before-round"),
    ("khong_co", date(2026, 10, 1), "refused"),
])  # fmt: skip
def test_what_is_refused(admin: Acting, official: Round, key: str, on: date, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        set_internal_days(admin, official, {key: on})
    assert refused.value.code == code


def test_the_legal_day_itself_is_in_time(admin: Acting, official: Round) -> None:
    set_internal_days(admin, official, {"official": date(2026, 12, 19), "survey": official.starts_on})


def test_a_closed_round_keeps_its_days(admin: Acting, training: Round) -> None:
    row = close_round(admin, open_round(admin, training))

    with pytest.raises(RefusedError, match="kết thúc"):
        set_internal_days(admin, row, {"survey": date(2026, 10, 1)})


def test_who_may_not(acting_for, communes, official: Round) -> None:
    with pytest.raises(NotAllowedError):
        set_internal_days(acting_for("commune_officer", communes[0]), official, {"survey": date(2026, 10, 1)})


def test_two_queries(admin: Acting, official: Round, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        deadlines(official, TODAY)


def test_settled_for_the_whole_year(admin: Acting, province: Unit) -> None:
    settle_all(admin, province)
    row = create_round(admin, draft_of(province, ends_on=date(2026, 12, 1)))

    assert by_key(row)["decision"].internal == date(2026, 12, 1)
