"""What commands say when the installation cannot be used: what, where, what next, and never a traceback."""

from pathlib import Path

import pytest

from site_processes import run_command

COMMANDS = {
    "init": ("--admin", "Thử"),
    "serve": ("--port", "65034"),
    "ledger": ("verify",),
    "keys": ("status",),
    "backup": ("make", "ra.zip", "--plain"),
}


def told(name: str, data: Path, **more: str) -> str:
    done = run_command(name, *COMMANDS[name], data=data, **more)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_wrong_kind_of_database_is_told(name: str, data: Path) -> None:
    assert "postgresql://" in told(name, data, RASOAT_DATABASE_URL="mysql://ai@may/ten")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_data_directory_that_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("không phải thư mục")

    said = told(name, tmp_path / "tep" / "du-lieu")

    assert "RASOAT_DATA_DIR" in said
    assert "tep" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_a_database_that_does_not_answer_is_told(name: str, data: Path) -> None:
    assert "RASOAT_DATABASE_URL" in told(name, data, RASOAT_DATABASE_URL="postgresql://ai@127.0.0.1:9/khong-co")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("RASOAT_DATABASE_URL", "postgresql://ai:mat#khau@may:cong/ten"),
        ("RASOAT_DATABASE_URL", "postgresql://ai@[may/ten"),
        ("RASOAT_PROXY", "may-trung-gian"),
        ("RASOAT_HSTS", "lâu"),
    ],
)
def test_a_variable_that_cannot_be_read_is_named(data: Path, variable: str, value: str) -> None:
    assert variable in told("serve", data, **{variable: value})


@pytest.mark.parametrize("port", ["0", "70000", "cổng"])
def test_a_port_that_is_none_is_told(data: Path, port: str) -> None:
    done = run_command("serve", "--port", port, data=data)

    assert done.returncode == 2
    assert "--port" in done.stderr


def test_before_the_installation_commands_name_it(data: Path) -> None:
    assert "rasoat init" in told("ledger", data)


def test_missing_keys_are_told_by_the_commands_that_need_them(data: Path) -> None:
    (data / "keys.json").unlink()

    assert "keys restore" in told("serve", data)
