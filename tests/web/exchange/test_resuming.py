"""An import whose worker dies goes on where it stood; a step that lost its lease leaves nothing behind."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.exchange.conftest import workbook

from rasoat.web.exchange import write_job
from rasoat.web.exchange.actions.confirm_import import ImportOptions, confirm_import
from rasoat.web.exchange.models import ImportState
from rasoat.web.jobs.checkpoint import LeaseLostError
from rasoat.web.jobs.lease import take_next
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.running import acting_of
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.register.models import Household

pytestmark = pytest.mark.django_db


def people(count: int) -> list[list[object]]:
    return [
        [number, f"Người Thử {number}", "Chủ hộ", str(1950 + number % 50), "Nam", f"001050{number:06}", "Kinh",
         "Đồng Trám",
         ("Cuối Suối", "Gốc Đa")[number % 2], "Hộ nghèo", ""]
        for number in range(1, count + 1)
    ]  # fmt: skip


@pytest.fixture
def confirmed(officer, read, monkeypatch):
    """An import of 20 households, written 6 at a time, confirmed but not begun."""
    monkeypatch.setattr(write_job, "BATCH", 6)
    batch = read(workbook(people(20)))
    confirm_import(officer, batch, ImportOptions())
    return batch


def test_another_worker_goes_on_from_the_checkpoint(confirmed) -> None:
    dead = take_next("dead")
    assert not write_job.step(dead, acting_of(dead))
    assert Household.objects.count() == 6
    Job.objects.filter(pk=dead.pk).update(lease_until=timezone.now() - timedelta(seconds=1))

    run_until_idle()

    confirmed.refresh_from_db()
    assert confirmed.state == ImportState.DONE
    assert Household.objects.count() == 20
    assert Household.objects.values("head_name").distinct().count() == 20
    assert Entry.objects.filter(action="register.household_imported").count() == 20


@pytest.mark.usefixtures("confirmed")
def test_a_worker_that_lost_its_lease_writes_nothing() -> None:
    slow = take_next("slow")
    Job.objects.filter(pk=slow.pk).update(leased_by="another")

    with pytest.raises(LeaseLostError):
        write_job.step(slow, acting_of(slow))

    assert Household.objects.count() == 0
    assert Entry.objects.filter(action="register.household_imported").count() == 0


@pytest.mark.usefixtures("confirmed")
def test_stopping_and_running_again_gives_the_same(officer) -> None:
    from rasoat.web.jobs.actions.cancel import cancel
    from rasoat.web.jobs.actions.retry import retry

    job = take_next("first")
    write_job.step(job, acting_of(job))
    Job.objects.filter(pk=job.pk).update(state="waiting", leased_by="")
    job.refresh_from_db()
    cancel(officer, job)
    run_until_idle()
    assert Household.objects.count() == 6

    retry(officer, job)
    run_until_idle()

    assert Household.objects.count() == 20
