"""Backup, drill and restore as people run them: own processes, real files, the database of this test run."""

import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from prepared import copy_tables
from site_processes import POSTGRESQL, fresh_database
from web.backup.backup_commands import PASSPHRASE, SITE, ok, run


@pytest.fixture(scope="module")
def archive(site: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "sao-luu.zip"
    ok(run(site, "backup", str(path), "--plain"))
    return path


def keys_of(site: dict[str, str]) -> str:
    return str(Path(site["RASOAT_DATA_DIR"]) / "keys.json")


def test_the_drill_passes_and_leaves_nothing(site: dict[str, str], archive: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()

    told = ok(run({**site, "TMPDIR": str(room)}, "backup", "drill", str(archive)))

    assert "Diễn tập đạt" in told
    assert "Nhật ký khớp" in told
    assert list(room.iterdir()) == []


def test_a_restored_site_holds_the_same_and_goes_on(site: dict[str, str], archive: Path, tmp_path: Path) -> None:
    target = {
        "RASOAT_DATA_DIR": str(tmp_path / "new"), "RASOAT_DATABASE_URL": fresh_database(f"rasoat_back_{os.getpid()}"),
        "RASOAT_KEYS": keys_of(site),
    }  # fmt: skip

    ok(run(target, "restore", str(archive), "--into", str(tmp_path / "new")))

    assert ok(run(target, "site", "tell")) == ok(run(site, "site", "tell"))
    ok(run(target, "site", "write", "2"))
    assert "khớp hết" in ok(run(target, "ledger", "verify"))
    told = json.loads(ok(run(target, "site", "tell")))
    assert (told["households"], len(told["packs"])) == (4, 1)


def test_keys_come_along_only_wrapped(site: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "kem-khoa.zip"
    ok(run({**site, "RASOAT_KEYS_PASSPHRASE": PASSPHRASE}, "backup", str(path), "--plain", "--with-keys"))
    target = {"RASOAT_DATA_DIR": str(tmp_path / "new"), "RASOAT_DATABASE_URL": ""}

    wrong = run(
        {**target, "RASOAT_KEYS_PASSPHRASE": "mật khẩu khác hẳn"}, "restore", str(path), "--into", str(tmp_path / "new")
    )
    assert wrong.returncode == 1
    assert not (tmp_path / "new").exists()
    ok(run({**target, "RASOAT_KEYS_PASSPHRASE": PASSPHRASE}, "restore", str(path), "--into", str(tmp_path / "new")))

    assert json.loads(ok(run(target, "site", "tell")))["numbers"][0] == "024184012345"
    with zipfile.ZipFile(path) as parts:
        secret = json.loads(Path(keys_of(site)).read_text())["seal"]["1"]
        assert all(secret.encode() not in parts.read(name) for name in parts.namelist())


def test_without_keys_the_restore_says_so(archive: Path, tmp_path: Path) -> None:
    target = {"RASOAT_DATA_DIR": str(tmp_path / "new"), "RASOAT_DATABASE_URL": ""}

    done = run(target, "restore", str(archive), "--into", str(tmp_path / "new"))

    assert done.returncode == 1
    assert "key-lost" in done.stdout
    assert "rasoat keys restore" in done.stdout
    assert json.loads(ok(run(target, "site", "tell")))["households"] == 2


def test_a_damaged_archive_is_refused_and_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    content = archive.read_bytes()
    bad = tmp_path / "hong.zip"
    bad.write_bytes(content[: len(content) * 2 // 3])

    done = run({"RASOAT_DATABASE_URL": ""}, "restore", str(bad), "--into", str(tmp_path / "new"))

    assert done.returncode == 1
    assert "hỏng" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_forged_archive_is_found_by_the_ledger(site: dict[str, str], archive: Path, tmp_path: Path) -> None:
    forged = tmp_path / "gia.zip"
    part = "tables/register.household.jsonl"
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(forged, "w") as out:
        rows = source.read(part).replace("Lò Thị Mai 0".encode(), "Lò Thị Mơ 0".encode())
        assert rows != source.read(part)
        manifest = json.loads(source.read("manifest.json"))
        manifest["parts"][part] = {"size": len(rows), "sha256": sha256(rows).hexdigest()}
        for name in source.namelist():
            content = {part: rows, "manifest.json": json.dumps(manifest).encode()}.get(name, source.read(name))
            out.writestr(name, content)

    done = run(site, "backup", "drill", str(forged))

    assert done.returncode == 1
    assert "row-changed" in done.stdout
    assert "KHÔNG đạt" in done.stderr


def test_a_place_that_is_not_empty_is_refused(site: dict[str, str], archive: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "tep").write_text("x")

    done = run(site, "restore", str(archive), "--into", str(tmp_path / "new"))

    assert done.returncode == 1
    assert "không trống" in done.stderr
    assert (tmp_path / "new" / "tep").exists()


@pytest.mark.skipif(not POSTGRESQL, reason="a database beside the data directory exists on PostgreSQL only")
def test_a_database_that_is_not_empty_is_refused(site: dict[str, str], archive: Path, tmp_path: Path) -> None:
    done = run(site, "restore", str(archive), "--into", str(tmp_path / "new"))

    assert done.returncode == 1
    assert "không trống" in done.stderr


def test_a_backup_while_people_write_is_of_one_moment(site: dict[str, str], tmp_path: Path) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("RASOAT_", "DJANGO_"))}
    room = tmp_path / "busy"
    busy = {"RASOAT_DATA_DIR": str(room), "RASOAT_DATABASE_URL": copy_tables(room, f"rasoat_busy_{os.getpid()}")}
    ok(run(busy, "site", "fill"))
    writer = subprocess.Popen([sys.executable, SITE, "write", "400"], env={**clean, **busy})
    try:
        ok(run(busy, "backup", str(tmp_path / "a.zip"), "--plain"))
        ok(run(busy, "backup", str(tmp_path / "b.zip"), "--plain"))
        still_writing = writer.poll() is None
    finally:
        writer.terminate()
        writer.wait()

    assert still_writing or writer.returncode == 0
    for name in ("a.zip", "b.zip"):
        assert "Diễn tập đạt" in ok(run(busy, "backup", "drill", str(tmp_path / name)))


def test_keys_are_backed_up_and_come_back(site: dict[str, str], tmp_path: Path) -> None:
    asked = {**site, "RASOAT_KEYS_PASSPHRASE": PASSPHRASE}
    ok(run(asked, "keys", "backup", str(tmp_path / "khoa.txt"), "--paper", str(tmp_path / "khoa.pdf")))
    other = {**asked, "RASOAT_KEYS": str(tmp_path / "moi.json")}

    ok(run(other, "keys", "restore", str(tmp_path / "khoa.txt")))

    assert (tmp_path / "moi.json").read_text() == Path(keys_of(site)).read_text()
    assert "đang dùng" in ok(run(other, "keys", "status"))
    again = run(other, "keys", "restore", str(tmp_path / "khoa.txt"))
    assert again.returncode == 1
    assert "--replace" in again.stderr


def test_the_ledger_command_finds_what_was_done_behind_it(site: dict[str, str]) -> None:
    heads = ok(run(site, "ledger", "heads", "--unit", "TT0001")).strip()
    assert "khớp hết" in ok(run(site, "ledger", "verify", "--unit", "TT0001", "--head", heads))

    forged = run(site, "ledger", "verify", "--head", heads[:-1] + ("0" if heads[-1] != "0" else "1"), "--json")
    unread = run(site, "ledger", "verify", "--head", "rác")

    assert forged.returncode == 1
    assert json.loads(forged.stdout)["findings"][0]["kind"] == "head-unknown"
    assert unread.returncode == 1
    assert "đầu chuỗi" in unread.stderr
