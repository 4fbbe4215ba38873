"""`rasoat export`: list, propose, check, write, as an officer uses them."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.main import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of a small synthetic province and an empty workbook to play the receiving system's template."""
    out = tmp_path_factory.mktemp("export")
    for command in (
        ["demo", "--out", str(out / "demo"), "--scale", "0.005", "--no-serve", "--no-pdf"],
        ["survey", "template", "--out", str(out / "mau.xlsx")],
    ):
        assert CliRunner().invoke(main, command).exit_code == 0
    assert run("propose", out / "mau.xlsx", "--out", out / "p.yaml").exit_code == 0
    return out


def test_profiles_are_listed_with_system_year_and_mark() -> None:
    told, plain = run("list"), json.loads(run("list", "--json").output)

    assert told.exit_code == 0
    assert "so-quoc-gia" in told.output
    assert "theo báo chí, tài liệu thứ cấp" in told.output
    assert [(item["id"], item["mark"]) for item in plain] == [("so-quoc-gia", "secondary")]


def test_a_proposal_is_checked_remembered_and_filled(place: Path, tmp_path: Path) -> None:
    profile = tmp_path / "p.yaml"
    profile.write_bytes((place / "p.yaml").read_bytes())
    data = place / "demo/du-lieu/current"
    order = ("write", data, "--profile", profile, "--template", place / "mau.xlsx", "--out", tmp_path / "o.xlsx")

    early = run(*order)
    checked = run("check", profile, "--template", place / "mau.xlsx")
    written = run(*order)

    assert (early.exit_code, checked.exit_code, written.exit_code) == (1, 0, 0)
    assert "export-template-not-checked" in early.output
    assert "Khớp" in checked.output
    assert "Thành viên: " in written.output
    assert openpyxl.load_workbook(tmp_path / "o.xlsx")["Hộ"].max_row > 4


def test_a_template_that_does_not_fit_exits_with_one_and_is_not_remembered(place: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(place / "mau.xlsx")
    book["Hộ"]["E2"] = "Cột khác"
    book.save(tmp_path / "new.xlsx")

    result = run("check", place / "p.yaml", "--template", tmp_path / "new.xlsx")

    assert result.exit_code == 1
    assert "template-heading-differs" in result.output
    assert "E (Họ tên chủ hộ / head_name)" in result.output
    assert "sha256" not in (place / "p.yaml").read_text(encoding="utf-8")


def test_a_shipped_profile_is_remembered_in_a_file_of_its_own(place: Path, tmp_path: Path) -> None:
    data = place / "demo/du-lieu/current"
    made = run("write", data, "--profile", "so-quoc-gia", "--out", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    for sheet in book.worksheets:
        sheet.delete_rows(8 if sheet.max_row > 9 and sheet.title.startswith("Hộ nghèo") else 10, sheet.max_row)
        sheet.unmerge_cells(next(str(area) for area in sheet.merged_cells.ranges if str(area).startswith("A2")))
        sheet["A2"] = None
    book.save(tmp_path / "mau.xlsx")

    told = run("check", "so-quoc-gia", "--template", tmp_path / "mau.xlsx")
    kept = run("check", "so-quoc-gia", "--template", tmp_path / "mau.xlsx", "--out", tmp_path / "p.yaml")
    filled = run("write", data, "--profile", tmp_path / "p.yaml", "--template", tmp_path / "mau.xlsx", "--out",
                 tmp_path / "o.xlsx")  # fmt: skip

    assert [made.exit_code, told.exit_code, kept.exit_code, filled.exit_code] == [0, 0, 0, 0], kept.output
    assert "--out" in told.output
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").worksheets[0]
    assert str(sheet["A2"].value).startswith("BẢNG ĐIỂM MINH HỌA")


@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook"])
def test_files_that_are_no_workbook_are_refused(place: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)

    proposed = run("propose", tmp_path / "x.xlsx", "--out", tmp_path / "x.yaml")
    checked = run("check", place / "p.yaml", "--template", tmp_path / "x.xlsx")

    assert (proposed.exit_code, checked.exit_code) == (1, 1)
    assert not (tmp_path / "x.yaml").exists()


def test_nothing_is_written_over_what_was_given(place: Path, tmp_path: Path) -> None:
    data = tmp_path / "households.xlsx"
    data.write_bytes((place / "mau.xlsx").read_bytes())

    results = [
        run("propose", place / "mau.xlsx", "--out", place / "p.yaml"),
        run("write", data, "--profile", "so-quoc-gia", "--out", data),
        run("write", data, "--profile", "so-quoc-gia", "--out", tmp_path / "a.csv"),
    ]

    assert [result.exit_code for result in results] == [2, 2, 2]
    assert data.read_bytes() == (place / "mau.xlsx").read_bytes()


def test_an_unknown_profile_is_told_with_the_known_ones(place: Path, tmp_path: Path) -> None:
    result = run("write", place / "demo/du-lieu/current", "--profile", "khong-co", "--out", tmp_path / "a.xlsx")

    assert result.exit_code == 1
    assert "so-quoc-gia" in result.output


def test_a_profile_out_of_its_validity_is_told(place: Path, tmp_path: Path) -> None:
    text = (place / "p.yaml").read_text(encoding="utf-8")
    (tmp_path / "old.yaml").write_text(text.replace("{mark: ours,", "{mark: ours, valid_until: 2020-12-31,"), "utf-8")

    result = run(
        "write", place / "demo/du-lieu/current", "--profile", tmp_path / "old.yaml", "--out", tmp_path / "o.xlsx"
    )

    assert result.exit_code == 0
    assert "hồ sơ chỉ dùng trong thời gian … - 31/12/2020" in result.output
