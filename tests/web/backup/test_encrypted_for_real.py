"""Encrypted backups as people make and restore them: own processes, real files, the database of this test run."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from site_processes import fresh_database
from web.backup.backup_commands import COMMANDS, PASSPHRASE, ok, run


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "mat-khau.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="module")
def encrypted(site: dict[str, str], secret: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "sao-luu.rsb"
    told = run(site, "backup", str(path), "--with-keys", "--passphrase-file", str(secret))
    assert "đã mã hóa" in ok(told)
    assert told.stderr == ""
    return path


def test_an_encrypted_backup_is_drilled_and_restored(
    site: dict[str, str], encrypted: Path, secret: Path, tmp_path: Path
) -> None:
    target = {
        "RASOAT_DATA_DIR": str(tmp_path / "new"),
        "RASOAT_DATABASE_URL": fresh_database(f"rasoat_enc_{os.getpid()}"),
    }
    words = ["--into", str(tmp_path / "new"), "--passphrase-file", str(secret)]

    drilled = ok(run(site, "backup", "drill", str(encrypted), "--passphrase-file", str(secret)))
    ok(run(target, "restore", str(encrypted), *words))

    assert "Diễn tập đạt" in drilled
    assert ok(run(target, "site", "tell")) == ok(run(site, "site", "tell"))
    assert "Lò Thị Mai".encode() not in encrypted.read_bytes()


@pytest.mark.parametrize("damage", ["wrong passphrase", "cut", "changed", "no passphrase", "empty passphrase"])
def test_an_encrypted_backup_that_does_not_open_writes_nothing(
    encrypted: Path, secret: Path, tmp_path: Path, damage: str
) -> None:
    content = bytearray(encrypted.read_bytes())
    content[len(content) // 2] ^= damage == "changed"
    bad, phrase = tmp_path / "b.rsb", tmp_path / "mat-khau.txt"
    bad.write_bytes(content[: len(content) * 2 // 3] if damage == "cut" else content)
    phrase.write_text({"wrong passphrase": "không phải câu này", "empty passphrase": ""}.get(damage, PASSPHRASE))
    given = [] if damage == "no passphrase" else ["--passphrase-file", str(phrase)]

    done = run({"RASOAT_DATABASE_URL": ""}, "restore", str(bad), "--into", str(tmp_path / "new"), *given)

    assert done.returncode == 1
    assert {
        "wrong passphrase": "Mật khẩu của bản sao lưu không đúng", "cut": "bị hỏng", "changed": "bị hỏng",
        "no passphrase": "--passphrase-file", "empty passphrase": "không có mật khẩu",
    }[damage] in done.stderr  # fmt: skip
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_plain_backup_is_warned_of(site: dict[str, str], tmp_path: Path) -> None:
    done = run(site, "backup", str(tmp_path / "a.zip"), "--khong-ma-hoa")

    assert done.returncode == 0
    assert "KHÔNG mã hóa" in done.stderr


@contextmanager
def _held_open(site: dict[str, str]) -> Iterator[None]:
    """Keeps the files beside an SQLite database in being, so that reading it writes nothing."""
    path = Path(site["RASOAT_DATA_DIR"]) / "rasoat.sqlite3"
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path)) as held:
        held.execute("SELECT count(*) FROM areas_unit").fetchone()
        yield


def test_a_disk_that_takes_no_more_is_told(site: dict[str, str], secret: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    out = tmp_path / "out" / "a.rsb"
    start = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); {COMMANDS['backup']}"
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("RASOAT_", "DJANGO_"))}

    with _held_open(site):
        done = subprocess.run(
            [sys.executable, "-c", start, str(out), "--passphrase-file", str(secret)], env={**clean, **site},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert done.returncode == 1
    assert "chỗ trống trên đĩa" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(out.parent.iterdir()) == []
