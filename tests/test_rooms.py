"""The library rooms touch only what they are given: no clock, no environment, no network."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import rasoat.law.book

HOUSE = Path(rasoat.law.book.__file__).parents[1]
ROOMS = ("law", "survey", "scoring", "tables", "papers", "demo")
MODULES = sorted(path for room in ROOMS for path in (HOUSE / room).rglob("*.py"))
FORBIDDEN_IMPORTS = {"os", "time", "socket", "ssl", "subprocess", "urllib", "http", "ftplib", "smtplib", "getpass"}
FORBIDDEN_NAMES = {"environ", "getenv"}
FORBIDDEN_CALLS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("Path", "cwd"), ("Path", "home"),
}  # fmt: skip


def offences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names if alias.name.split(".")[0] in FORBIDDEN_IMPORTS)
            case ast.ImportFrom(module=str(module)):
                if module.split(".")[0] in FORBIDDEN_IMPORTS:
                    yield module
            case ast.Attribute(attr="expanduser"):
                yield "expanduser"
            case ast.Attribute(value=ast.Name(id=str(owner)), attr=str(name)) if (owner, name) in FORBIDDEN_CALLS:
                yield f"{owner}.{name}"
            case ast.Attribute(value=ast.Attribute(attr=str(owner)), attr=str(name)):
                if (owner, name) in FORBIDDEN_CALLS:
                    yield f"{owner}.{name}"
            case ast.Name(id=str(name)) | ast.Attribute(attr=str(name)) if name in FORBIDDEN_NAMES:
                yield name


def test_every_room_has_modules() -> None:
    assert {path.relative_to(HOUSE).parts[0] for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(HOUSE)) for path in MODULES])
def test_no_clock_environment_or_network(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert list(offences(tree)) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import os.path",
        "from urllib.request import urlopen",
        "from datetime import date\ndate.today()",
        "import datetime\ndatetime.datetime.now()",
        "from pathlib import Path\nPath.cwd()",
        "from pathlib import Path\nPath('~').expanduser()",
        "def f(x): return x.environ",
        "getenv('HOME')",
    ],
)
def test_the_walk_sees_each_kind_of_offence(source: str) -> None:
    assert list(offences(ast.parse(source)))
