"""`rasoat init`: the first day of an installation, and what it refuses."""

import re
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from site_processes import Serve, run_command

ADMIN = ("--admin", "Quản trị Thử")
PROVINCE = ("--province", "01", "--province-admin", "Tỉnh Thử")


def rows(data: Path, database: str, sql: str) -> list[tuple[object, ...]]:
    if database:
        with psycopg.connect(database) as there:
            return there.execute(sql.encode()).fetchall()
    with sqlite3.connect(data / "rasoat.sqlite3") as here:
        return here.execute(sql).fetchall()


def test_first_people_get_slips_that_open_the_door(
    tmp_path: Path, database: str, serving_from_nothing: Callable[..., Serve], data: Path
) -> None:
    (data / "keys.json").unlink()
    done = run_command("init", *ADMIN, *PROVINCE, data=data, RASOAT_DATABASE_URL=database,
                       RASOAT_BASE_URL="https://rasoat.thu.vn")  # fmt: skip

    assert done.returncode == 0, done.stderr
    slips = re.findall(r"https://rasoat\.thu\.vn(/moi/\S+)", done.stdout)
    assert len(slips) == 2
    assert "rasoat keys backup" in done.stdout
    assert stat.S_IMODE((data / "keys.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "session-secret").stat().st_mode) == 0o600
    assert rows(data, database, "SELECT count(*) FROM areas_unit WHERE level = 'province'")[0][0] >= 34
    site = serving_from_nothing()
    assert [site.get(path).status for path in slips] == [200, 200]
    assert site.get("/moi/khong-co-phieu-nay/").status != 200


def test_a_second_installation_is_refused_and_changes_nothing(data: Path, installed: str) -> None:
    run_command("init", *ADMIN, data=data, RASOAT_DATABASE_URL=installed)
    before = (data / "keys.json").read_bytes(), rows(data, installed, "SELECT count(*) FROM accounts_user")

    done = run_command("init", *ADMIN, data=data, RASOAT_DATABASE_URL=installed)

    assert done.returncode == 1
    assert "đã được cài đặt" in done.stderr
    assert "rasoat serve" in done.stderr
    assert ((data / "keys.json").read_bytes(), rows(data, installed, "SELECT count(*) FROM accounts_user")) == before


def test_an_unknown_province_is_told_and_the_next_try_goes_on(data: Path, installed: str) -> None:
    wrong = run_command("init", *ADMIN, "--province", "999", "--province-admin", "Ai", data=data,
                        RASOAT_DATABASE_URL=installed)  # fmt: skip
    right = run_command("init", *ADMIN, *PROVINCE, data=data, RASOAT_DATABASE_URL=installed)

    assert wrong.returncode == 1
    assert "01" in wrong.stderr
    assert right.returncode == 0, right.stderr


@pytest.mark.parametrize(("options", "told"), [((), "--admin"), ((*ADMIN, "--province", "01"), "--province-admin")])
def test_half_a_command_is_refused(data: Path, options: tuple[str, ...], told: str) -> None:
    done = run_command("init", *options, data=data)

    assert done.returncode == 2
    assert told in done.stderr
