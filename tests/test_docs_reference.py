"""Whatever the program has is in the reference, and the generated pages are the ones that were committed."""

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
from django.apps import apps

import rasoat
from rasoat.cli.main import main
from rasoat.law.book import shipped_law
from rasoat.law.expr.nodes import NODE_TYPES
from rasoat.law.marks import Mark
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.web.api.version_1 import api

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "rasoat"
REFERENCE = ROOT / "docs" / "vi" / "tra-cuu"
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)
QUOTED = re.compile(r"\"([a-z]+(?:-[a-z0-9]+)+)\"")
NOT_CODES = {
    "keys-complete", "rebuild-copies",
    "utf-8", "utf-8-sig", "utf-16-le", "demo-out", "du-lieu", "ket-qua", "giai-thich", "tinh-mau-2026",
    "bac-giang-2023", "previous-units", "rasoat-law-pack", "near-poor", "rasoat-point-table-signature-1",
}  # fmt: skip


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text(encoding="utf-8")


def missing(names: Iterator[str] | list[str], text: str) -> list[str]:
    """Names that do not stand in the page as code."""
    return [name for name in names if f"`{name}`" not in text]


def commands(command: click.Command, path: str = "rasoat") -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from commands(child, f"{path} {name}")


def section(path: str) -> str:
    """The part of the command reference about one command."""
    found = re.search(rf"^## {re.escape(path)}\n(.*?)(?=^## |\Z)", page("lenh"), re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


ALL_COMMANDS = list(commands(main))


def test_generated_pages_are_the_committed_ones(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "make_docs.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, timeout=120)
    made = {path.relative_to(tmp_path): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")}

    drifted = [str(path) for path, text in made.items() if (ROOT / "docs" / path).read_text(encoding="utf-8") != text]

    assert len(made) >= 13
    assert drifted == [], "run: python scripts/make_docs.py"


@pytest.mark.parametrize(("path", "command"), ALL_COMMANDS, ids=[path for path, _ in ALL_COMMANDS])
def test_command_and_its_options_are_documented_in_vietnamese(path: str, command: click.Command) -> None:
    said = section(path)
    options = [item for item in command.params if isinstance(item, click.Option)]
    own = [item for item in options if item.name not in {"help", "version"}]

    assert VIETNAMESE.search(command.help or "")
    assert VIETNAMESE.search(said)
    assert missing([name for item in options for name in item.opts], said) == []
    assert [item.name for item in own if not VIETNAMESE.search(item.help or "")] == []


def test_standards_point_tables_and_marks_are_documented() -> None:
    law = shipped_law()
    text = page("chuan-ngheo")

    assert missing([*law.standards, *law.point_tables, *Mark], text) == []
    assert missing([item.code for each in law.standards.values() for item in each.indicators], text) == []


def test_procedures_steps_parameters_and_forms_are_documented() -> None:
    procedures, text = shipped_law().procedures, page("quy-trinh")
    steps = [step.code for item in procedures.values() for steps in item.kinds.values() for step in steps]

    assert missing([*procedures, *steps, *(key for item in procedures.values() for key in item.parameters)], text) == []
    assert [form.label for item in procedures.values() for form in item.forms if f"| {form.label} |" not in text] == []


def test_fault_codes_are_documented() -> None:
    written = "".join(
        path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if "web" not in path.relative_to(SOURCE).parts
    )
    codes = set(QUOTED.findall(written)) - NOT_CODES
    codes |= {rule.code for rule in full_questionnaire().constraints}

    assert len(codes) > 150
    assert missing(sorted(codes), page("ma-loi")) == []


def test_reports_and_checks_are_documented() -> None:
    text = page("bieu")

    assert [number for number in range(1, 16) if f"| Biểu {number} |" not in text] == []
    assert [name for name in ("DS1", "DS2", "DS3") if f"| {name} |" not in text] == []
    assert [f"X{number:02d}" for number in range(1, 19) if f"| X{number:02d} |" not in page("kiem-tra-cheo")] == []


def test_columns_and_questions_are_documented() -> None:
    form = full_questionnaire()
    columns, questions = page("cot-du-lieu"), page("bang-hoi")
    tables = shipped_law().point_tables.values()
    answers = [column for table in tables for item in table.items for column in item.columns()]

    assert missing([*HOUSEHOLD_COLUMNS, *MEMBER_COLUMNS, *answers], columns) == []
    assert missing([item.code for item in (*form.household, *form.member)], questions) == []
    assert missing([code for codes in form.lists.values() for code in (codes.code, *codes.codes)], questions) == []


def test_operators_are_documented() -> None:
    text = (ROOT / "docs" / "en" / "reference" / "operators.md").read_text(encoding="utf-8")

    assert missing(list(NODE_TYPES), text) == []


def test_public_python_functions_are_documented() -> None:
    text = (ROOT / "docs" / "en" / "reference" / "python-api.md").read_text(encoding="utf-8")

    assert missing([f"rasoat.{name}" for name in rasoat.__all__ if name.islower()], text) == []


def test_endpoints_tables_and_addresses_are_documented() -> None:
    shown = {
        name: (ROOT / "docs" / "en" / "reference" / f"{name}.md").read_text(encoding="utf-8")
        for name in ("api", "tables", "addresses")
    }
    paths = [f"{method.upper()} {path}" for path, told in api.get_openapi_schema()["paths"].items() for method in told]
    ours = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("rasoat.")]

    assert missing(paths, shown["api"]) == []
    assert missing(ours, shown["tables"]) == []
    assert [
        row for row in shown["addresses"].splitlines() if row.startswith("| `/") and row.rstrip().endswith("|  |")
    ] == []


MODULES = sorted(
    path for path in SOURCE.rglob("*.py")
    if path.name not in {"__init__.py", "__main__.py", "settings.py"} and "migrations" not in path.parts
)  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_public_functions_have_docstrings(path: Path) -> None:
    name = ".".join(["rasoat", *path.relative_to(SOURCE).with_suffix("").parts])
    module = import_module(name)
    own = [
        item for key, item in vars(module).items()
        if not key.startswith("_") and (inspect.isfunction(item) or inspect.isclass(item)) and item.__module__ == name
    ]  # fmt: skip

    assert inspect.getdoc(module)
    assert [item.__qualname__ for item in own if not inspect.getdoc(item)] == []


def test_what_is_not_there_is_found() -> None:
    assert missing(["a", "b"], "only `a`") == ["b"]
    assert section("rasoat nothing") == ""
    assert not VIETNAMESE.search("plain English")
