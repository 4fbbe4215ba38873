"""How jobs run: once, in order, from their checkpoint, with words when they fail."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from rasoat.web.areas.models import Unit
from rasoat.web.jobs.actions.cancel import cancel
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.jobs.actions.retry import retry
from rasoat.web.jobs.checkpoint import LeaseLostError, save_checkpoint
from rasoat.web.jobs.lease import ATTEMPTS, beat, take_next
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.registry import UnknownKindError
from rasoat.web.jobs.running import run
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(acting_for, communes):
    return acting_for("commune_officer", communes[0])


def test_a_job_runs_to_its_end_and_keeps_its_result(officer) -> None:
    job = enqueue(officer, "add", label="Thử", arguments={"count": 3})

    run_until_idle()

    job.refresh_from_db()
    assert (job.state, job.result, job.percent) == (JobState.DONE, {"made": 3}, 100)
    assert Unit.objects.filter(key__startswith="J").count() == 3
    assert list(Entry.objects.values_list("action", flat=True)) == ["jobs.ordered"]


def test_the_same_key_gives_the_same_job(officer) -> None:
    first = enqueue(officer, "add", label="Một", arguments={"count": 1}, dedupe="k")

    second = enqueue(officer, "add", label="Hai", arguments={"count": 9}, dedupe="k")

    assert second.pk == first.pk
    assert Job.objects.count() == 1


def test_an_unknown_kind_is_not_ordered(officer) -> None:
    with pytest.raises(UnknownKindError):
        enqueue(officer, "no-such-kind", label="Thử")


def test_a_refusal_ends_the_job_with_its_words(officer) -> None:
    job = enqueue(officer, "refuse", label="Thử")

    run_until_idle()

    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Tệp này hỏng. Tải lên tệp khác.")


def test_the_roles_of_the_day_count_when_a_job_runs(officer, communes) -> None:
    allowed = enqueue(officer, "guarded", label="Thử", unit=communes[0])
    elsewhere = enqueue(officer, "guarded", label="Thử", unit=communes[1])

    run_until_idle()

    allowed.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (allowed.state, elsewhere.state) == (JobState.DONE, JobState.FAILED)
    assert "quyền" in elsewhere.error


def test_a_fault_of_the_program_is_tried_again_then_given_up(officer) -> None:
    job = enqueue(officer, "broken", label="Thử")

    for _ in range(ATTEMPTS):
        Job.objects.update(not_before=None)
        run_until_idle()

    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, ATTEMPTS)
    assert "ZeroDivisionError" in job.error


def test_a_silent_worker_loses_its_job_and_what_it_writes_later(officer) -> None:
    enqueue(officer, "add", label="Thử", arguments={"count": 3})
    lost = take_next("first")
    assert lost is not None
    assert take_next("second") is None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    taken = take_next("second")

    assert taken is not None
    assert not beat(lost)
    with pytest.raises(LeaseLostError):
        _write_late(lost)
    assert run(taken, heartbeat=False) == JobState.DONE
    assert Unit.objects.filter(key__startswith="J").count() == 3


@transaction.atomic
def _write_late(lost: Job) -> None:
    Unit.objects.create(key="JX", code="JX", name="Muộn", level="village")
    save_checkpoint(lost, {"at": 1})


def test_a_worker_told_to_stop_gives_the_job_back(officer) -> None:
    enqueue(officer, "add", label="Thử", arguments={"count": 3})
    job = take_next("first")
    asked = iter([False, True])

    state = run(job, stopping=lambda: next(asked), heartbeat=False)

    job.refresh_from_db()
    assert (state, job.state, job.checkpoint, job.leased_by) == (JobState.WAITING, JobState.WAITING, {"at": 1}, "")


def test_stopping_keeps_what_is_written_and_running_again_goes_on(officer) -> None:
    enqueue(officer, "add", label="Thử", arguments={"count": 3})
    job = take_next("first")
    asked = iter([False, True])
    run(job, stopping=lambda: next(asked), heartbeat=False)

    cancel(officer, job)
    assert run_until_idle() == 0
    retry(officer, job)
    run_until_idle()

    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert Unit.objects.filter(key__startswith="J").count() == 3
    with pytest.raises(RefusedError):
        retry(officer, job)
    with pytest.raises(RefusedError):
        cancel(officer, job)


def test_a_running_job_stops_after_its_step(officer) -> None:
    enqueue(officer, "add", label="Thử", arguments={"count": 3})
    job = take_next("first")

    cancel(officer, job)

    assert run(job, heartbeat=False) == JobState.CANCELLED


def test_nobody_orders_work() -> None:
    from rasoat.web.accounts.acting import nobody

    with pytest.raises(RefusedError):
        enqueue(nobody(), "add", label="Thử")
