"""`rasoat audit`, as an auditor uses it."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.main import main

NATION = """place,parent,households,poor,near_poor,total,poor_pct
Quốc gia,,1000,100,50,150,"10,00"
Tỉnh Một,Quốc gia,600,70,30,100,"11,67"
Tỉnh Hai,Quốc gia,400,30,20,{total},"7,50"
"""
RULES = ("--rule", "total = poor + near_poor", "--rollup", "parent", "--rate", "poor_pct = pct(poor, households, 2)")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    path = tmp_path / "nation.csv"
    path.write_text(NATION.format(total=52), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("audit") / "demo"
    made = CliRunner().invoke(main, ["demo", "--out", str(out), "--scale", "0.05", "--no-serve", "--no-pdf"])
    assert made.exit_code == 0
    assert "Kiểm toán biểu: Không thấy sai." in made.output
    return out


def test_a_wrong_table_exits_with_one_and_says_what_where_and_what_next(nation: Path) -> None:
    result = run(nation, *RULES)

    assert result.exit_code == 1
    assert "Tỉnh Hai, ô F4: lệch 2" in result.output
    assert "Phải sửa ít nhất 1 ô (đã chứng minh); có 1 cách." in result.output
    assert "ô F4 (Tỉnh Hai, total): 52 thành 50" in result.output
    assert "đối chiếu với giấy gốc" in result.output


def test_a_sound_table_exits_with_zero(nation: Path) -> None:
    nation.write_text(NATION.format(total=50), encoding="utf-8")

    result = run(nation, *RULES)

    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Không thấy sai.")


def test_json_is_for_programs(nation: Path) -> None:
    told = json.loads(run(nation, *RULES, "--json").output)

    assert (told["minimum"], told["proven"], told["more"]) == (1, True, False)
    assert [cell["cell"] for cell in told["always_changed"]] == ["F4"]
    assert told["alternatives"] == [{"cells": told["always_changed"], "rates_not_kept": 0}]
    assert [(item["value"], item["low"], item["high"]) for item in told["suggestions"]] == [(50, 50, 50)]


def test_no_time_prints_the_bounds(nation: Path) -> None:
    result = run(nation, *RULES, "--seconds", 0)
    told = json.loads(run(nation, *RULES, "--seconds", 0, "--json").output)

    assert result.exit_code == 1
    assert "Hết thời gian: phải sửa ít nhất" in result.output
    assert (told["minimum"], told["proven"]) == (None, False)
    assert told["lower"] <= 1 <= told["upper"]


def test_official_tables_need_no_rules(demo: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(demo / "bao-cao.xlsx")
    sheet = book["Biểu 9"]
    row = next(row for row in sheet.iter_rows() if row[1].value and row[0].value == "1")
    row[4].value += 2
    book.save(tmp_path / "sai.xlsx")

    sound, wrong = run(demo / "bao-cao.xlsx"), run(tmp_path / "sai.xlsx")

    assert sound.exit_code == 0
    assert wrong.exit_code == 1
    assert f"{row[1].value}, ô Biểu 9!{row[4].coordinate}: lệch 2" in wrong.output


def test_a_folder_of_reports_is_audited_at_once(demo: Path, tmp_path: Path) -> None:
    for name in ("xa-1.xlsx", "xa-2.xlsx"):
        (tmp_path / name).write_bytes((demo / "bao-cao.xlsx").read_bytes())
    (tmp_path / "~$xa-2.xlsx").write_bytes(b"lock")

    result = run(tmp_path)

    assert result.exit_code == 0
    assert result.output.startswith("xa-1.xlsx, xa-2.xlsx: ")


@pytest.mark.parametrize("layout", ["report-14", "report-15"])
def test_lists_of_people_are_checked_too(demo: Path, tmp_path: Path, layout: str) -> None:
    title = f"Biểu {layout.removeprefix('report-')}"
    book = openpyxl.load_workbook(demo / "danh-sach.xlsx")
    row = next(row for row in book[title].iter_rows() if row[0].value == "1")
    row[3].value, row[4].value = "1980", "1980"
    row[1].value = "7"
    book.save(tmp_path / "sai.xlsx")

    sound = run(demo / "danh-sach.xlsx", "--layout", layout)
    wrong = run(tmp_path / "sai.xlsx", "--layout", layout)

    assert (sound.exit_code, wrong.exit_code) == (0, 1)
    assert f"ô {title}!{row[1].coordinate}: số thứ tự thành viên phải là 1" in wrong.output
    assert f"ô {title}!{row[3].coordinate}: phải ghi năm sinh ở đúng một cột Nam hoặc Nữ" in wrong.output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--rule", "total = poor / 2"], 1, "[rule-text]"),
        (["--rule", "totl = poor"], 1, "[audit-column]"),
        ([], 1, "[audit-no-layout]"),
        (["--sheet", "Lạ", "--rule", "total = poor"], 1, "[sheet-missing]"),
        (["--layout", "report-2", "--rule", "total = poor"], 2, "không dùng cùng --rule"),
        (["--where", "total", "--rule", "total = poor"], 2, "CỘT=GIÁ_TRỊ"),
        (["--layout", "report-16"], 2, "phải là một trong"),
    ],
)
def test_wrong_use_is_told(nation: Path, arguments: list[str], code: int, said: str) -> None:
    result = run(nation, *arguments)

    assert result.exit_code == code
    assert said in result.output


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_files_that_cannot_be_read_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    result = run(path, "--rule", "a = b")

    assert result.exit_code == 1
    assert "Cách sửa:" in result.output
