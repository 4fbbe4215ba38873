"""Workers as real processes: killed in the middle, told to stop, several at once, orphaned."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from prepared import FILE, copy_tables
from site_processes import drop_database

SCRIPT = Path(__file__).with_name("process.py")
PATIENCE = 60.0


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own, with tables: a SQLite file, or a new PostgreSQL database beside the tests' one."""
    data, name = tmp_path / "data", f"jobs_{uuid.uuid4().hex[:12]}"
    yield {**os.environ, "RASOAT_DATA_DIR": str(data), "RASOAT_DATABASE_URL": copy_tables(data, name)}
    drop_database(name)


@pytest.fixture
def started(environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen]]:
    """`started("work")`: a process of the script, ended with the test."""
    running: list[subprocess.Popen] = []

    def start(*words: str) -> subprocess.Popen:
        running.append(
            subprocess.Popen([sys.executable, str(SCRIPT), *words], env=environment, stdout=subprocess.PIPE, text=True)
        )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def asked(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, str(SCRIPT), *words], env=environment, check=True)


def report(environment: dict[str, str]) -> dict:
    """The job, and how many units stand written, as of one moment: read past the program."""
    sql = "SELECT state, done_steps, leased_by, (SELECT count(*) FROM areas_unit) FROM jobs_job"
    if url := environment["RASOAT_DATABASE_URL"]:
        with psycopg.connect(url) as there:
            [row] = there.execute(sql).fetchall()
    else:
        with closing(sqlite3.connect(Path(environment["RASOAT_DATA_DIR"]) / FILE, timeout=20)) as here:
            [row] = here.execute(sql).fetchall()
    return dict(zip(("state", "done", "by", "units"), row, strict=True))


def until(environment: dict[str, str], right: Callable[[dict], bool]) -> dict:
    """Wait until the report is right; returns it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        told = report(environment)
        if right(told):
            return told
        time.sleep(0.05)
    raise AssertionError(f"not reached: {told}")


def test_another_worker_finishes_what_a_killed_one_began(environment, started) -> None:
    asked(environment, "prepare", "100000")
    first = started("work")
    until(environment, lambda told: told["done"] >= 5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = report(environment)
    assert (left["state"], left["units"]) == ("running", left["done"])
    asked(environment, "shorten", "20")

    started("work")

    end = until(environment, lambda told: told["state"] == "done")
    assert (end["units"], end["done"]) == (left["done"] + 20, left["done"] + 20)


def test_several_workers_do_a_job_once(environment, started) -> None:
    asked(environment, "prepare", "20")

    for _ in range(3):
        started("work")

    end = until(environment, lambda told: told["state"] == "done")
    assert (end["units"], end["done"]) == (20, 20)


def test_a_worker_told_to_stop_ends_after_its_step(environment, started) -> None:
    asked(environment, "prepare", "100000")
    worker = started("work")
    until(environment, lambda told: told["done"] >= 2)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=PATIENCE) == 0
    left = report(environment)
    assert (left["state"], left["by"], left["units"]) == ("waiting", "", left["done"])


def test_a_worker_ends_with_the_command_above_it(environment, started) -> None:
    asked(environment, "prepare", "100000")
    above = started("nest")
    worker = int(above.stdout.readline())
    until(environment, lambda told: told["done"] >= 1)

    above.send_signal(signal.SIGKILL)

    left = until(environment, lambda told: told["state"] == "waiting")
    assert left["units"] == left["done"]
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()
