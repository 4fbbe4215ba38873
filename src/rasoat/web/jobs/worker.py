"""The worker process: takes jobs from the table one after another until it is told to stop."""

import logging
import os
import signal
import socket
import threading
import time
import uuid
from collections.abc import Callable
from types import FrameType

from django.db import Error, close_old_connections, connection
from django.utils import translation

from rasoat.web.jobs.chores import run_due
from rasoat.web.jobs.heartbeat import parent_is_gone
from rasoat.web.jobs.lease import take_next
from rasoat.web.jobs.running import run

_log = logging.getLogger(__name__)
_CHORES_EVERY = 60.0
"""Seconds between looks at the chores of the day."""


def run_forever(poll: float = 0.5) -> None:
    """Work until SIGTERM or SIGINT, or until the process above ends; the step at hand is finished first.

    Any number of workers may run at once. `poll`: seconds between looks at an empty table.
    """
    stop = threading.Event()

    def asked(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, asked)
    parent = os.getppid()
    name = worker_name()
    look_at = 0.0
    with translation.override("vi"):
        while not (stop.is_set() or parent_is_gone(parent)):
            close_old_connections()
            if not work_once(name, stopping=lambda: stop.is_set() or parent_is_gone(parent)):
                if time.monotonic() >= look_at:
                    _chores()
                    look_at = time.monotonic() + _CHORES_EVERY
                stop.wait(poll)
    connection.close()


def _chores() -> None:
    """Do what falls due once a day: one query when nothing does."""
    try:
        run_due()
    except Exception:
        _log.exception("a daily chore failed: it is tried again when its claim runs out")


def work_once(name: str, *, stopping: Callable[[], bool] = lambda: False, heartbeat: bool = True) -> bool:
    """Take and run one job. False when there was none, or the database did not answer."""
    try:
        job = take_next(name)
    except Error:
        _log.warning("the table of jobs did not answer", exc_info=True)
        time.sleep(1)
        return False
    if job is None:
        return False
    run(job, stopping=stopping, heartbeat=heartbeat)
    return True


def run_until_idle(limit: int = 1000) -> int:
    """Run what waits, in this process and without heartbeats; returns how many runs it took. For tests and set-up."""
    with translation.override("vi"):
        for count in range(limit):
            if not work_once(worker_name(), heartbeat=False):
                return count
    return limit


def worker_name() -> str:
    """A name no other worker has."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
