"""What is said when a command is used wrongly or stopped."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rasoat.cli.main import main
from rasoat.cli.screen import Utf8Group
from rasoat.law.whole_file import write_whole


def test_a_stopped_command_says_that_its_results_are_not_complete() -> None:
    @click.command()
    def stopped() -> None:
        raise KeyboardInterrupt

    result = CliRunner().invoke(Utf8Group(commands=[stopped]), ["stopped"])

    assert result.exit_code == 1
    assert "Đã dừng giữa chừng" in result.stderr


def test_a_file_that_is_not_there_is_told_in_vietnamese(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["classify", str(tmp_path / "khong-co.csv"), "--out", str(tmp_path / "o.csv")])

    assert result.exit_code == 2
    assert "không có tệp hoặc thư mục của 'FILE'" in result.stderr


def test_a_place_that_cannot_be_written_is_named_as_it_was_asked() -> None:
    target = Path("/proc/self/ra.csv")

    with pytest.raises(OSError, match=r"ra\.csv") as error:
        write_whole(target, b"")

    assert error.value.filename == str(target)
