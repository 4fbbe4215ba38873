"""From a file to the register and back: preview, writing, the same file again, changes, undoing."""

import pytest
from tests.web.exchange.conftest import LIST_DATE, PEOPLE, workbook

from rasoat.web.exchange.actions.confirm_import import ImportOptions, confirm_import
from rasoat.web.exchange.actions.start_import import twin_of
from rasoat.web.exchange.actions.undo_import import undo_import
from rasoat.web.exchange.models import ImportProfile, ImportState, Outcome
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.models import Decision, Household, Member, PersonalNumber, Status, ToDo, UnitCount

pytestmark = pytest.mark.django_db

SIGNED = ImportOptions(
    signed=True,
    standard="national_2022",
    year=2025,
    decision_number="12/QĐ-UBND",
    signed_on=LIST_DATE,
    effective_from=LIST_DATE,
)


def write(officer, batch, options: ImportOptions = SIGNED):
    confirm_import(officer, batch, options)
    run_until_idle()
    batch.refresh_from_db()
    return batch


def test_a_new_file_is_previewed_before_anything_is_written(read) -> None:
    batch = read(workbook(PEOPLE))

    assert batch.state == ImportState.READY, (
        batch.error,
        batch.counts,
        list(Job.objects.values_list("error", flat=True)),
    )
    assert batch.counts["outcomes"] == {"add": 3}
    assert not Household.objects.exists()


def test_confirming_writes_households_members_and_the_decision(officer, read) -> None:
    batch = write(officer, read(workbook(PEOPLE)))

    assert batch.state == ImportState.DONE, list(Job.objects.values_list("error", flat=True))
    assert sorted(Household.objects.values_list("head_name", "member_count")) == [
        ("Hoàng Văn Mẫu", 2), ("Nông Thị Ví", 1), ("Vàng A Dụ", 1),
    ]  # fmt: skip
    assert PersonalNumber.objects.count() == 2
    assert Decision.objects.get().lines.count() == 3
    assert sorted(Status.objects.values_list("household_class", flat=True)) == ["near_poor", "poor", "poor"]
    assert sum(UnitCount.objects.filter(household_class="poor").values_list("households", flat=True)) == 2
    assert ToDo.objects.filter(kind="number_missing", done_at__isnull=True).count() == 2
    assert Member.objects.get(full_name="Hoàng Văn Mẫu").extra["Ghi sổ tay"] == "nhà sàn"


def test_the_same_file_again_changes_nothing(officer, read) -> None:
    write(officer, read(workbook(PEOPLE)))

    again = read(workbook(PEOPLE))

    assert again.counts["outcomes"] == {"same": 3}
    assert twin_of(again) is not None


def test_the_kept_mapping_is_used_without_asking(read) -> None:
    read(workbook(PEOPLE))
    before = ImportProfile.objects.count()

    batch = read(workbook(PEOPLE[:2]), name="so-khac.xlsx")

    assert (before, ImportProfile.objects.count()) == (1, 1)
    assert batch.state == ImportState.READY


def test_changes_are_shown_field_by_field_and_written(officer, read) -> None:
    write(officer, read(workbook(PEOPLE)))
    rows = [list(row) for row in PEOPLE]
    rows[1][5] = "001182000099"
    rows[2][8] = "Cuối Suối"
    rows.append([3, "Nông Văn Cháu", "Cháu", "2015", "Nam", "", "Tày", "Đồng Trám", "Gốc Đa", "Hộ nghèo", ""])

    batch = read(workbook(rows), name="moi.xlsx")
    changed = {
        row.head_name: [(item["what"], item["who"]) for item in row.told()["differences"]]
        for row in batch.rows.filter(outcome=Outcome.CHANGE)
    }
    write(officer, batch, ImportOptions())

    assert ("personal_id", "Lò Thị Thử") in changed["Hoàng Văn Mẫu"]
    assert ("village", "") in changed["Vàng A Dụ"]
    assert ("member", "Nông Văn Cháu") in changed["Nông Thị Ví"]
    assert Household.objects.get(head_name="Nông Thị Ví").member_count == 2
    assert Household.objects.get(head_name="Vàng A Dụ").village.name == "Cuối Suối"
    assert not ToDo.objects.filter(member__full_name="Lò Thị Thử", kind="number_missing", done_at__isnull=True).exists()
    assert Household.objects.count() == 3


def test_undoing_takes_everything_back_and_the_file_can_come_again(officer, read) -> None:
    first = write(officer, read(workbook(PEOPLE)))

    undo_import(officer, first, reason="Nhầm tệp")
    run_until_idle()

    first.refresh_from_db()
    assert first.state == ImportState.UNDONE, list(Job.objects.values_list("error", flat=True))
    assert (first.counts["undone"], first.counts["kept"]) == (3, 0)
    assert not Household.objects.filter(ended_on__isnull=True).exists()
    assert not Status.objects.exists()
    assert Decision.objects.get().state == "withdrawn"
    assert read(workbook(PEOPLE)).counts["outcomes"] == {"add": 3}


def test_undoing_changes_restores_the_states_before(officer, read) -> None:
    write(officer, read(workbook(PEOPLE)))
    before = {home.head_name: (home.village_id, home.member_count) for home in Household.objects.all()}
    rows = [list(row) for row in PEOPLE]
    rows[2][8] = "Cuối Suối"
    rows[1][5] = "001182000099"
    rows.append([3, "Nông Văn Cháu", "Cháu", "2015", "Nam", "", "Tày", "Đồng Trám", "Gốc Đa", "Hộ nghèo", ""])
    batch = write(officer, read(workbook(rows), name="moi.xlsx"), ImportOptions())

    undo_import(officer, batch, reason="Nhầm tệp")
    run_until_idle()

    batch.refresh_from_db()
    assert batch.counts["undone"] == 3, list(batch.rows.values_list("note", flat=True))
    assert {home.head_name: (home.village_id, home.member_count) for home in Household.objects.all()} == before
    assert not Member.objects.filter(full_name="Nông Văn Cháu", left_on__isnull=True).exists()
    assert PersonalNumber.objects.filter(until__isnull=True).count() == 2


def test_what_stands_on_an_import_is_kept_with_the_reason(officer, read) -> None:
    first = write(officer, read(workbook(PEOPLE)))
    rows = [list(row) for row in PEOPLE]
    rows[2][8] = "Cuối Suối"
    write(officer, read(workbook(rows), name="moi.xlsx"), ImportOptions())

    undo_import(officer, first, reason="Nhầm tệp")
    run_until_idle()

    first.refresh_from_db()
    assert (first.counts["undone"], first.counts["kept"]) == (2, 1)
    kept = first.rows.get(head_name="Vàng A Dụ")
    assert "biến động" in kept.said
    assert Household.objects.filter(ended_on__isnull=True).count() == 1
    assert Job.objects.filter(state=JobState.FAILED).count() == 0
