"""Every example of the documentation runs and prints what the page shows."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rasoat.cli.main import main

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a console block, the lines it must print, in order, and its exit code (`? 1`)."""

    command: str
    shown: tuple[str, ...]
    code: int


def blocks(path: Path) -> list[tuple[str, str, str]]:
    """Language, title (the name of a file to write) and text of each fenced block."""
    return BLOCK.findall(path.read_text(encoding="utf-8"))


def steps(block: str) -> Iterator[Step]:
    for part in block.replace("\\\n", " ").strip().removeprefix("$ ").split("\n$ "):
        command, *rest = part.splitlines()
        codes = [int(line[2:]) for line in rest if line.startswith("? ")]
        yield Step(command, tuple(line.strip() for line in rest if not line.startswith("? ")), *(codes or [0]))


def run(command: str) -> tuple[int, str]:
    """What a command prints, with its exit code. `rasoat` runs in this process; `cat` and `cmp` read files."""
    program, *arguments = shlex.split(command)
    if program == "cat":
        return 0, Path(arguments[0]).read_text(encoding="utf-8")
    if program == "cmp":
        return int(Path(arguments[0]).read_bytes() != Path(arguments[1]).read_bytes()), ""
    assert program == "rasoat", f"no example may run {program}"
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def not_printed(shown: tuple[str, ...], printed: str) -> str:
    """The first shown line that is not printed after those before it; empty when all are."""
    at = 0
    for line in shown:
        found = printed.find(line, at)
        if found < 0:
            return line
        at = found + len(line)
    return ""


def pages_with(language: str) -> list[Path]:
    return [path for path in PAGES if any(block[0] == language for block in blocks(path))]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", pages_with("console"), ids=name)
def test_shell_examples_run_and_print_what_is_shown(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, title, body in blocks(path):
        if title:
            Path(title).parent.mkdir(parents=True, exist_ok=True)
            Path(title).write_text(body, encoding="utf-8")
        for step in steps(body) if language == "console" else ():
            code, printed = run(step.command)

            assert code == step.code, f"{step.command}\n{printed}"
            assert not_printed(step.shown, printed) == "", f"{step.command}\n{printed}"


@pytest.mark.parametrize("path", pages_with("python"), ids=name)
def test_python_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for language, _, body in blocks(path):
        if language == "python":
            exec(compile(body, name(path), "exec"), {})


def test_make_targets_that_are_named_exist() -> None:
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    every = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", every, re.MULTILINE))

    assert {"demo", "test", "setup", "docs", "bench"} <= named
    assert named <= rules


def named_in_prose() -> list[str]:
    """Commands written inside sentences."""
    every = "".join(path.read_text(encoding="utf-8") for path in PAGES if "tra-cuu" not in path.parts)
    return sorted(set(re.findall(r"`(rasoat [^`\n]+)`", re.sub(r"^```.*?^```$", "", every, flags=re.M | re.S))))


def unknown(command: str) -> list[str]:
    """Words of a command that the program does not know: a command, or an option of it."""
    found: click.Command = main
    options = set[str]()
    for word in shlex.split(command)[1:]:
        if isinstance(found, click.Group) and not word.startswith("-"):
            if word not in found.commands:
                return [word]
            found = found.commands[word]
            options = {name for item in found.params for name in item.opts}
        elif word.startswith("--") and word not in options | {"--help"}:
            return [word]
    return []


@pytest.mark.parametrize("command", named_in_prose())
def test_commands_named_in_sentences_exist(command: str) -> None:
    assert unknown(command.split("|")[0]) == []


def test_an_unknown_word_of_a_command_is_found() -> None:
    assert unknown("rasoat law nothing") == ["nothing"]
    assert unknown("rasoat law gaps --nothing") == ["--nothing"]


def test_there_are_examples() -> None:
    assert len(pages_with("console")) >= 8
    assert ROOT / "README.md" in pages_with("python")


def test_a_line_that_is_not_printed_is_found() -> None:
    assert not_printed(("a", "c"), "a\nb\nc") == ""
    assert not_printed(("c", "a"), "a\nb\nc") == "a"
    assert [step.code for step in steps("$ rasoat x\n? 3\nno\n$ rasoat y\nyes\n")] == [3, 0]
    assert next(steps("$ rasoat x \\\n    --out y\nyes\n")) == Step("rasoat x      --out y", ("yes",), 0)
