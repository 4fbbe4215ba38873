"""While a long step runs, a thread keeps the lease alive and watches whether the program above is still there."""

import logging
import os
import threading
from types import TracebackType
from typing import Final

from django.db import Error, connection

from rasoat.web.jobs.lease import beat
from rasoat.web.jobs.models import Job

EVERY: Final = 10.0
"""Seconds between heartbeats."""

_log = logging.getLogger(__name__)


class Heartbeat:
    """Beats for one job, inside `with`. It stops by itself when the job went to somebody else."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._over.wait(EVERY):
                try:
                    if not beat(self._job):
                        return
                except Error:
                    _log.warning("no heartbeat for job %s: the database did not answer", self._job.pk)
        finally:
            connection.close()


def parent_is_gone(parent: int) -> bool:
    """Whether the process that started this one has ended: a worker never outlives its command."""
    return os.getppid() != parent
