"""Real installations and real processes, each in a directory and on a port of its own."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from prepared import copy_static, copy_tables
from rasoat.web.vault.keyring import new_ring, write_ring
from site_processes import (
    Serve,
    alive,
    command,
    drop_database,
    environment_of,
    eventually,
    free_port,
    fresh_database,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with keys; the database is made at the first start."""
    directory = tmp_path / "du-lieu"
    write_ring(directory / "keys.json", new_ring())
    return directory


NAME = f"rasoat_serve_{os.getpid()}"


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test; empty on SQLite, which lies in the data directory."""
    yield fresh_database(NAME)
    drop_database(NAME)


@pytest.fixture
def installed(data: Path, database: str) -> str:
    """The same address with tables there, and static files, as an earlier start left them."""
    copy_static(data)
    assert copy_tables(data, NAME) == database
    return database


@pytest.fixture
def serving(data: Path, installed: str, tmp_path: Path) -> Iterator[Callable[..., Serve]]:
    """`serving(*options, **environment)`: a site that answers; ended after the test, whatever happens."""
    with _served(data, installed, tmp_path) as start:
        yield start


@pytest.fixture
def serving_from_nothing(data: Path, database: str, tmp_path: Path) -> Iterator[Callable[..., Serve]]:
    """`serving_from_nothing(...)`: the same at its first start, which makes tables and static files."""
    with _served(data, database, tmp_path) as start:
        yield start


@contextmanager
def _served(data: Path, database: str, tmp_path: Path) -> Iterator[Callable[..., Serve]]:
    started: list[Serve] = []

    def start(*options: str, scheme: str = "http", host: str = "127.0.0.1", **more: str) -> Serve:
        port = free_port()
        log = tmp_path / f"serve-{port}.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                command("serve", "--port", str(port), *options), stdout=out,
                env=environment_of(data, **{"RASOAT_DATABASE_URL": database} | more),
                stderr=subprocess.STDOUT, text=True, start_new_session=True,
            )  # fmt: skip
        site = Serve(process, f"{scheme}://{host}:{port}", log)
        started.append(site)
        eventually(lambda: "đang chạy" in site.printed() or process.poll() is not None)
        assert process.poll() is None, site.printed()
        return site

    yield start
    for site in started:
        family = site.family()
        site.process.kill()
        site.process.wait()
        eventually(lambda family=family: not alive(list(family)), within=30)  # type: ignore[misc]
