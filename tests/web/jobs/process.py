"""Real processes for tests, over tables that are there: `prepare COUNT` makes a slow job, `work` runs a worker.

`nest` starts a worker as a child, prints its id and waits: killing it must end the worker too.
"""

import os
import subprocess
import sys
import time
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "process_settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from rasoat.web.accounts.acting import Acting, acting_as  # noqa: E402
from rasoat.web.accounts.models import User  # noqa: E402
from rasoat.web.areas.models import Unit  # noqa: E402
from rasoat.web.jobs import heartbeat, lease  # noqa: E402
from rasoat.web.jobs.actions.enqueue import enqueue  # noqa: E402
from rasoat.web.jobs.checkpoint import save_checkpoint  # noqa: E402
from rasoat.web.jobs.models import Job  # noqa: E402
from rasoat.web.jobs.registry import Handler, register_handler  # noqa: E402
from rasoat.web.jobs.worker import run_forever  # noqa: E402
from rasoat.web.vault.keyring import new_ring, write_ring  # noqa: E402

lease.LEASE = timedelta(seconds=2)
heartbeat.EVERY = 0.4
PAUSE = 0.03


def slow(job: Job, _acting: Acting) -> bool:
    """Writes one unit a step; the step dies with the process between the write and the commit as well."""
    at = job.checkpoint.get("at", 0)
    with transaction.atomic():
        Unit.objects.create(key=f"{job.pk.hex[:8]}-{at:04}", code=f"{at}", name=f"Việc {at}", level="village")
        time.sleep(PAUSE)
        save_checkpoint(job, {"at": at + 1}, done=at + 1, of=job.arguments["count"])
    time.sleep(PAUSE)
    return at + 1 >= job.arguments["count"]


def prepare(count: int) -> None:
    """Keys, a person and one job."""
    write_ring(settings.KEYS_PATH, new_ring())
    user = User.objects.create_user("can-bo", full_name="Người Thử")
    enqueue(acting_as(user, "cli"), "slow", label="Việc chậm", arguments={"count": count})


def shorten(more: int) -> None:
    """Leave only a few more steps to do."""
    job = Job.objects.get()
    job.arguments = {"count": job.checkpoint["at"] + more}
    job.save(update_fields=["arguments"])


def nest() -> None:
    """A command with a worker under it."""
    child = subprocess.Popen([sys.executable, __file__, "work"])
    print(child.pid, flush=True)
    child.wait()


register_handler(Handler("slow", "slow", slow))
match sys.argv[1:]:
    case ["prepare", count]:
        prepare(int(count))
    case ["shorten", more]:
        shorten(int(more))
    case ["work"]:
        run_forever(poll=0.05)
    case ["nest"]:
        nest()
