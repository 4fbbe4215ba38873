"""Real installations and real processes, each in a directory and on a port of its own."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test; empty on SQLite, which lies in the data directory."""
    name = f"rasoat_serve_{os.getpid()}"
    yield fresh_database(name)
    drop_database(name)


@pytest.fixture
def serving(data: Path, database: str, tmp_path: Path) -> Iterator[Callable[..., Serve]]:
    """`serving(*options, **environment)`: a site that answers; ended after the test, whatever happens."""
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
