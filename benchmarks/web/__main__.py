"""`scripts/bench.sh web [--sizes 200000,1000000] [--databases sqlite,postgresql] [--users 10,50] [--seconds 90]`."""

import argparse
import csv
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg

from benchmarks.machine import describe
from benchmarks.results import Line, Section, keep

ROOT = Path(__file__).parents[2]
DATA = ROOT / "benchmarks" / "data"
LOCUST = ROOT / ".venv-load" / "bin" / "locust"
SERVER_OPTIONS = (
    "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=6GB -c effective_cache_size=12GB"
    " -c work_mem=16MB -c random_page_cost=1.1"
)
"""PostgreSQL as a province would run it: nothing is lost in a crash; a quarter of the memory is its own."""
WARM = """
CREATE EXTENSION IF NOT EXISTS pg_prewarm;
SELECT sum(pg_prewarm(oid)) FROM pg_class WHERE relkind IN ('r', 'i') AND relpersistence = 'p';
"""
"""What a server holds in memory after a day's work; just started it would read everything from the disk."""

LIMIT_AT_400, LIMIT_AT_50 = 500.0, 200.0
RAMP = 40
"""Seconds in which the users come, evenly: a burst would be a queue that never ends."""
PAGES = ("list", "search", "household", "form", "save", "Aggregated")


@dataclass(frozen=True, slots=True)
class Figure:
    """One page under one load. Times in milliseconds."""

    users: int
    page: str
    requests: int
    failures: int
    per_second: float
    p50: float
    p95: float
    p99: float


def main() -> int:
    """Measure every database and size asked for; exit code 1 when a limit is not held."""
    asked = argparse.ArgumentParser(prog="scripts/bench.sh web")
    asked.add_argument("--sizes", default="200000,1000000")
    asked.add_argument("--databases", default="sqlite,postgresql")
    asked.add_argument("--users", default="10,50,100,200,400")
    asked.add_argument("--seconds", type=int, default=90)
    asked.add_argument("--think", type=float, default=10.0)
    given = asked.parse_args()
    users = [int(number) for number in given.users.split(",")]
    machine, missed = describe(), []
    print(machine, flush=True)
    for size in map(int, given.sizes.split(",")):
        for database in given.databases.split(","):
            section = measured(database, size, users, given.seconds, given.think)
            print(f"\n## {section.title}\n\n{section.text()}", flush=True)
            keep([section], "make bench-web  (scripts/bench.sh web)", machine)
            missed += [line.what for line in section.checks if not line.held]
    for what in missed:
        print(f"LIMIT NOT HELD: {what}")
    return 1 if missed else 0


def measured(database: str, size: int, users: list[int], seconds: int, think: float) -> Section:
    """Fill once, serve, and load with more and more users."""
    place = DATA / f"web-{database}-{size}"
    if not filled_note(place).exists():
        shutil.rmtree(place, ignore_errors=True)
    with database_of(database, place) as environment:
        filled = fill(place, size, max(users), environment)
        warm(environment)
        with served(environment) as address:
            figures = [figure for count in users for figure in load(address, place, count, seconds, think)]
    told = f"{seconds} s each after a ramp of {RAMP} s, think time {think:g} s on average, locust on the same machine"
    told += "; tables warm in memory" if database == "postgresql" else ""
    notes = f"{filled}. {told}."
    return Section(
        f"Site, {size:,} households, {database}", checks=limits(figures), notes=f"{notes}\n\n{table(figures)}"
    )


def limits(figures: list[Figure]) -> list[Line]:
    """What is held: no failure, and the 95th percentile by load."""
    found = [Line("failures", float(sum(item.failures for item in figures if item.page == "Aggregated")), "", 0)]
    for users, page, limit in (
        (50, "list", LIMIT_AT_50),
        (50, "search", LIMIT_AT_50),
        (400, "Aggregated", LIMIT_AT_400),
    ):
        found += [
            Line(f"p95 of {page} at {users} users", item.p95, "ms", limit)
            for item in figures
            if item.users == users and item.page == page
        ]
    return found


