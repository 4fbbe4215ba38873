"""`rasoat review`, `tables` and `demo`, as an officer runs them."""

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from rasoat.cli.main import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def movement_sheet(path: Path) -> str:
    """All the words of the sheet of report 2."""
    sheet = load_workbook(path, read_only=True).worksheets[1]
    return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small synthetic province, made and reviewed by the demo command."""
    out = tmp_path_factory.mktemp("demo")
    result = run("demo", "--out", out, "--scale", "0.02", "--no-serve")
    assert result.exit_code == 0, result.output
    return out


def test_demo_leaves_every_promised_file(province: Path) -> None:
    names = {path.relative_to(province).as_posix() for path in province.rglob("*") if path.is_file()}

    assert {
        "bao-cao.xlsx",
        "bao-cao.pdf",
        "danh-sach.xlsx",
        "kiem-tra.csv",
        "canh-bao.csv",
        "ket-qua/classes.csv",
    } <= names
    assert any(name.startswith("giai-thich/") for name in names)
    assert "SAI" not in (province / "kiem-tra.csv").read_text(encoding="utf-8-sig")


def test_demo_classes_bear_the_watermark(province: Path) -> None:
    classes = pl.read_csv(province / "ket-qua" / "classes.csv", infer_schema=False)

    assert set(classes["status"]) == {"classified"}
    assert classes["notice"].unique().to_list() == ["BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"]


def test_demo_prints_counts_rates_and_changes(tmp_path: Path) -> None:
    result = run("demo", "--preset", "bac-giang-2023", "--out", tmp_path / "bg", "--no-serve", "--no-pdf")

    assert result.exit_code == 0
    for figure in (
        "12.558",
        "2,63",
        "17.946",
        "3,81",
        "-5.388",
        "-1,18",
        "16.215",
        "3,40",
        "-3.584",
        "-0,80",
        "28.773",
    ):
        assert figure in result.output
    assert "SAI" not in result.output


def test_demo_twice_gives_the_same_files(province: Path, tmp_path: Path) -> None:
    run("demo", "--out", tmp_path / "again", "--scale", "0.02", "--no-serve")

    for name in ("bao-cao.xlsx", "danh-sach.xlsx", "bao-cao.pdf", "ket-qua/classes.csv", "kiem-tra.csv"):
        assert (province / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_review_of_the_written_files_gives_the_demo_tables_again(province: Path, tmp_path: Path) -> None:
    data, out = province / "du-lieu", tmp_path / "out"

    result = run(
        "review", data / "current", "--previous", data / "previous", "--units", data / "units.csv",
        "--history", data / "history.csv", "--points", "minh-hoa-2022", "--year", 2026, "--complete",
        "--on", "15/10/2026", "--out", out,
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    assert (out / "ket-qua/classes.csv").read_bytes() == (province / "ket-qua/classes.csv").read_bytes()
    assert "SAI" not in (out / "kiem-tra.csv").read_text(encoding="utf-8-sig")
    assert (out / "lien-ket.csv").exists()
    openings = [
        line for line in (out / "kiem-tra.csv").read_text(encoding="utf-8-sig").splitlines() if line.startswith("X14")
    ]
    assert openings
    assert all(",đúng," in line for line in openings)


def test_tables_from_decided_classes(province: Path, tmp_path: Path) -> None:
    data, out = province / "du-lieu", tmp_path / "tables"

    result = run("tables", data / "current", "--previous", data / "previous", "--units", data / "units.csv",
                 "--year", 2026, "--complete", "--no-pdf", "--out", out)  # fmt: skip

    assert result.exit_code == 0, result.output
    assert (out / "bao-cao.xlsx").exists()
    assert not (out / "bao-cao.pdf").exists()


def test_review_refuses_whole_and_writes_nothing(province: Path, tmp_path: Path) -> None:
    households = pl.read_parquet(province / "du-lieu/current/households.parquet")
    broken = households.with_columns(
        pl.when(pl.int_range(pl.len()) == 3).then(None).otherwise(pl.col("area")).alias("area")
    )
    broken.write_parquet(tmp_path / "broken.parquet")

    result = run("review", tmp_path / "broken.parquet", "--points", "minh-hoa-2022", "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert "area" in result.stderr
    assert not (tmp_path / "out").exists()


def test_review_under_a_blocked_standard_says_that_it_is_blocked(tmp_path: Path) -> None:
    file = tmp_path / "ho.csv"
    file.write_text("household_id,area,income_vnd,deprived_count\nH1,rural,1500000,3\n", encoding="utf-8")

    result = run("review", file, "--standard", "national_2027", "--no-pdf", "--out", tmp_path / "out")

    assert result.exit_code == 1
    assert "standard-blocked" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("notice", "code"), [("", 1), ("MÔ PHỎNG", 0)])
def test_tables_of_a_blocked_standard_are_a_simulation_or_nothing(tmp_path: Path, notice: str, code: int) -> None:
    file = tmp_path / "ho.csv"
    file.write_text(f"household_id,area,class,notice\nH1,rural,poor,{notice}\n", encoding="utf-8")

    result = run("tables", file, "--standard", "national_2027", "--no-pdf", "--out", tmp_path / "out")

    assert result.exit_code == code
    assert ("standard-blocked" in result.stderr) is bool(code)
    assert (tmp_path / "out").exists() is not bool(code)


def test_review_without_previous_says_why_movement_is_blank(province: Path, tmp_path: Path) -> None:
    result = run("review", province / "du-lieu/current", "--units", province / "du-lieu/units.csv",
                 "--points", "minh-hoa-2022", "--complete", "--no-pdf", "--out", tmp_path / "out")  # fmt: skip

    assert result.exit_code == 0, result.output
    assert "chưa có kết quả rà soát kỳ trước" in movement_sheet(tmp_path / "out" / "bao-cao.xlsx")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("demo", "--preset", "khong-co"), "khong-co"),
        (("demo", "--scale", "0"), "scale"),
        (("review", "/khong/co.csv", "--out", "x"), "/khong/co.csv"),
        (("tables", "--out", "x"), "CURRENT"),
    ],
)
def test_wrong_words_are_told(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [*arguments, *(() if "--out" in arguments else ("--out", str(tmp_path / "o")))])

    assert result.exit_code in {1, 2}
    assert said in result.output


def test_a_second_review_in_the_same_place_leaves_nothing_of_the_first(province: Path, tmp_path: Path) -> None:
    data, out = province / "du-lieu", tmp_path / "out"
    first = run("review", data / "current", "--previous", data / "previous", "--units", data / "units.csv",
                "--points", "minh-hoa-2022", "--on", "15/10/2026", "--out", out)  # fmt: skip
    (out / "giai-thich" / "ghi-chu.txt").write_text("của cán bộ", encoding="utf-8")
    told = {path.name for path in (out / "giai-thich").iterdir()}
    file = tmp_path / "ho.csv"
    file.write_text("household_id,area,income_score,deprivation_score\nH1,rural,140,30\n", encoding="utf-8")

    second = run("review", file, "--no-pdf", "--out", out)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert told > {"ghi-chu.txt"}
    assert "chung.txt" not in told
    assert {path.name for path in (out / "giai-thich").iterdir()} == {"chung.txt", "ghi-chu.txt"}
    assert not (out / "bao-cao.pdf").exists()
    assert not (out / "lien-ket.csv").exists()


@pytest.mark.parametrize(("more", "steps"), [((), 6), (("--no-pdf",), 5)])
def test_progress_counts_to_its_end(tmp_path: Path, more: tuple[str, ...], steps: int) -> None:
    file = tmp_path / "ho.csv"
    file.write_text("household_id,area,income_score,deprivation_score\nH1,rural,140,30\n", encoding="utf-8")

    result = run("review", file, *more, "--out", tmp_path / "out")

    assert f"[{steps}/{steps}]" in result.output
    assert f"[{steps + 1}/" not in result.output


def test_an_unknown_kind_of_rows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ho.csv"
    file.write_text("household_id,area,income_score,deprivation_score\nH1,rural,140,30\n", encoding="utf-8")

    result = run("review", file, "--by", "thon", "--out", tmp_path / "out")

    assert result.exit_code == 2
    assert "village" in result.stderr
