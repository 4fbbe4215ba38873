"""What the ministry is shown of each province: steps, days, reports, silence, failing checks, unconfirmed settings."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rasoat.web.areas.models import Unit
from rasoat.web.desk.boards.nation import ProvinceLine
from rasoat.web.reporting.models import Report
from rasoat.web.rounds.checklist import waiting_count
from rasoat.web.rounds.deadlines import deadlines
from rasoat.web.rounds.models import InternalDay, ParameterValue, RoundCommune
from web.conftest import make_unit
from web.review_making import STANDARD, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry(client_for: Callable[..., Client]) -> Client:
    return client_for("ministry_viewer", None)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The first of November 2026, between the days of the steps and those of the reports."""
    day = date(2026, 11, 1)
    monkeypatch.setattr("rasoat.web.accounts.acting.timezone.localdate", lambda *_given: day)
    return day


def board_of(client: Client) -> dict[str, Any]:
    return next(one["board"] for one in client.get("/").context["boards"] if "provinces" in one["board"])


def only_line(client: Client) -> ProvinceLine:
    (line,) = board_of(client)["provinces"]
    return line


def report(province: Unit, commune: Unit | None = None, **fields: Any) -> Report:
    usual = {"kind": "preliminary", "standard_id": STANDARD, "year": 2026, "state": "approved"}
    return Report.objects.create(province=province, commune=commune, **usual | fields)


def test_days_are_the_provinces_own_where_it_set_them(ministry: Client, province: Unit, communes, today: date) -> None:
    row = make_round(province, communes)
    InternalDay.objects.create(round=row, key="survey", on=date(2026, 10, 15))
    InternalDay.objects.create(round=row, key="meeting", on=date(2026, 11, 5))
    InternalDay.objects.create(round=row, key="preliminary", on=date(2026, 11, 9))

    line = only_line(ministry)

    assert (line.next.due, line.next.days_left, line.next.internal) == (date(2026, 11, 5), 4, True)
    assert (line.preliminary.line.due, line.preliminary.line.days_left) == (date(2026, 11, 9), 8)
    assert line.official.line.due == date(2026, 12, 19)
    page = " ".join(ministry.get("/").content.decode().split())
    assert "05/11/2026" in page
    assert "còn 4 ngày" in page
    assert f"/ban-viec/dot/{row.pk}/xa/" in page


def test_days_that_are_past_stay_in_sight(
    ministry: Client, province: Unit, communes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasoat.web.accounts.acting.timezone.localdate", lambda *_given: date(2026, 12, 21))
    make_round(province, communes)
    line = only_line(ministry)
    assert (line.next.due, line.next.days_left, line.next.internal) == (date(2026, 12, 14), -7, False)
    assert line.official.line.late == 2


def test_a_report_counts_once_the_province_approved_it_for_every_standard(
    ministry: Client, province: Unit, communes, today: date
) -> None:
    row = make_round(province, communes, standards=(STANDARD, "national_2027"))
    report(province, communes[0], round=row)
    report(province, round=row)
    report(province, round=row, kind="official", state="checked")
    assert not only_line(ministry).preliminary.approved

    report(province, round=row, standard_id="national_2027")

    line = only_line(ministry)
    assert (line.preliminary.approved, line.official.approved) == (True, False)
    assert "đã duyệt" in ministry.get("/").content.decode()


def test_failing_checks_and_unconfirmed_parameters_are_counted(
    ministry: Client, province: Unit, communes, today: date
) -> None:
    row = make_round(province, communes)
    check = {"key": "X01", "check": "X01", "severity": "error", "vi": "biểu 1", "en": "report 1", "place": "Xã",
             "difference": 2}  # fmt: skip
    report(province, communes[0], round=row, state="made", checks=[check])
    report(province, communes[1], round=row, state="made")
    before = only_line(ministry)
    ParameterValue.objects.create(
        province=province, procedure_id="qd24_2021", key="posting_days", value=3, valid_from=date(2026, 1, 1)
    )

    after = only_line(ministry)

    assert (before.failing, before.unconfirmed) == (1, waiting_count(province, today) + 1)
    assert after.unconfirmed == before.unconfirmed - 1


def test_monthly_rounds_of_communes_are_told_apart(ministry: Client, province: Unit, communes) -> None:
    make_round(province, communes[:1], kind="regular", commune=communes[0])
    alone = only_line(ministry)
    assert (alone.round, alone.total, alone.monthly) == (None, 0, 1)

    row = make_round(province, communes)
    RoundCommune.objects.filter(round=row, commune=communes[0]).update(stage="done", last_active_at=timezone.now())

    line = only_line(ministry)
    assert (line.round, line.total, line.done, line.silent, line.monthly) == (row, 2, 1, 1, 1)


def test_provinces_that_have_opened_nothing_are_named(ministry: Client, province: Unit, communes) -> None:
    other = make_unit("TK", "Tỉnh Khác", "province", kind="Tỉnh")
    make_round(province, communes)
    assert board_of(ministry)["absent"] == [other]


def test_many_provinces_take_as_many_queries_as_one(ministry: Client, province: Unit, communes, today: date) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            ministry.get("/")
        return len(caught)

    make_round(province, communes)
    ministry.get("/")
    few = queries()
    for number in range(5):
        place = make_unit(f"T{number}", f"Tỉnh Số {number}", "province", kind="Tỉnh")
        commune = make_unit(f"T{number}-1", f"Xã Số {number}", "commune", place, kind="Xã", area="rural")
        row = make_round(place, [commune])
        InternalDay.objects.create(round=row, key="survey", on=today + timedelta(days=number))
    assert queries() == few
    assert len(board_of(ministry)["provinces"]) == 6


def test_settings_read_at_once_give_the_same_days(province: Unit, communes, today: date) -> None:
    """The board and the page of the round never tell two days."""
    from rasoat.web.rounds.parameters import settings_by_province

    row = make_round(province, communes)
    word = {"province": province, "procedure_id": "qd24_2021", "key": "preliminary_report_before"}
    ParameterValue.objects.create(**word, value={"month": 11, "day": 10}, valid_from=date(2026, 1, 1))
    ParameterValue.objects.create(**word, value={"month": 11, "day": 8}, valid_from=date(2026, 10, 1))
    held = settings_by_province([(province.pk, row.starts_on)], row.procedure_id)[province.pk]
    assert deadlines(row, today, settings=held) == deadlines(row, today)
    assert next(line for line in deadlines(row, today) if line.key == "preliminary").due == date(2026, 11, 9)
