"""Help pages and wrong uses, in Vietnamese."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from rasoat.cli.main import main


def paths(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from paths(child, (*path, name))


@pytest.mark.parametrize("path", list(paths(main)), ids=" ".join)
def test_every_help_page_is_vietnamese_and_its_lists_are_whole(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*path, "-h"])
    said = result.stdout

    assert result.exit_code == 0, (result.exception, result.output)
    assert said.startswith("Cách dùng: ")
    assert "Tùy chọn:" in said
    for english in ("Usage", "Options", "Commands", "Show ", "OPTIONS", "TEXT", "INTEGER", "[required]", "[default"):
        assert english not in said
    if "Lệnh:" in said:
        assert "..." not in said.partition("Lệnh:")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--khong-co"], "không có tùy chọn --khong-co"),
        (["khong-co"], "không có lệnh khong-co"),
        (["review"], "thiếu 'CURRENT'"),
        (["law", "khong-co"], "không có lệnh khong-co"),
        (["demo", "--seed", "x"], "giá trị của '--seed' phải là số"),
        (["demo", "--preset", "x"], "phải là một trong: "),
        (["demo", "--seed"], "--seed cần một giá trị"),
        (["demo", "x"], "thừa tham số"),
    ],
)
def test_a_wrong_use_is_told_once_before_the_words_of_click(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(main, arguments)

    assert done.exit_code == 2
    assert said in done.stderr.splitlines()[0]
    assert done.stderr.count("Sai cách dùng") == 1


@pytest.mark.parametrize("path", list(paths(main)), ids=" ".join)
def test_help_is_found_whoever_asks_for_it_first(path: tuple[str, ...]) -> None:
    """A command keeps its help option from the first time it is asked, be it without the commands above."""
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]

    assert CliRunner().invoke(command, ["-h"]).exit_code == 0
