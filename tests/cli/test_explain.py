"""`rasoat explain`: one household, in words and as JSON."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat.cli.main import main

TEXT = (
    "household_id,area,head_name,income_score,deprivation_score\n"
    "H1,rural,Nguyễn Bí Mật,140,30\nH2,rural,Trần Kín,x,30\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ho.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


def test_a_household_in_words(file: Path) -> None:
    done = run(file, "--household", "H1", "--standard", "national_2022")

    assert done.exit_code == 0, done.output
    assert "Hộ H1" in done.stdout
    assert "HỘ NGHÈO" in done.stdout
    assert "Quy tắc quyết định" in done.stdout
    assert "Bí Mật" not in done.stdout


def test_a_household_as_json(file: Path) -> None:
    done = run(file, "--household", "H1", "--standard", "national_2022", "--json")

    (content,) = json.loads(done.stdout)
    assert (content["class"], content["income"], content["deprivation"]) == ("poor", 140, 30)
    assert content["changes"]


def test_a_cell_of_the_household_that_cannot_be_read_refuses_it(file: Path) -> None:
    done = run(file, "--household", "H2", "--standard", "national_2022")

    assert done.exit_code == 1
    assert "not-integer" in done.stderr
    assert '"x"' in done.stderr
    assert done.stdout == ""


def test_an_unknown_household_is_refused(file: Path) -> None:
    done = run(file, "--household", "H9", "--standard", "national_2022")

    assert done.exit_code == 1
    assert "household-not-found" in done.stderr


def test_a_blocked_standard_explains_nothing(file: Path) -> None:
    done = run(file, "--household", "H1", "--standard", "national_2027")

    assert done.exit_code == 1
    assert "standard-blocked" in done.stderr


def test_members_bring_their_facts(tmp_path: Path) -> None:
    ticks = ["employment", "dependants", "nutrition", "health_insurance", "adult_education", "child_school",
             "housing_quality", "housing_area", "water", "toilet", "telecom", "info_assets"]  # fmt: skip
    households, members = tmp_path / "ho.csv", tmp_path / "nguoi.csv"
    households.write_text(
        f"household_id,area,income_score,{','.join(ticks)}\nH1,rural,100{',0' * 12}\n", encoding="utf-8"
    )
    members.write_text(
        "household_id,member_no,full_name,birth_date,has_health_insurance\nH1,1,Nguyễn Bí Mật,05/11/1984,Không\n",
        encoding="utf-8",
    )

    done = run(
        households, "--members", members, "--household", "H1", "--on", "22/11/2026", "--standard", "national_2022"
    )

    assert done.exit_code == 0, done.output
    line = next(line for line in done.stdout.splitlines() if "Bảo hiểm y tế" in line)
    assert "MÂU THUẪN" in line
    assert "Bí Mật" not in done.stdout


def test_a_day_that_is_none_is_wrong_use(file: Path) -> None:
    assert run(file, "--household", "H1", "--on", "31/02/2026").exit_code == 2