def table(figures: list[Figure]) -> str:
    """All figures in Markdown."""
    lines = ["| users | page | requests | req/s | p50 ms | p95 ms | p99 ms | failures |", "|" + " --- |" * 8]
    lines += [
        f"| {item.users} | {'all' if item.page == 'Aggregated' else item.page} | {item.requests} "
        f"| {item.per_second:.1f} | {item.p50:.0f} | {item.p95:.0f} | {item.p99:.0f} | {item.failures} |"
        for item in figures
    ]
    return "\n".join(lines)


@contextmanager
def database_of(kind: str, place: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation on that kind of database; PostgreSQL is started and ended here."""
    place.mkdir(parents=True, exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RASOAT_")}
    environment = kept | {"RASOAT_DATA_DIR": str(place / "site")}
    if kind == "sqlite":
        yield environment
        return
    script = ["sh", str(ROOT / "scripts" / "postgres.sh")]
    options = os.environ | {"RASOAT_POSTGRES_OPTIONS": SERVER_OPTIONS}
    started = subprocess.run([*script, "start", str(place)], env=options, check=True, capture_output=True, text=True)
    try:
        yield environment | {"RASOAT_DATABASE_URL": started.stdout.strip()}
    finally:
        subprocess.run([*script, "stop", str(place)], check=True)


def fill(place: Path, size: int, users: int, environment: dict[str, str]) -> str:
    """Fill the database unless that was done before; returns what to say of it."""
    said = filled_note(place)
    if not said.exists():
        command = [sys.executable, "-m", "benchmarks.web.filling", str(size), str(users), str(place / "plan.json")]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        _, households, members, took = done.stdout.strip().splitlines()[-1].split()
        said.write_text(
            f"{int(households):,} households, {int(members):,} members, filled in {took} s", encoding="utf-8"
        )
    return said.read_text(encoding="utf-8")


def warm(environment: dict[str, str]) -> None:
    """Read the tables and indexes of a PostgreSQL database into its memory, as its own extension does."""
    if address := environment.get("RASOAT_DATABASE_URL"):
        with psycopg.connect(address, autocommit=True) as connection:
            for step in filter(str.strip, WARM.split(";")):
                connection.execute(step.encode())


def filled_note(place: Path) -> Path:
    """The note of a filled database; named by all migrations, so that a change of tables fills it again."""
    migrations = sorted((ROOT / "src" / "rasoat" / "web").glob("*/migrations/*.py"))
    return place / f"filled-{sha256(b''.join(path.read_bytes() for path in migrations)).hexdigest()[:12]}.txt"


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """A running `rasoat serve`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from rasoat.cli.serve import serve; serve()", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if "đang chạy" in line:
            break
    else:
        raise RuntimeError("the site did not start")
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def load(address: str, place: Path, users: int, seconds: int, think: float) -> Iterator[Figure]:
    """One load: a ramp whose figures are thrown away, then the time asked for."""
    out = place / f"users-{users}"
    command = [
        str(LOCUST), "-f", str(Path(__file__).parent / "locustfile.py"), "--headless", "--host", address,
        "--users", str(users),
        "--spawn-rate", str(users / RAMP), "--run-time", f"{seconds + RAMP}s", "--csv", str(out), "--reset-stats",
        "--only-summary", "--exit-code-on-error", "0",
    ]  # fmt: skip
    environment = os.environ | {"RASOAT_LOAD_PLAN": str(place / "plan.json"), "RASOAT_LOAD_THINK": str(think)}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    time.sleep(2)
    with Path(f"{out}_stats.csv").open(encoding="utf-8") as file:
        rows = {row["Name"]: row for row in csv.DictReader(file)}
    for page in PAGES:
        if row := rows.get(page):
            yield Figure(
                users, page, int(row["Request Count"]), int(row["Failure Count"]), float(row["Requests/s"]),
                float(row["50%"]), float(row["95%"]), float(row["99%"]),
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
