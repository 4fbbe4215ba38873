"""One prepared installation a test run: made once from nothing, as `rasoat serve` does; copied by whoever needs it.

Installing is tested for real where it is the subject: `rasoat init`, the first start of `rasoat serve`, restoring.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rasoat.web.vault.keyring import new_ring, write_ring
from site_processes import POSTGRESQL, drop_database, environment_of, fresh_database

ROOM = "RASOAT_TEST_ROOM"
"""The variable that names the directory of this run; the first process of the run makes it, the others find it."""

FILE = "rasoat.sqlite3"
PREPARE = """
from rasoat.web.site.starting import start_django
start_django()
from rasoat.web.site.preparing import prepare
prepare()
"""


def open_room() -> bool:
    """Make the directory of this run; False when there is one already."""
    if os.environ.get(ROOM):
        return False
    os.environ[ROOM] = tempfile.mkdtemp(prefix="rasoat-run-")
    return True


def close_room() -> None:
    """Leave nothing of this run."""
    room = Path(os.environ.pop(ROOM))
    if (room / "site").exists():
        drop_database(_name(room))
    shutil.rmtree(room, ignore_errors=True)


def prepared() -> Path:
    """The data directory of an installation without a row: tables (on PostgreSQL in `prepared_name`), static files."""
    room = Path(os.environ[ROOM])
    site, made = room / "site", room / "made"
    with _alone(room):
        if not made.exists():
            shutil.rmtree(site, ignore_errors=True)
            write_ring(site / "keys.json", new_ring())
            subprocess.run(
                [sys.executable, "-c", PREPARE], check=True,
                env=environment_of(site, RASOAT_DATABASE_URL=fresh_database(_name(room))),
            )  # fmt: skip
            if not POSTGRESQL:
                with closing(sqlite3.connect(site / FILE)) as tables:
                    tables.execute("PRAGMA journal_mode = DELETE")
            made.touch()
    return site


def prepared_name() -> str:
    """The PostgreSQL database with the tables: the template of others."""
    prepared()
    return _name(Path(os.environ[ROOM]))


def copy_static(data: Path) -> None:
    """Static files for a data directory."""
    shutil.copytree(prepared() / "static", data / "static", copy_function=_link)


def copy_tables(data: Path, name: str) -> str:
    """Tables for a data directory; returns the address of their database, called `name`: empty on SQLite."""
    if POSTGRESQL:
        return fresh_database(name, like=prepared_name())
    data.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(prepared() / FILE, data / FILE)
    return ""


def copy_into_memory(address: str) -> sqlite3.Connection:
    """The tables in the SQLite database in memory at this address; they stay while a connection is open."""
    kept = sqlite3.connect(address, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(prepared() / FILE)) as tables:
        tables.backup(kept)
    return kept


def _link(source: str, target: str) -> None:
    """Static files are never written to in place, so that one copy of each serves."""
    os.link(source, target)


def _name(room: Path) -> str:
    return f"rasoat_prepared_{room.name.replace('-', '_')}"


@contextmanager
def _alone(room: Path) -> Iterator[None]:
    """One process at a time; the lock goes with its process, whatever happens."""
    with closing(sqlite3.connect(room / "lock", isolation_level=None, timeout=600)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield
