"""Reports of rounds that do not count: made like all others, marked on every table, summed up nowhere."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.desk.report_states import report_states
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.actions.approve_report import approve_report, lock_report
from rasoat.web.reporting.actions.check_report import check_report
from rasoat.web.reporting.actions.give_reason import give_reason
from rasoat.web.reporting.actions.order_report import ReportDraft, order_report
from rasoat.web.reporting.actions.remake_report import replace_report
from rasoat.web.reporting.blocking import blocks_of
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.queries import nation
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["training", "demo"])
def practised(request: pytest.FixtureRequest, row: Round) -> Round:
    """The round does not count."""
    row.purpose = request.param
    row.save(update_fields=["purpose"])
    return row


def settle(report: Report, maker: Acting, other: Acting) -> Report:
    for block in blocks_of(report):
        give_reason(maker, report, block.key, "làm thử")
    check_report(maker, Report.objects.get(pk=report.pk))
    approve_report(other, Report.objects.get(pk=report.pk))
    return lock_report(other, Report.objects.get(pk=report.pk))


def test_every_table_of_it_is_marked(officer: Acting, made: Callable[..., Report], decided, practised: Round) -> None:
    decided("poor", "poor")

    report = made(officer)

    mark = {"training": "TẬP HUẤN", "demo": "TRÌNH DIỄN"}[practised.purpose]
    assert (report.practice, report.state) == (True, "made")
    assert report.watermark.startswith(mark)
    assert {table["watermark"] for table in report.figures["tables"]} == {report.watermark}
    assert not any(check["check"] == "X18" for check in report.checks)
    assert [finding.row for finding in verify() if finding.row.startswith("reporting.")] == []


def test_it_is_summed_up_nowhere(
    acting_for, province_officer: Acting, province: Unit, made: Callable[..., Report], decided, practised: Round
) -> None:
    decided("poor", "poor")
    report = made(province_officer, place=province)
    waiting = report_states(province_officer)

    settle(report, province_officer, acting_for("province_chair", province))

    told = nation(acting_for("ministry_viewer", None), "official", 2026, STANDARD)
    assert (told.lines, told.missing) == ([], [province])
    assert (waiting.waiting, waiting.failing) == (0, 0)


def test_it_does_not_stand_in_the_way_of_the_real_one(
    officer: Acting, communes: list[Unit], made: Callable[..., Report], decided, practised: Round, province: Unit
) -> None:
    decided("poor", "poor")
    practice = made(officer)
    real = make_round(province, [communes[0]])

    report = order_report(officer, ReportDraft("official", communes[0], STANDARD, 2026, round=real))

    assert (practice.practice, report.practice) == (True, False)
    with pytest.raises(RefusedError, match="đã có"):
        order_report(officer, ReportDraft("official", communes[0], STANDARD, 2026, round=practised))


@pytest.mark.parametrize("whole", [True, False])
def test_a_practice_report_is_there_once_a_round(
    officer: Acting, communes: list[Unit], province: Unit, practised: Round, whole: bool
) -> None:
    place = {} if whole else {"commune": communes[0]}
    told = {"kind": "official", "round": practised, "province": province, "standard_id": STANDARD, "year": 2026}
    Report.objects.create(practice=True, **told, **place)

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(practice=True, **told, **place)


def test_a_new_version_stays_practice(
    officer: Acting, chair: Acting, made: Callable[..., Report], decided, practised: Round
) -> None:
    decided("poor", "poor")
    locked = settle(made(officer), officer, chair)

    assert replace_report(officer, locked, "sửa số").practice


def test_the_list_says_that_it_does_not_count(
    officer: Acting, communes: list[Unit], made: Callable[..., Report], decided, practised: Round, client_for
) -> None:
    decided("poor", "poor")
    made(officer)

    page = client_for("commune_officer", communes[0]).get(reverse("reporting:list")).content.decode()

    assert "làm thử, không tính" in page
