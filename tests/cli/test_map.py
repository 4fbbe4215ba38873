"""`rasoat map`, and `--profile` of the commands that read."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from rasoat.cli.main import main
from rasoat.cli.map import map_command

HEADS = ["STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Giới tính", "Dân tộc", "Thôn", "Khu vực", "B1", "B2"]
PEOPLE = [
    [1, "Lò Văn An", "Chủ hộ", 1980, "Nam", "Thái", "Bản Nà", "Nông thôn", 100, 40, "ngô"],
    [None, "Lò Thị Bé", "Vợ", 1982, "Nữ", "Thái", "Bản Nà", None, None, None, None],
    [2, "Hà Thị Chi", "Chủ hộ", 1970, "Nữ", "Mường", "Bản Mới", "Nông thôn", 120, 10, "lúa"],
]
MakeFile = Callable[..., Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_is_registered() -> None:
    assert main.commands["map"] is map_command


@pytest.fixture
def make_file(tmp_path: Path) -> MakeFile:
    def make(name: str = "so.xlsx", sex: str = "Nữ", heads: list[str] = HEADS, title: str = "DS") -> Path:
        book = xlsxwriter.Workbook(str(tmp_path / name))
        page = book.add_worksheet(title)
        book.add_worksheet("Phụ lục").write(0, 0, "chữ")
        book.add_worksheet("Cũ").hide()
        page.write(0, 0, "DANH SÁCH HỘ NGHÈO")
        page.write_row(2, 0, [*heads, "Cây trồng"])
        for number, person in enumerate(PEOPLE, start=3):
            page.write_row(number, 0, person)
        page.write(4, 4, sex)
        book.close()
        return tmp_path / name

    return make


def test_a_proposal_is_shown_and_kept(make_file: MakeFile, tmp_path: Path) -> None:
    done = run("map", make_file(), "--out", tmp_path / "p.yaml")

    assert done.exit_code == 0, done.output
    for said in (
        "Trang “DS”: Tiêu đề ở dòng 3, dữ liệu từ dòng 4", "gộp theo số thứ tự hộ", "Tổng điểm A (B1)", "(giữ nguyên)",
        "Bỏ qua trang “Phụ lục”", "Không đọc trang ẩn “Cũ”", "Hộ: 2; thành viên: 3; lỗi: 0",
    ):  # fmt: skip
        assert said in done.stdout
    assert "to: relation" in (tmp_path / "p.yaml").read_text(encoding="utf-8")


def test_a_kept_profile_is_checked_against_a_file(make_file: MakeFile, tmp_path: Path) -> None:
    run("map", make_file(), "--out", tmp_path / "p.yaml")

    good = run("map", make_file("b.xlsx", title="Năm sau"), "--profile", tmp_path / "p.yaml")
    bad = run("map", make_file("c.xlsx", heads=[*HEADS[:2], "Vai", *HEADS[3:]]), "--profile", tmp_path / "p.yaml")

    assert good.exit_code == 0
    assert "Hộ: 2; thành viên: 3; lỗi: 0" in good.stdout
    assert bad.exit_code == 1
    assert "profile-heading-missing" in bad.stderr


def test_faults_of_cells_are_told_with_exit_1(make_file: MakeFile) -> None:
    done = run("map", make_file(sex="gái quê"))

    assert done.exit_code == 1
    assert 'dòng 5, cột "E (Giới tính)"' in done.stderr
    assert "chưa hiểu: gái quê" in " ".join(done.stdout.split())


def test_json_tells_columns_faults_and_profile(make_file: MakeFile) -> None:
    done = run("map", make_file(sex="gái quê"), "--json")

    told = json.loads(done.stdout)
    assert [column["field"] for column in told["sheets"][0]["columns"]][:3] == ["household_no", "full_name", "relation"]
    assert [fault["cell"] for fault in told["read"]["faults"] if fault["severity"] == "error"] == ["E5"]
    assert told["profile"]["sheets"][0]["head_rows"] == [3, 3]
    assert (told["read"]["households"], told["hidden"]) == (2, ["Cũ"])


def test_units_give_codes(make_file: MakeFile, tmp_path: Path) -> None:
    (tmp_path / "u.csv").write_text("unit_code,name\n00123,Bản Nà\n", encoding="utf-8")
    heads = [*HEADS[:6], "Xã", *HEADS[7:]]

    done = run("map", make_file(heads=heads), "--units", tmp_path / "u.csv", "--out", tmp_path / "p.yaml")

    assert "Chưa có mã trong tệp địa bàn: Bản Mới" in done.stdout
    assert 'units: {"Bản Nà": "00123"}' in (tmp_path / "p.yaml").read_text(encoding="utf-8")


def test_no_list_is_exit_1_and_writes_nothing(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("Tổng hợp").write(0, 0, "Số liệu")
    book.close()

    done = run("map", tmp_path / "a.xlsx", "--out", tmp_path / "p.yaml")

    assert done.exit_code == 1
    assert "Không tìm thấy danh sách hộ nào" in done.stderr
    assert "Cách sửa: kiểm tra đã đưa đúng tệp chưa" in done.stderr
    assert not (tmp_path / "p.yaml").exists()


@pytest.mark.parametrize("options", [["--out", "{file}"], ["--out", "p.txt"], ["--profile", "{file}", "--sheet", "DS"]])
def test_wrong_uses(make_file: MakeFile, options: list[str]) -> None:
    file = make_file()

    assert run("map", file, *(option.format(file=file) for option in options)).exit_code == 2


def test_a_profile_with_faults_is_told_by_line(make_file: MakeFile, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text("version: 1\nsheets: []\n", encoding="utf-8")

    done = run("map", make_file(), "--profile", tmp_path / "p.yaml")

    assert done.exit_code == 1
    assert "p.yaml, dòng 2" in done.stderr


def test_an_unknown_workbook_points_to_map(make_file: MakeFile) -> None:
    done = run("survey", "check", make_file(), "--on", "15/09/2026")

    assert done.exit_code == 1
    assert "`rasoat map`" in done.stderr


def test_a_list_of_poor_households_of_ones_own_points_to_map_too(make_file: MakeFile) -> None:
    """It looks like one of the three national lists, and the other two are not what it lacks."""
    done = run("survey", "check", make_file(title="Hộ nghèo, hộ cận nghèo"), "--on", "15/09/2026")

    assert "thiếu trang tính “DANH SÁCH HỘ THOÁT NGHÈO”" in done.stderr
    assert "`rasoat map`" in done.stderr


def test_a_cell_is_told_once_with_and_without_marking(make_file: MakeFile, tmp_path: Path) -> None:
    file, profile = make_file(), tmp_path / "p.yaml"
    book = openpyxl.load_workbook(file)
    book["DS"]["C5"] = "Hàng xóm"
    book.save(file)
    run("map", file, "--out", profile)
    check = ("survey", "check", file, "--profile", profile, "--on", "15/09/2026")

    plain, marked = run(*check), run(*check, "--mark", tmp_path / "dau.xlsx")

    assert plain.stderr.count("[not-in-list]") == marked.stderr.count("[not-in-list]") > 0
    assert "answer-missing" not in plain.stderr
    assert plain.stdout.splitlines()[-1] == marked.stdout.splitlines()[-1]


@pytest.mark.parametrize("kind", ["national", "survey", "csv"])
def test_convert_takes_a_profile(make_file: MakeFile, tmp_path: Path, kind: str) -> None:
    file, profile, out = make_file(), tmp_path / "p.yaml", tmp_path / ("out" if kind == "csv" else "out.xlsx")
    run("map", file, "--out", profile)

    done = run("survey", "convert", file, "--profile", profile, "--to", kind, "--out", out)

    assert done.exit_code == 0, done.output
    if kind == "csv":
        members = pl.read_csv(out / "members.csv", infer_schema=False)
        assert members["full_name"].to_list() == ["Lò Văn An", "Lò Thị Bé", "Hà Thị Chi"]
        assert members["Cây trồng"].to_list() == ["ngô", None, "lúa"]


def test_check_and_classify_take_a_profile(make_file: MakeFile, tmp_path: Path) -> None:
    file, profile = make_file(), tmp_path / "p.yaml"
    run("map", file, "--out", profile)

    checked = run("survey", "check", file, "--profile", profile, "--on", "15/09/2026")
    done = run("classify", file, "--profile", profile, "--out", tmp_path / "ket-qua.csv")

    assert checked.exit_code == 0, checked.output
    assert done.exit_code == 0, done.output
    assert pl.read_csv(tmp_path / "ket-qua.csv")["class"].to_list() == ["poor", "near_poor"]


def test_households_without_a_class_are_told_when_they_stand_on_no_list(make_file: MakeFile, tmp_path: Path) -> None:
    file, profile = make_file(), tmp_path / "p.yaml"
    run("map", file, "--out", profile)

    done = run("survey", "convert", file, "--profile", profile, "--to", "national", "--out", tmp_path / "a.xlsx")

    assert done.stderr.count("[class-missing-unlisted]") == 4


def test_tables_take_a_profile(tmp_path: Path) -> None:
    file, profile = tmp_path / "a.csv", tmp_path / "p.yaml"
    text = (
        "Họ và tên;Quan hệ;Giới tính;Phân loại hộ;Khu vực\nLò Văn An;Chủ hộ;Nam;Hộ nghèo;Nông thôn\nLò Thị Bé;Vợ;Nữ;;\n"
    )
    file.write_text(text, encoding="utf-8")
    run("map", file, "--out", profile)

    done = run("tables", file, "--profile", profile, "--no-pdf", "--out", tmp_path / "bieu")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "bieu" / "danh-sach.xlsx").exists()


def test_review_takes_a_profile(make_file: MakeFile, tmp_path: Path) -> None:
    file, profile = make_file(), tmp_path / "p.yaml"
    run("map", file, "--out", profile)

    done = run("review", file, "--profile", profile, "--no-pdf", "--out", tmp_path / "ket-qua")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "ket-qua" / "bao-cao.xlsx").exists()
