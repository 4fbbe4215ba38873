"""Sealed parts of jobs that stopped have an end; a job that may still go on keeps them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.jobs.actions.retry import retry
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.parts import KEPT, dropped_on, kept_until, sweep_parts
from rasoat.web.jobs.registry import Handler, Parts, register_handler
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def build(job: Job, _acting: Acting) -> bool:
    """Three parts; it refuses before the last one unless told otherwise."""
    parts = job.checkpoint.get("parts", [])
    if len(parts) == 2 and job.arguments.get("stops"):
        raise RefusedError("Hết chỗ.", remedy="Dọn ổ đĩa.")
    with transaction.atomic():
        save_checkpoint(job, {"parts": [*parts, f"p{len(parts)}"]}, done=len(parts) + 1, of=3)
    return len(parts) == 2


@pytest.fixture(autouse=True)
def erased(kinds: Iterator[None]) -> list[str]:
    """Names of the parts that were erased."""
    found: list[str] = []
    parts = Parts(lambda job: len(job.checkpoint.get("parts", ())), lambda job: found.extend(job.checkpoint["parts"]))
    register_handler(Handler("build", "build", build, parts=parts))
    return found


@pytest.fixture
def owner(acting_for: Callable[..., Acting], communes: list) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def stopped(owner: Acting, communes: list) -> Callable[[int], Job]:
    """`stopped(days)`: a job that failed so many days ago with two parts sealed."""

    def make(days: int, state: str = "failed") -> Job:
        job = enqueue(owner, "build", label="Làm", arguments={"stops": True}, unit=communes[0], steps=3)
        run_until_idle()
        Job.objects.filter(pk=job.pk).update(ended_at=timezone.now() - days * DAY, state=state)
        job.refresh_from_db()
        assert job.checkpoint["parts"] == ["p0", "p1"]
        return job

    return make


def sweep(today: date | None = None) -> None:
    today = today or timezone.localdate()
    sweep_parts(today - DAY, today)


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_parts_are_erased_after_the_last_day_and_not_on_it(stopped, erased, state: str) -> None:
    job = stopped(KEPT.days, state)
    last = timezone.localdate()

    until = kept_until(job)
    sweep(last)
    before = list(erased)
    sweep(last + DAY)

    assert (until, before) == (last, [])
    assert erased == ["p0", "p1"]
    job.refresh_from_db()
    assert (job.state, job.done_steps, kept_until(job), dropped_on(job)) == (state, 0, None, last + DAY)
    assert Entry.objects.filter(action="jobs.parts_dropped").count() == 1


def test_it_is_done_once(stopped, erased) -> None:
    stopped(KEPT.days + 5)

    sweep()
    sweep()

    assert erased == ["p0", "p1"]
    assert Entry.objects.filter(action="jobs.parts_dropped").count() == 1


def test_a_job_that_goes_on_before_the_day_keeps_its_parts(owner, stopped, erased) -> None:
    job = stopped(KEPT.days)
    Job.objects.filter(pk=job.pk).update(arguments={})

    retry(owner, job)
    sweep(timezone.localdate() + 5 * DAY)
    run_until_idle()

    job.refresh_from_db()
    assert erased == []
    assert (job.state, job.checkpoint["parts"]) == (JobState.DONE, ["p0", "p1", "p2"])


def test_a_job_that_goes_on_afterwards_begins_anew(owner, stopped, erased) -> None:
    job = stopped(KEPT.days + 1)
    sweep()
    Job.objects.filter(pk=job.pk).update(arguments={})

    retry(owner, job)
    run_until_idle()

    job.refresh_from_db()
    assert erased == ["p0", "p1"]
    assert (job.state, job.checkpoint["parts"]) == (JobState.DONE, ["p0", "p1", "p2"])


@pytest.mark.parametrize("state", ["waiting", "running", "done"])
def test_no_other_job_is_touched(stopped, erased, state: str) -> None:
    stopped(KEPT.days + 9, state)

    sweep()

    assert erased == []


def test_the_page_says_until_which_day(client_for: Callable[..., Client], communes, stopped) -> None:
    job = stopped(0)
    client = client_for("commune_officer", communes[0])
    Job.objects.filter(pk=job.pk).update(owner=client.session["_auth_user_id"])
    page = reverse("jobs:job", args=[job.pk])

    kept = client.get(page).content.decode()
    sweep(timezone.localdate() + KEPT + DAY)
    gone = client.get(page).content.decode()

    assert f"Phần đã làm được giữ đến ngày {timezone.localdate() + KEPT:%d/%m/%Y}" in kept
    assert "Phần đã làm đã xóa ngày" in gone
    assert "Phần đã làm được giữ" not in gone
