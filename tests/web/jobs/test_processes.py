"""Workers as real processes: killed in the middle, told to stop, several at once, orphaned."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

SCRIPT = Path(__file__).with_name("process.py")
PATIENCE = 60.0


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own: a SQLite file, or a new PostgreSQL database beside the tests' one."""
    url = os.environ.get("RASOAT_TEST_DATABASE_URL", "")
    base = {**os.environ, "RASOAT_DATA_DIR": str(tmp_path / "data"), "RASOAT_DATABASE_URL": ""}
    (tmp_path / "data").mkdir()
    if not url.startswith("postgres"):
        yield base
        return
    import psycopg

    name = f"jobs_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield base | {"RASOAT_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


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


def asked(environment: dict[str, str], *words: str) -> str:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *words], env=environment, check=True, capture_output=True, text=True
    ).stdout


def until(environment: dict[str, str], right: Callable[[dict], bool]) -> dict:
    """Wait until the report is right; returns it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        told = json.loads(asked(environment, "report"))
        if right(told):
            return told
    raise AssertionError(f"not reached: {told}")


def test_another_worker_finishes_what_a_killed_one_began(environment, started) -> None:
    asked(environment, "prepare", "100000")
    first = started("work")
    until(environment, lambda told: told["done"] >= 5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    left = json.loads(asked(environment, "report"))
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
    left = json.loads(asked(environment, "report"))
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
