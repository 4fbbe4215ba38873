"""`rasoat law show`, `law gaps` about procedures: what is printed, for people and for programs."""

import json

import pytest
from click.testing import CliRunner, Result

from rasoat.cli.law import law
from rasoat.cli.screen import PLAIN_WIDTH, Utf8Group
from rasoat.law.book import LawBook

BOOK = LawBook.load()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(Utf8Group("rasoat", commands={"law": law}), ["law", *arguments])


@pytest.mark.parametrize("procedure_id", sorted(BOOK.procedures))
def test_show_a_procedure_for_people_and_for_programs(procedure_id: str) -> None:
    shown, content = run("show", procedure_id), json.loads(run("show", procedure_id, "--json").stdout)

    procedure = BOOK.procedures[procedure_id]
    assert shown.exit_code == 0
    assert all(f"[{step.code}]" in shown.stdout for steps in procedure.kinds.values() for step in steps)
    assert all(key in shown.stdout for key in procedure.parameters)
    assert shown.stdout.count("bố cục chưa đối chiếu") == len(procedure.forms)
    assert list(content["parameters"]) == list(procedure.parameters)


def test_show_says_what_a_missing_parameter_means() -> None:
    said = " ".join(run("show", "qd24_2021").stdout.split())

    assert "01/07/2025 - … chưa có; tỉnh phải chọn" in said
    assert "chưa có; không giới hạn số" in said


def test_plain_output_fits_and_has_no_control_codes() -> None:
    result = run("show", "qd24_2021")

    assert "\x1b" not in result.stdout
    assert all(line == line.rstrip() and len(line) <= PLAIN_WIDTH for line in result.stdout.splitlines())


def test_gaps_of_a_procedure_stand_under_its_name() -> None:
    assert "Quy trình rà soát theo QĐ 24/2021/QĐ-TTg (qd24_2021)" in run("gaps").stdout
