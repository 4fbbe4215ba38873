"""Kinds of jobs for tests: one counts communes' villages into being, one refuses, one breaks."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.registry import _HANDLERS, Handler, register_handler
from rasoat.web.look.refusals import RefusedError


def add_units(job: Job, _acting: Acting) -> bool:
    """Writes `arguments["count"]` units, one a step."""
    at = job.checkpoint.get("at", 0)
    count = job.arguments["count"]
    if at == count:
        return True
    with transaction.atomic():
        Unit.objects.create(key=f"J{at:04}", code=f"J{at:04}", name=f"Việc {at}", level="village")
        save_checkpoint(job, {"at": at + 1}, done=at + 1, of=count, result={"made": at + 1})
    return at + 1 == count


def refuse(_job: Job, _acting: Acting) -> bool:
    """Refuses at once."""
    raise RefusedError("Tệp này hỏng.", remedy="Tải lên tệp khác.")


def guarded(job: Job, acting: Acting) -> bool:
    """Needs the right to import in the job's unit."""
    acting.require(Capability.IMPORT_RUN, job.unit)
    return True


def broken(_job: Job, _acting: Acting) -> bool:
    """Has a fault of the program."""
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """The kinds above, known while a test runs."""
    before = dict(_HANDLERS)
    for kind, step in (("add", add_units), ("refuse", refuse), ("guarded", guarded), ("broken", broken)):
        register_handler(Handler(kind, kind, step))
    yield
    _HANDLERS.clear()
    _HANDLERS.update(before)
