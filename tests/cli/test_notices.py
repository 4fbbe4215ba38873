"""Made with the illustrative table once, marked for ever: through every conversion, classification and report."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from rasoat.cli.main import main
from rasoat.law.book import shipped_law

MARK = shipped_law().point_table("minh-hoa-2022").watermark


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def words(path: Path, sheet: str) -> list[str]:
    """All texts of a sheet."""
    rows = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [cell for row in rows for cell in row if isinstance(cell, str)]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a small synthetic province, scored with the illustrative table."""
    out = tmp_path_factory.mktemp("demo")
    result = run("demo", "--out", out, "--scale", "0.02", "--no-serve", "--no-pdf")
    assert result.exit_code == 0, result.output
    shutil.copy(out / "danh-sach.xlsx", out / "du-lieu")
    return out / "du-lieu"


def notices(file: Path, data: Path, out: Path) -> set[str]:
    """Classify a file with typed totals under the law alone, without any point table."""
    result = run("classify", file, "--units", data / "units.csv", "--out", out)
    assert result.exit_code == 0, result.output
    assert MARK in result.output
    return set(pl.read_csv(out, infer_schema=False)["notice"])


@pytest.mark.parametrize(
    ("kind", "name"), [("national", "a.xlsx"), ("survey", "a.xlsx"), ("csv", "a"), ("parquet", "a")]
)
def test_the_watermark_goes_through_every_conversion(data: Path, tmp_path: Path, kind: str, name: str) -> None:
    file = tmp_path / name
    assert run("survey", "convert", data / "current", "--to", kind, "--out", file).exit_code == 0

    again = tmp_path / "again.xlsx"
    assert run("survey", "convert", file, "--to", "national", "--out", again).exit_code == 0

    assert notices(file, data, tmp_path / "a.csv") == {MARK}
    assert MARK in words(again, load_workbook(again).sheetnames[0])


def test_the_lists_among_the_official_tables_are_read_with_their_watermark(data: Path, tmp_path: Path) -> None:
    listed = pl.read_parquet(data / "current/households.parquet")["class"].is_in(["poor", "near_poor"]).sum()

    assert run("survey", "convert", data / "danh-sach.xlsx", "--to", "csv", "--out", tmp_path / "a").exit_code == 0

    households = pl.read_csv(tmp_path / "a" / "households.csv", infer_schema=False)
    assert households["class"].is_in(["poor", "near_poor"]).sum() == listed
    assert set(households["notice"]) == {MARK}


def test_tables_of_a_marked_file_bear_its_watermark(data: Path, tmp_path: Path) -> None:
    result = run("tables", data / "current", "--units", data / "units.csv", "--no-pdf", "--out", tmp_path)

    assert result.exit_code == 0, result.output
    book = load_workbook(tmp_path / "bao-cao.xlsx")
    assert all(MARK in str(sheet.oddHeader.center.text) for sheet in book.worksheets)


def test_a_marked_previous_round_marks_the_tables_too(data: Path, tmp_path: Path) -> None:
    households = pl.read_parquet(data / "current/households.parquet")
    households.drop("notice").write_parquet(tmp_path / "now.parquet")

    result = run("tables", tmp_path / "now.parquet", "--previous", data / "current", "--units", data / "units.csv",
                 "--no-pdf", "--out", tmp_path / "out")  # fmt: skip

    assert result.exit_code == 0, result.output
    assert MARK in words(tmp_path / "out" / "bao-cao.xlsx", "Biểu 2")


def test_a_review_of_marked_totals_is_marked_everywhere(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    run("survey", "convert", data / "current", "--to", "national", "--out", file)

    result = run("review", file, "--units", data / "units.csv", "--no-pdf", "--out", tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert set(pl.read_csv(tmp_path / "out/ket-qua/classes.csv", infer_schema=False)["notice"]) == {MARK}
    assert MARK in words(tmp_path / "out" / "bao-cao.xlsx", "Biểu 1")
    assert MARK in words(tmp_path / "out" / "danh-sach.xlsx", "DS1")
    assert all(MARK in page.read_text(encoding="utf-8") for page in (tmp_path / "out" / "giai-thich").iterdir())


def test_paper_totals_without_a_mark_stay_without(data: Path, tmp_path: Path) -> None:
    households = pl.read_parquet(data / "current/households.parquet").drop("notice")
    households.write_parquet(tmp_path / "a.parquet")

    result = run("review", tmp_path / "a.parquet", "--units", data / "units.csv", "--no-pdf", "--out", tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert MARK not in result.output
    assert "notice" not in pl.read_csv(tmp_path / "out/ket-qua/classes.csv", infer_schema=False).columns
    assert MARK not in words(tmp_path / "out" / "bao-cao.xlsx", "Biểu 1")
