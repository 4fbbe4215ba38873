"""Households are found by today's names of their units and by all former ones, after every change."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db.models import Q

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries import reindex as reindexing
from rasoat.web.boundaries.actions.correct_unit import correct_unit
from rasoat.web.boundaries.actions.merge_villages import merge_villages
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.actions.regroup_provinces import regroup_provinces
from rasoat.web.boundaries.actions.rename_unit import rename_unit
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.models import Household, SearchRow
from rasoat.web.register.search.find import find
from rasoat.web.register.search.index import rebuild
from rasoat.web.register.search.matching import read_search

ON = date(2026, 7, 1)
LATER = date(2026, 8, 1)
PAPER = "Nghị quyết 05/NQ-HĐND"


def found(typed: str) -> int:
    return len(find(SearchRow.objects.all(), Q(), read_search(typed).words).ids)


@pytest.mark.django_db
def test_the_old_name_of_a_merged_commune_finds_its_households(
    admin: Acting, communes: list[Unit], households: list[Household]
) -> None:
    regroup_communes(admin, ChangePlan(communes, [NewUnit("TT0009", "Trám Gỗ", "Xã")], ON, PAPER))

    assert (found("tram go"), found("x dong tram"), found("p ben go")) == (8, 8, 8)


@pytest.mark.django_db
def test_names_are_kept_over_several_changes(
    admin: Acting, communes: list[Unit], villages: list[Unit], households: list[Household]
) -> None:
    new = regroup_communes(admin, ChangePlan(communes, [NewUnit("TT0009", "Trám Gỗ", "Xã")], ON, PAPER)).units[0]
    after = [NewUnit("TT0010", "Hạ Lưu", "Xã"), NewUnit("TT0011", "Thượng Nguồn", "Xã")]
    places = {village.pk: at % 2 for at, village in enumerate(villages)}

    regroup_communes(admin, ChangePlan([new], after, LATER, PAPER, places))

    assert (found("ha luu"), found("thuong nguon")) == (4, 4)
    assert (found("tram go"), found("dong tram"), found("ben go")) == (8, 8, 8)


@pytest.mark.django_db
def test_a_renamed_commune_answers_to_both_names(
    admin: Acting, communes: list[Unit], households: list[Household]
) -> None:
    rename_unit(admin, communes[0], "Hòa Bình", "Xã", on=ON, document=PAPER)

    assert (found("hoa binh"), found("dong tram"), found("ben go")) == (4, 4, 4)


@pytest.mark.django_db
def test_a_corrected_name_takes_the_place_of_the_wrong_one(
    admin: Acting, communes: list[Unit], households: list[Household]
) -> None:
    correct_unit(admin, communes[0], "Đồng Chàm", "Xã", reason="ghi sai")

    assert (found("dong cham"), found("dong tram")) == (4, 0)


@pytest.mark.django_db
def test_villages_answer_to_former_names(
    acting_for: Callable[..., Acting], communes: list[Unit], villages: list[Unit], households: list[Household]
) -> None:
    officer = acting_for("commune_officer", communes[0])
    rename_unit(officer, villages[0], "Đầu Nguồn", "Thôn", on=ON, document=PAPER)
    merge_villages(officer, villages[:2], "Đoàn Kết", "Thôn", on=LATER, document=PAPER)

    assert found("doan ket") == found("dau nguon") == 4
    assert found("cuoi suoi") == 4 + 2


@pytest.mark.django_db
def test_former_provinces_are_known(
    nation: Acting, province: Unit, other_province: Unit, households: list[Household]
) -> None:
    rename_unit(nation, province, "Thử Thách", "Tỉnh", on=ON, document=PAPER)
    renamed = found("thu thach"), found("tinh thu")

    plan = ChangePlan([province, other_province], [NewUnit("VV", "Hợp Nhất", "Tỉnh")], LATER, PAPER)
    regroup_provinces(nation, plan)

    assert renamed == (8, 8)
    assert (found("hop nhat"), found("thu thach"), found("tinh ben")) == (8, 8, 8)


@pytest.mark.django_db
def test_the_index_after_a_change_is_what_a_rebuild_writes(
    admin: Acting, communes: list[Unit], households: list[Household]
) -> None:
    rename_unit(admin, communes[0], "Hòa Bình", "Xã", on=ON, document=PAPER)
    regroup_communes(admin, ChangePlan(communes, [NewUnit("TT0009", "Trám Gỗ", "Xã")], LATER, PAPER))
    after = dict(SearchRow.objects.values_list("pk", "text"))

    rebuild()

    assert dict(SearchRow.objects.values_list("pk", "text")) == after


@pytest.mark.django_db
def test_many_households_are_indexed_by_a_job(
    admin: Acting, communes: list[Unit], households: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "AT_ONCE", 3)
    monkeypatch.setattr(reindexing, "BATCH", 3)

    rename_unit(admin, communes[0], "Hòa Bình", "Xã", on=ON, document=PAPER)
    before = found("hoa binh")
    run_until_idle()

    job = Job.objects.get(kind=reindexing.KIND)
    assert (before, found("hoa binh"), found("dong tram")) == (0, 4, 4)
    assert (job.state, job.done_steps, job.all_steps) == (JobState.DONE, 4, 4)
