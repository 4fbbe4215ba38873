"""Real processes for tests: `prepare COUNT` makes tables and a slow job, `work` runs a worker, `report` prints the end.

`nest` starts a worker as a child, prints its id and waits: killing it must end the worker too.
"""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "process_settings"

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
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
    """Tables, keys, a person and one job."""
    write_ring(settings.KEYS_PATH, new_ring())
    call_command("migrate", run_syncdb=True, verbosity=0)
    user = User.objects.create_user("can-bo", full_name="Người Thử")
    enqueue(acting_as(user, "cli"), "slow", label="Việc chậm", arguments={"count": count})


def shorten(more: int) -> None:
    """Leave only a few more steps to do."""
    job = Job.objects.get()
    job.arguments = {"count": job.checkpoint["at"] + more}
    job.save(update_fields=["arguments"])


def report() -> None:
    """State, done steps and units written, as JSON."""
    job = Job.objects.get()
    print(json.dumps({"state": job.state, "done": job.done_steps, "units": Unit.objects.count(), "by": job.leased_by}))


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
    case ["report"]:
        report()
    case ["nest"]:
        nest()
