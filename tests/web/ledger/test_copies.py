"""Stored copies that differ from decisions and households are found, and written again."""

from datetime import date

import pytest
from django.db import connection

from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.actions.rebuild_copies import rebuild_copies
from rasoat.web.ledger.copies import compare_copies, known_copies
from rasoat.web.ledger.findings import Finding, FindingKind
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.merge_households import merge_households
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Decision, Household, SearchRow, Status, UnitCount
from rasoat.web.register.occasion import Occasion

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(officer: Acting, homes: list[Household], communes: list[Unit]) -> list[Household]:
    """Both households poor by a decision."""
    draft = DecisionDraft(communes[0], "national_2022", 2026, date(2026, 1, 1), number="1/QĐ")
    record_decision(officer, draft, [LineDraft(home, "poor") for home in homes])
    return homes


def stale(unit: Unit) -> dict[str, Finding]:
    found = [finding for finding in verify([unit]) if finding.is_fault]
    assert {finding.kind for finding in found} <= {FindingKind.COPY_STALE}
    return {finding.row: finding for finding in found}


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount >= 1


def test_what_the_program_wrote_agrees(decided: list[Household], communes: list[Unit]) -> None:
    assert len(known_copies()) == 3
    assert stale(communes[0]) == {}


def test_a_merged_household_leaves_no_difference(officer: Acting, homes: list[Household], communes: list[Unit]) -> None:
    merge_households(officer, homes[1], homes[0], Occasion(officer.today(), reason="về ở chung"))

    assert stale(communes[0]) == {}


CHANGES = [
    ("UPDATE register_status SET household_class = 'not_poor'", "register.status", 2),
    ("UPDATE register_status SET since = '2020-01-01'", "register.status", 2),
    ("DELETE FROM register_status WHERE id = (SELECT min(id) FROM register_status)", "register.status", 1),
    ("UPDATE register_unitcount SET households = households + 1", "register.unitcount", 4),
    ("UPDATE register_unitcount SET persons = persons + 1", "register.unitcount", 4),
    ("DELETE FROM register_unitcount", "register.unitcount", 1),
    ("UPDATE register_searchrow SET text = 'x'", "register.searchrow", 2),
    ("UPDATE register_searchrow SET living = (1 = 0)", "register.searchrow", 2),
    ("DELETE FROM register_searchrow", "register.searchrow", 2),
    ("DELETE FROM register_searchword WHERE word = 'mai'", "register.searchrow", 1),
]


@pytest.mark.parametrize(("change", "label", "count"), CHANGES)
def test_a_changed_copy_is_found_and_written_again(
    decided: list[Household], communes: list[Unit], change: str, label: str, count: int
) -> None:
    run(change)

    found = stale(communes[0])

    assert {row: finding.count for row, finding in found.items()} == {label: count}
    assert "rebuild-copies" in found[label].text()
    assert [finding.row for finding in rebuild_copies(installer(), communes[0], reason="thử")] == [label]
    assert stale(communes[0]) == {}


def test_the_words_say_who_was_made_what(decided: list[Household], communes: list[Unit]) -> None:
    run("UPDATE register_status SET household_class = 'near_poor' WHERE id = (SELECT min(id) FROM register_status)")

    detail = stale(communes[0])["register.status"].detail

    assert decided[0].code in detail
    assert "Hộ cận nghèo" in detail
    assert "Hộ nghèo" in detail


def test_a_copy_placed_in_another_commune_is_found_in_both(decided: list[Household], communes: list[Unit]) -> None:
    Status.objects.filter(household=decided[0]).update(commune=communes[1])
    SearchRow.objects.filter(household=decided[0]).update(commune=communes[1])

    units = {finding.unit for finding in verify() if finding.kind is FindingKind.COPY_STALE}
    for unit in (communes[1], communes[0]):
        rebuild_copies(installer(), unit, reason="thử")

    assert units == {unit.full_name for unit in communes}
    assert [finding for finding in verify() if finding.kind is FindingKind.COPY_STALE] == []
    assert Status.objects.get(household=decided[0]).commune == communes[0]


def test_totals_where_nobody_lives_are_found(decided: list[Household], communes: list[Unit]) -> None:
    UnitCount.objects.create(province_id=communes[1].province_id, commune=communes[1], households=7)

    found = [finding for finding in verify() if finding.kind is FindingKind.COPY_STALE]

    assert [(finding.unit, finding.row) for finding in found] == [(communes[1].full_name, "register.unitcount")]


def test_totals_made_to_fit_a_changed_status_are_found(decided: list[Household], communes: list[Unit]) -> None:
    run("UPDATE register_status SET household_class = 'not_poor'")
    run("UPDATE register_unitcount SET household_class = 'not_poor' WHERE household_class = 'poor'")

    assert set(stale(communes[0])) == {"register.status", "register.unitcount"}


def test_a_decision_that_ran_out_leaves_a_stale_copy(decided: list[Household], communes: list[Unit]) -> None:
    Decision.objects.update(effective_until=date(2026, 1, 31))

    assert {"register.status", "register.unitcount"} <= {finding.row for finding in compare_copies(communes[0])}


def test_rebuilding_is_recorded_once(decided: list[Household], communes: list[Unit]) -> None:
    run("DELETE FROM register_status")

    rebuild_copies(installer(), communes[0], reason="sửa thẳng trong cơ sở dữ liệu")
    again = rebuild_copies(installer(), communes[0], reason="lần nữa")

    entry = Entry.objects.get(action="ledger.copies_rebuilt")
    assert entry.chain.unit == communes[0]
    assert again == []


def test_rebuilding_needs_a_reason_and_the_right(
    decided: list[Household], officer: Acting, communes: list[Unit]
) -> None:
    with pytest.raises(RefusedError, match="lý do"):
        rebuild_copies(installer(), communes[0], reason=" ")
    with pytest.raises(NotAllowedError):
        rebuild_copies(officer, communes[0], reason="thử")


def test_memory_stays_that_of_a_batch(
    decided: list[Household], communes: list[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasoat.web.register.copies.BATCH", 1)
    run("UPDATE register_status SET household_class = 'not_poor'")

    assert stale(communes[0])["register.status"].count == 2
