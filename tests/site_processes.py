"""Real `rasoat` commands and the processes below them, for tests that need the whole thing."""

import os
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

POSTGRESQL = os.environ.get("RASOAT_TEST_DATABASE_URL", "")

START_WITHIN = 120
"""Seconds; generous, since the machine may be busy with other tests."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered."""

    status: int
    headers: Message
    body: bytes


@dataclass
class Serve:
    """A running `rasoat serve`: its process, its address, and what it has printed so far."""

    process: "subprocess.Popen[str]"
    address: str
    log: Path

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def get(self, path: str = "/dang-nhap/", *, trust: Path | None = None) -> Answer:
        """One request without following a redirect; `trust`: the authority that must vouch for the site."""
        context = ssl.create_default_context(cafile=str(trust)) if trust else None
        opener = urllib.request.build_opener(NoRedirect, urllib.request.HTTPSHandler(context=context))
        try:
            found = opener.open(self.address + path, timeout=20)
        except urllib.error.HTTPError as error:
            found = error
        with found:
            return Answer(found.status, found.headers, found.read())

    def family(self) -> dict[int, str]:
        """Living processes below this one: number and command line."""
        return descendants(self.process.pid)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        return None


def descendants(pid: int) -> dict[int, str]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(entry.name))
    found: dict[int, str] = {}
    waiting = list(parents.get(pid, []))
    while waiting:
        one = waiting.pop()
        waiting += parents.get(one, [])
        try:
            found[one] = (Path(f"/proc/{one}/cmdline")).read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def alive(pids: Iterable[int]) -> list[int]:
    def lives(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return [pid for pid in pids if lives(pid)]


def eventually(holds: Callable[[], Any], within: float = START_WITHIN) -> Any:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if found := holds():
            return found
        time.sleep(0.1)
    return holds()


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def fresh_database(name: str, like: str = "template1") -> str:
    """The address of a new PostgreSQL database, empty or a copy of `like`; empty where the run is on SQLite."""
    if not POSTGRESQL:
        return ""
    drop_database(name)
    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
    return urlunsplit(urlsplit(POSTGRESQL)._replace(path=f"/{name}"))


def drop_database(name: str) -> None:
    if POSTGRESQL:
        with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def environment_of(data: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("RASOAT_", "DJANGO_"))}
    return kept | {"RASOAT_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"} | more


def command(name: str, *arguments: str) -> list[str]:
    """`rasoat NAME ...` without loading every other command."""
    return [sys.executable, "-c", f"from rasoat.cli.{name} import {name}; {name}()", *arguments]


def run_command(name: str, *arguments: str, data: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(name, *arguments), env=environment_of(data, **more), capture_output=True, text=True, check=False,
        timeout=START_WITHIN,
    )  # fmt: skip
