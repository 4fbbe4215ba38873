"""From made to locked: checks, reasons, another person, new versions; every move as every role."""

from itertools import product

import pytest
from django.db import transaction

from rasoat.web.accounts.acting import acting_as
from rasoat.web.accounts.capabilities import CAPABILITIES, Capability
from rasoat.web.accounts.models import Assignment, Role
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import UnitTotal
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.actions.approve_report import approve_report, lock_report, send_back
from rasoat.web.reporting.actions.check_report import check_report
from rasoat.web.reporting.actions.compare_figure import compare_figure
from rasoat.web.reporting.actions.give_reason import give_reason
from rasoat.web.reporting.actions.remake_report import remake_report, replace_report
from rasoat.web.reporting.blocking import blocks_of
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.packing import packed_tables, unpacked
from rasoat.web.reporting.showing import compared
from rasoat.web.reporting.state_graphs import REPORT

MOVES = {
    "check": check_report, "approve": approve_report, "lock": lock_report, "again": remake_report,
    "send_back": lambda acting, report: send_back(acting, report, "thử"),
    "replace": lambda acting, report: replace_report(acting, report, "thử"),
}  # fmt: skip


@pytest.fixture
def report(officer, made, decided) -> Report:
    decided("poor", "poor")
    return made(officer)


def reasoned(officer, report: Report) -> Report:
    for block in blocks_of(report):
        report = give_reason(officer, report, block.key, "giấy sẽ lập sau khi báo cáo được duyệt")
    return report


def test_from_made_to_locked(officer, chair, report) -> None:
    report = check_report(officer, reasoned(officer, report))
    report = lock_report(chair, approve_report(chair, report))

    assert report.state == "locked"
    assert report.approved_by == chair.user
    with pytest.raises(RefusedError):
        remake_report(officer, report)
    with pytest.raises(RefusedError):
        give_reason(officer, report, "X18-0", "thử")


def test_a_warning_needs_a_reason_before_it_is_handed_in(officer, report) -> None:
    assert [block.may_stand for block in blocks_of(report)] == [True]
    with pytest.raises(RefusedError) as refused:
        check_report(officer, report)

    assert refused.value.code == "checks-fail"
    assert check_report(officer, reasoned(officer, report)).state == "checked"


def test_an_error_of_arithmetic_is_told_with_place_and_difference_and_never_stands(
    officer, communes, made, decided
) -> None:
    UnitTotal.objects.filter(unit=communes[0]).update(households=1, persons=8)
    for _ in range(3):
        decided("poor", "poor")
    report = made(officer)
    errors = [block for block in blocks_of(report) if not block.may_stand]

    assert any("Xã Đồng Trám" in block.text and "(lệch 2)" in block.text for block in errors)
    with pytest.raises(RefusedError):
        give_reason(officer, report, errors[0].key, "thôi")
    with pytest.raises(RefusedError) as refused:
        check_report(officer, report)
    assert refused.value.code == "checks-fail"

    UnitTotal.objects.filter(unit=communes[0]).update(households=100, persons=400)
    remake_report(officer, report)
    run_until_idle()
    assert all(block.may_stand for block in blocks_of(Report.objects.get(pk=report.pk)))


def test_who_made_it_does_not_approve_it(officer, report, user_with) -> None:
    report = check_report(officer, reasoned(officer, report))
    Assignment.objects.create(user=officer.user, role="commune_chair", unit=report.commune, valid_from="2025-01-01")

    with pytest.raises(RefusedError) as refused:
        approve_report(acting_as(officer.user, "web"), report)

    assert refused.value.code == "same-person"


def test_a_correction_is_a_new_version(officer, chair, report, decided) -> None:
    report = lock_report(chair, approve_report(chair, check_report(officer, reasoned(officer, report))))
    figures = report.figures
    decided("", "poor")

    new = replace_report(officer, report, "sót một hộ")
    run_until_idle()
    new.refresh_from_db()
    report.refresh_from_db()

    assert (report.state, report.figures) == ("replaced", figures)
    assert (new.state, new.number, new.replaces_id) == ("made", 2, report.pk)
    assert new.figures_digest != report.figures_digest


def test_figures_changed_behind_the_program_are_not_locked(officer, chair, report) -> None:
    report = approve_report(chair, check_report(officer, reasoned(officer, report)))
    Report.objects.filter(pk=report.pk).update(figures=report.figures | {"codes": ["X"]})

    with pytest.raises(RefusedError):
        lock_report(chair, report)


@pytest.mark.parametrize("role", Role.values)
def test_every_move_as_every_role(acting_for, communes, officer, report, role: str) -> None:
    report = reasoned(officer, report)
    acting = acting_for(role, communes[0])
    for state, (code, act) in product(REPORT.states, MOVES.items()):
        Report.objects.filter(pk=report.pk).update(state=state)
        expected = None if REPORT.can(code, state) else RefusedError
        if Capability(REPORT.moves[code].need) not in CAPABILITIES[role]:
            expected = NotAllowedError
        with transaction.atomic():
            if expected:
                with pytest.raises(expected):
                    act(acting, Report.objects.get(pk=report.pk))
            else:
                act(acting, Report.objects.get(pk=report.pk))
                assert Report.objects.get(pk=report.pk).state == REPORT.moves[code].target
            transaction.set_rollback(True)


def test_a_published_figure_is_compared(officer, report) -> None:
    compare_figure(officer, report, table="1", row=0, column="c3", value=3, source="Báo cáo 12/BC-UBND")
    compare_figure(officer, report, table="1", row=0, column="c4", value=100, source="Báo cáo 12/BC-UBND")

    told = compared(report)

    assert [(each["own"], each["theirs"], each["difference"], each["differs"]) for each in told] == [
        (1, 3, -2, True), (1.0, 1.0, 0.0, False),
    ]  # fmt: skip
    with pytest.raises(RefusedError):
        compare_figure(officer, report, table="1", row=0, column="c99", value=3, source="x")


def test_tables_come_back_as_they_were(report) -> None:
    tables = list(unpacked(report.figures))

    assert packed_tables(tables, report.figures["codes"])["tables"] == report.figures["tables"]
    assert list(unpacked(packed_tables(tables))) == tables


def test_last_years_end_may_differ_from_this_years_opening_with_a_reason(officer, report) -> None:
    """Births, deaths and monthly decisions lie between; an error of sums never stands."""
    told = {"vi": "lệch", "en": "off", "place": "Xã", "difference": 1, "severity": "error"}
    Report.objects.filter(pk=report.pk).update(
        checks=[{**told, "key": "X14-0", "check": "X14"}, {**told, "key": "X02-1", "check": "X02"}]
    )

    blocks = {block.key: block.may_stand for block in blocks_of(Report.objects.get(pk=report.pk))}

    assert (blocks["X14-0"], blocks["X02-1"]) == (True, False)


def test_a_preliminary_report_is_not_handed_in_without_a_word_on_who_is_missing(officer, made, decided) -> None:
    decided("poor", "poor")
    decided("near_poor", "")
    report = made(officer, "preliminary")

    with pytest.raises(RefusedError, match="1 hộ chưa có kết quả"):
        check_report(officer, report)
    assert check_report(officer, reasoned(officer, report)).state == "checked"
