"""After an import of many new households, a job looks through each commune for duplicates: once."""

import pytest
from tests.web.exchange.conftest import workbook
from tests.web.exchange.test_importing import write
from tests.web.exchange.test_resuming import people

from rasoat.web.accounts.acting import Acting
from rasoat.web.exchange.actions.confirm_import import ImportOptions, confirm_import
from rasoat.web.exchange.models import Import
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.actions.add_households import LOOKED_AT_ONCE
from rasoat.web.register.duplicate_job import KIND
from rasoat.web.register.models import DuplicatePair

pytestmark = pytest.mark.django_db


def looks() -> list[tuple[str, str, str]]:
    return sorted(Job.objects.filter(kind=KIND).values_list("unit__name", "state", "error"))


def doubled(count: int) -> list[list[object]]:
    """So many households, the last of the same name and year as the first, both without a number."""
    rows = people(count)
    for row in (rows[0], rows[-1]):
        row[1], row[3], row[5] = "Hoàng Văn Đôi", "1961", ""
    rows[0][8], rows[-1][8] = "Cuối Suối", "Gốc Đa"
    return rows


def test_few_new_households_are_looked_at_at_once(officer, read) -> None:
    write(officer, read(workbook(people(LOOKED_AT_ONCE))), ImportOptions())

    assert looks() == []


def test_many_are_looked_at_by_a_job_of_the_commune(officer, read) -> None:
    write(officer, read(workbook(doubled(LOOKED_AT_ONCE + 1))), ImportOptions())

    assert looks() == [("Đồng Trám", "done", "")]
    assert DuplicatePair.objects.count() == 1


def test_an_import_of_a_province_orders_one_a_commune(acting_for, province, villages, read) -> None:
    acting: Acting = acting_for("province_admin", province)
    assert villages
    rows = people(2 * LOOKED_AT_ONCE + 4)
    for row in rows[1::2]:
        row[7] = "Bến Gỗ"

    batch: Import = read(workbook(rows), acting=acting, place=province)
    confirm_import(acting, batch, ImportOptions())
    run_until_idle()

    assert looks() == [("Bến Gỗ", "done", ""), ("Đồng Trám", "done", "")]
