"""Places are looked at before the work, and results that are not complete are marked."""

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.main import main
from rasoat.cli.places import UNFINISHED

HEAD = "household_id,area,income_score,deprivation_score,class\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def households(tmp_path: Path) -> Path:
    file = tmp_path / "ho.csv"
    file.write_text(f"{HEAD}H1,rural,120,30,poor\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("command", ["review", "tables", "demo"])
def test_out_that_is_a_file_is_refused_at_once(households: Path, command: str) -> None:
    done = run(command, *([] if command == "demo" else [households]), "--out", households)

    assert done.exit_code == 2
    assert "là một tệp" in done.stderr


@pytest.mark.parametrize("command", ["review", "tables"])
def test_a_history_without_its_columns_is_refused_also_without_previous(
    households: Path, tmp_path: Path, command: str
) -> None:
    history = tmp_path / "history.csv"
    history.write_text("household_id,nam\nH1,2024\n", encoding="utf-8")

    done = run(command, households, "--history", history, "--no-pdf", "--out", tmp_path / "out")

    assert done.exit_code == 1
    assert "year" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_history_that_nothing_reads_and_a_round_against_itself_are_told(households: Path, tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text("household_id,year,class\nH1,2024,poor\n", encoding="utf-8")

    alone = run("tables", households, "--history", history, "--no-pdf", "--out", tmp_path / "a")
    itself = run("tables", households, "--previous", households, "--no-pdf", "--out", tmp_path / "b")

    assert (alone.exit_code, itself.exit_code) == (0, 0), alone.output + itself.output
    assert "--history chưa dùng đến" in alone.stderr
    assert "--previous trùng với CURRENT" in itself.stderr
    assert not (tmp_path / "a" / UNFINISHED).exists()


def test_results_of_a_broken_review_are_marked_until_the_next(households: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    in_the_way = out / "bao-cao.xlsx" / "x"
    in_the_way.mkdir(parents=True)
    stopped = run("review", households, "--no-pdf", "--out", out)
    in_the_way.rmdir()
    in_the_way.parent.rmdir()
    marked = (out / UNFINISHED).exists()
    again = run("review", households, "--no-pdf", "--out", out)

    assert (stopped.exit_code, marked, again.exit_code) == (1, True, 0)
    assert not (out / UNFINISHED).exists()
    levels = pl.read_csv(out / "kiem-tra.csv")["muc_do"]
    assert set(levels) <= {"lỗi", "cảnh báo", "thông tin"}
