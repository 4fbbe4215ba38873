"""`rasoat whatif`: a transition matrix, printed and written, always marked as a simulation."""

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.main import main

TEXT = (
    "household_id,unit_code,area,income_vnd,deprived_count\n"
    "H1,X1,rural,1500000,3\nH2,X1,rural,1600000,3\nH3,X2,rural,1600000,0\nH4,X2,urban,9000000,0\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ho.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["whatif", *map(str, arguments)])


def test_under_another_standard_by_unit(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "ma-tran.csv"

    done = run(file, "--under", "bac_ninh_local", "--by", "unit_code", "--out", out)

    assert done.exit_code == 0, done.output
    assert "MÔ PHỎNG" in done.stdout
    matrix = pl.read_csv(out)
    assert matrix.drop("notice").rows() == [
        ("X1", "poor", "poor", 1), ("X1", "not_poor", "poor", 1), ("X2", "not_poor", "near_poor", 1),
        ("X2", "not_poor", "not_poor", 1),
    ]  # fmt: skip
    assert all(notice.startswith("MÔ PHỎNG") for notice in matrix["notice"])


def test_an_edited_line(file: Path, tmp_path: Path) -> None:
    assumed = tmp_path / "gia-dinh.yaml"
    assumed.write_text(
        "standard: national_2022\nnote: nâng chuẩn nông thôn\nset: {parameters: {line: {rural: {value: 1600000}}}}\n",
        encoding="utf-8",
    )

    done = run(file, "--assume", assumed, "--out", tmp_path / "ra.csv")

    assert done.exit_code == 0, done.output
    assert "nâng chuẩn nông thôn" in done.stdout
    moved = pl.read_csv(tmp_path / "ra.csv").group_by("to_class").agg(pl.col("households").sum())
    assert dict(moved.rows()) == {"poor": 2, "near_poor": 1, "not_poor": 1}


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (["--under", "national_2027"], "standard-blocked"),
        (["--under", "khong_co"], "standard-unknown"),
        (["--by", "thon"], "column-missing"),
    ],
)
def test_what_cannot_be_compared_is_refused(file: Path, tmp_path: Path, options: list[str], rule: str) -> None:
    done = run(file, *options, "--out", tmp_path / "ra.csv")

    assert done.exit_code == 1
    assert rule in done.stderr
    assert not (tmp_path / "ra.csv").exists()


def test_a_faulty_file_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "ho.csv"
    path.write_text(TEXT + "H5,X1,rural,,3\n", encoding="utf-8")

    done = run(path, "--under", "bac_ninh_local")

    assert done.exit_code == 1
    assert "value-missing" in done.stderr
