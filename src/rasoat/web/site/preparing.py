"""What stands between an installation and serving it: keys, database, migrations, static files. Faults in words."""

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.web.vault.keyring import KeysMissingError, read_ring


def prepare() -> None:
    """Check keys and database, migrate when needed, collect static files when they changed.

    Raises `FaultsFoundError` saying what is missing and what to do.
    """
    check_keys(settings.KEYS_PATH)
    check_database()
    migrate()
    collect_static()


def check_keys(path: Path) -> None:
    """Raise unless the key file is there and whole."""
    try:
        read_ring(path)
    except KeysMissingError as error:
        raise FaultsFoundError([Fault(
            rule="keys-missing",
            vi=f"chưa có khóa mã hóa dùng được ({error})",
            en="there is no usable key file",
            remedy_vi="nếu cài lần đầu: rasoat init; nếu đã có dữ liệu: rasoat keys restore từ bản sao lưu khóa",
            remedy_en="first installation: rasoat init; otherwise restore the key file: rasoat keys restore",
            place=Place(file=str(path)),
        )]) from error  # fmt: skip


def check_database() -> None:
    """Raise unless the database answers. A pool of connections is asked through one connection of our own."""
    try:
        if connection.vendor == "postgresql":
            _knock_on_postgresql()
        connection.ensure_connection()
    except (DatabaseError, OSError) as error:
        raise FaultsFoundError([Fault(
            rule="database-unreachable",
            vi="không kết nối được cơ sở dữ liệu",
            en="the database does not answer",
            remedy_vi="kiểm tra RASOAT_DATABASE_URL (máy, cổng, tên, mật khẩu) và máy chủ cơ sở dữ liệu đã chạy chưa",
            remedy_en="check RASOAT_DATABASE_URL (host, port, name, password) and that the server is running",
            value=" ".join(str(error).split())[:200],
        )]) from error  # fmt: skip


def migrate() -> bool:
    """Bring the tables up to date; True when there was something to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0, stdout=StringIO())
    return True


def collect_static() -> bool:
    """Gather and compress static files into the data directory; True unless nothing changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".stamp"
    now = _static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists(), stdout=StringIO())
    root.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now, encoding="ascii")
    return True


def _static_fingerprint() -> str:
    """Changes when any static file of any app does: by path, size and time of change."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            found.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _knock_on_postgresql() -> None:
    """One connection without the pool, which would wait half a minute before it says that nobody is there."""
    import psycopg

    given = {
        name: value for name, value in connection.get_connection_params().items()
        if name in {"dbname", "user", "password", "host", "port", "service", "sslmode"}
    }  # fmt: skip
    try:
        psycopg.connect(**given, connect_timeout=5).close()
    except psycopg.Error as error:
        raise OperationalError(str(error)) from error
