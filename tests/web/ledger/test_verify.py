"""Anything written past the program is found; what the program wrote is not."""
# ruff: noqa: E501

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.findings import Finding, FindingKind
from rasoat.web.ledger.heads import Head, head_of, read_head
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.ledger.record import record
from rasoat.web.ledger.verify import verify
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import Household, Member

pytestmark = pytest.mark.django_db


def faults(units: list[Unit], heads: list[Head] | None = None) -> list[tuple[FindingKind, str]]:
    """Kind and row of what is wrong with chains and rows; copies that went stale with them: `test_copies`."""
    found: list[Finding] = list(verify(units, heads or []))
    assert all(finding.text() and finding.as_json() for finding in found)
    return [(finding.kind, finding.row) for finding in found if finding.is_fault and not _of_a_copy(finding)]


def _of_a_copy(finding: Finding) -> bool:
    return finding.kind is FindingKind.COPY_STALE


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


def test_what_the_program_wrote_verifies(homes: list[Household], communes: list[Unit]) -> None:
    assert faults([communes[0]]) == []
    assert Entry.objects.count() == 2


def test_no_unit_at_all_verifies(communes: list[Unit]) -> None:
    assert faults(communes) == []


COLUMNS = [
    ("register_household", "household", column)
    for column in ("code = 'TT99999999'", "head_name = 'Khác'", "area = 'urban'", "causes = 'x'", "latitude = 20.5",
                   "ended_on = '2026-02-01'", "since = '2020-01-01'", "public_id = '7d444840-9dc0-11d1-b245-5ffdce74fad2'")
] + [
    ("register_member", "member", column)
    for column in ("full_name = 'Khác'", "birth_year = 1900", "sex = 1", "relation = 'x'", "left_on = '2026-01-01'",
                   "has_health_insurance = true", "ethnicity = '01'")
] + [
    ("register_personalnumber", "personalnumber", column) for column in ("tail = '000'", "since = '2019-01-01'", "kind = 'old_id'")
] + [
    ("register_householdevent", "householdevent", column) for column in ("reason = 'x'", "kind = 'death'")
] + [("register_factsheet", "factsheet", "source = 'x'")]  # fmt: skip


@pytest.mark.parametrize(("table", "model", "change"), COLUMNS)
def test_a_changed_column_is_found(
    homes: list[Household], communes: list[Unit], table: str, model: str, change: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {table}")
        pk = cursor.fetchone()[0]

    run(f"UPDATE {table} SET {change} WHERE id = %s", pk)

    assert (FindingKind.ROW_CHANGED, f"register.{model} {pk}") in faults([communes[0]])


@pytest.mark.parametrize("table", ["register_factsheet", "register_memberhealth"])
def test_a_vanished_row_is_found(homes: list[Household], communes: list[Unit], table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(id) FROM {table}")
        pk = cursor.fetchone()[0]

    run(f"DELETE FROM {table} WHERE id = %s", pk)

    assert faults([communes[0]]) == [(FindingKind.ROW_VANISHED, f"{table.replace('_', '.')} {pk}")]


def test_an_added_row_is_found(homes: list[Household], communes: list[Unit]) -> None:
    Member.objects.bulk_create([Member(
        household=homes[0], province_id=homes[0].province_id, commune_id=homes[0].commune_id, number=9, full_name="Thêm",
        since=date(2026, 1, 1),
    )])  # fmt: skip

    assert [kind for kind, _ in faults([communes[0]])] == [FindingKind.ROW_APPEARED]


def test_a_row_added_where_no_chain_is_yet_is_found_in_the_whole(homes: list[Household], communes: list[Unit]) -> None:
    Member.objects.bulk_create([Member(
        household=homes[0], province_id=homes[0].province_id, commune_id=communes[1].pk, number=9, full_name="Thêm",
        since=date(2026, 1, 1),
    )])  # fmt: skip

    found = [finding for finding in verify() if finding.row.startswith("register.") and not _of_a_copy(finding)]

    assert [(finding.kind, finding.unit) for finding in found] == [(FindingKind.ROW_APPEARED, communes[1].full_name)]


def _copy_last_number_onto_first(column: str) -> None:
    numbers = "register_personalnumber"
    last = f"SELECT {column} FROM {numbers} ORDER BY id DESC LIMIT 1"
    run(f"UPDATE {numbers} SET {column} = ({last}) WHERE id = (SELECT min(id) FROM {numbers})")


def test_swapped_seals_and_indexes_are_found(homes: list[Household], communes: list[Unit]) -> None:
    _copy_last_number_onto_first("sealed")

    kinds = {kind for kind, _ in faults([communes[0]])}

    assert kinds == {FindingKind.SEAL_BROKEN, FindingKind.ROW_CHANGED}


def test_a_wrong_index_is_found(homes: list[Household], communes: list[Unit]) -> None:
    _copy_last_number_onto_first('"index"')

    assert [kind for kind, _ in faults([communes[0]])] == [FindingKind.INDEX_WRONG]


ENTRY_COLUMNS = [
    "at = '2020-01-01 00:00:00+00:00'", "actor = 'Ai đó'", "on_behalf_of = 'x'", "role = 'x'", "channel = 'cli'",
    "address = '10.0.0.1'", "action = 'x'", "subject_model = 'x'", "subject_id = '0'", "user_id = NULL", "rows = '[]'",
    "request_id = '7d4448409dc011d1b2455ffdce74fad2'",
]  # fmt: skip


@pytest.mark.parametrize("change", ENTRY_COLUMNS)
def test_a_changed_entry_is_found(homes: list[Household], communes: list[Unit], change: str) -> None:
    first = Entry.objects.order_by("pk").first()
    assert first is not None

    run(f"UPDATE ledger_entry SET {change} WHERE id = %s", first.pk)

    assert (FindingKind.ENTRY_CHANGED, "") in faults([communes[0]])


@pytest.mark.parametrize("column", ["payload", "payload_digest", "hash", "previous"])
def test_a_changed_byte_of_an_entry_is_found(homes: list[Household], communes: list[Unit], column: str) -> None:
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None
    value = bytes(getattr(entry, column))

    for at in {0, len(value) // 2, len(value) - 1}:
        changed = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
        Entry.objects.filter(pk=entry.pk).update(**{column: changed})

        assert faults([communes[0]])


def test_a_removed_payload_is_found(homes: list[Household], communes: list[Unit]) -> None:
    Entry.objects.filter(number=1).update(payload=None)

    assert faults([communes[0]]) == [(FindingKind.PAYLOAD_MISSING, "")]


def test_a_removed_entry_is_found(homes: list[Household], communes: list[Unit]) -> None:
    Entry.objects.filter(number=1).delete()

    assert FindingKind.NUMBER_MISSING in {kind for kind, _ in faults([communes[0]])}


def test_a_cut_chain_shows_against_paper(officer: Acting, homes: list[Household], communes: list[Unit]) -> None:
    chain = Chain.objects.get(unit=communes[0])
    with transaction.atomic():
        record(officer, "test.noted", homes[0], unit=communes[0], reason="mục sẽ bị cắt")
    chain.refresh_from_db()
    printed = read_head(head_of(chain).code())
    Entry.objects.filter(chain=chain, number=3).delete()
    second = Entry.objects.get(chain=chain, number=2)
    Chain.objects.filter(pk=chain.pk).update(length=2, head=bytes(second.hash))

    assert faults([communes[0]]) == []
    assert faults([communes[0]], [printed]) == [(FindingKind.HEAD_UNKNOWN, "")]


def test_a_head_that_is_still_there_fits(homes: list[Household], communes: list[Unit]) -> None:
    chain = Chain.objects.get(unit=communes[0])

    assert faults([communes[0]], [head_of(chain)]) == []


def test_a_decision_verifies_and_its_lines_are_tracked(
    acting_for: Callable[..., Acting], homes: list[Household], communes: list[Unit]
) -> None:
    acting = acting_for("commune_officer", communes[0])
    record_decision(
        acting, DecisionDraft(communes[0], "national-2022", 2025, date(2026, 1, 1)), [LineDraft(homes[0], "poor")]
    )
    assert faults([communes[0]]) == []

    run("UPDATE register_decisionline SET household_class = 'not_poor'")

    assert [kind for kind, _ in faults([communes[0]])] == [FindingKind.ROW_CHANGED]


def test_a_household_that_moved_is_explained_by_the_other_chain(
    officer: Acting, homes: list[Household], communes: list[Unit]
) -> None:
    home = homes[0]
    with transaction.atomic():
        Household.objects.filter(pk=home.pk).update(commune=communes[1])
        home.refresh_from_db()
        record(officer, "test.moved", home, unit=communes[0], rows=[home])
        record(officer, "test.moved", home, unit=communes[1], rows=[home])

    assert [row for _, row in faults(communes) if row.startswith("register.household ")] == []


def test_a_household_moved_behind_the_ledger_is_found(homes: list[Household], communes: list[Unit]) -> None:
    run("UPDATE register_household SET commune_id = %s WHERE id = %s", communes[1].pk, homes[0].pk)

    for units in ([communes[0]], [communes[1]], communes):
        assert (FindingKind.ROW_CHANGED, f"register.household {homes[0].pk}") in faults(units)


def test_the_second_nation_chain_cannot_be_made() -> None:
    Chain.objects.create(unit=None)

    with pytest.raises(Exception, match=r"chain_once_a_unit|UNIQUE"), transaction.atomic():
        Chain.objects.create(unit=None)
