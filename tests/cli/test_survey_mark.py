"""`rasoat survey check --mark`."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.main import main
from rasoat.demo.generate import generate
from rasoat.law.book import LawBook
from rasoat.survey.dataset import Dataset
from rasoat.survey.marking.names import HELPER_TITLE, SUMMARY_TITLE
from rasoat.survey.national_write import write_national
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.survey_write import write_survey_template

DAY = ["--on", "15/09/2026"]


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["survey", "check", *map(str, arguments), *DAY])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A village's workbook with two wrong cells: no area (D5), no head's name (C5 of the members)."""
    data = generate("tinh-mau-2026", scale=0.0008).current
    path = tmp_path / "ban.xlsx"
    form = questionnaire_for(LawBook.load().standard("national_2022"))
    write_survey_template(form, path, Dataset(data.households, data.members))
    mend(path, {("Hộ", "D5"): None, ("Thành viên", "C5"): None}, path)
    return path


def mend(path: Path, cells: dict[tuple[str, str], object], out: Path) -> None:
    opened = openpyxl.load_workbook(path)
    for (sheet, address), value in cells.items():
        opened[sheet][address].value = value
    opened.save(out)


def test_a_marked_copy_is_written_and_told(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()

    result = check(book, "--mark", tmp_path / "dau.xlsx")

    assert result.exit_code == 1
    assert f"Đã đánh dấu 2 ô, liệt kê 2 chỗ / marked copy: {tmp_path / 'dau.xlsx'}" in result.stdout
    assert "lỗi: 2; lưu ý: 0" in result.stdout
    assert "So với lần trước" not in result.stdout
    assert openpyxl.load_workbook(tmp_path / "dau.xlsx").sheetnames[-2:] == [SUMMARY_TITLE, HELPER_TITLE]
    assert book.read_bytes() == before


def test_a_mended_copy_says_what_changed(book: Path, tmp_path: Path) -> None:
    check(book, "--mark", tmp_path / "dau.xlsx")
    mend(tmp_path / "dau.xlsx", {("Hộ", "D5"): "Nông thôn", ("Hộ", "D9"): "?"}, tmp_path / "sua.xlsx")

    result = check(tmp_path / "sua.xlsx", "--mark", tmp_path / "hai.xlsx")

    assert result.exit_code == 1
    assert "So với lần trước: đã sửa 1, còn 1, mới 1; kiểm tra lại " in result.stdout
    assert "lỗi: 2; lưu ý: 0" in result.stdout


def test_a_copy_mended_whole_is_free_of_marks(book: Path, tmp_path: Path) -> None:
    check(book, "--mark", tmp_path / "dau.xlsx")
    cells = {("Hộ", "D5"): "Nông thôn", ("Thành viên", "C5"): "Người Mẫu"}
    mend(tmp_path / "dau.xlsx", cells, tmp_path / "sua.xlsx")

    result = check(tmp_path / "sua.xlsx", "--mark", tmp_path / "sach.xlsx")

    assert result.exit_code == 0, result.output
    assert "Không còn lỗi, lưu ý nào; bản sao không còn dấu" in result.stdout
    assert "đã sửa 2, còn 0, mới 0" in result.stdout
    assert SUMMARY_TITLE not in openpyxl.load_workbook(tmp_path / "sach.xlsx").sheetnames


def test_a_marked_copy_is_known_without_marking_again(book: Path, tmp_path: Path) -> None:
    check(book, "--mark", tmp_path / "dau.xlsx")

    result = check(tmp_path / "dau.xlsx")

    assert "đã sửa 0, còn 2, mới 0" in result.stdout
    assert "lỗi: 2; lưu ý: 0" in result.stdout


def test_a_marked_copy_is_read_like_the_file_itself(book: Path, tmp_path: Path) -> None:
    check(book, "--mark", tmp_path / "dau.xlsx")

    results = [
        CliRunner().invoke(main, ["survey", "convert", str(path), "--to", "csv", "--out", str(tmp_path / path.stem)])
        for path in (book, tmp_path / "dau.xlsx")
    ]

    assert [result.exit_code for result in results] == [0, 0]
    one, two = ((tmp_path / stem / "households.csv").read_text(encoding="utf-8") for stem in ("ban", "dau"))
    assert one == two


def test_all_faults_stand_in_the_csv_beside_the_copy(book: Path, tmp_path: Path) -> None:
    check(book, "--mark", tmp_path / "dau.xlsx", "--out", tmp_path / "loi.csv")

    assert len((tmp_path / "loi.csv").read_text(encoding="utf-8-sig").splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.xlsx", b"", "file-empty"),
        ("a.xlsx", b"PK\x03\x04rubbish", "workbook-broken"),
        ("a.csv", b"household_id,area\n1,rural\n", "not-a-workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "workbook-old-format"),
    ],
)
def test_what_cannot_be_marked_is_refused_in_words(tmp_path: Path, name: str, content: bytes, rule: str) -> None:
    (tmp_path / name).write_bytes(content)

    result = check(tmp_path / name, "--mark", tmp_path / "dau.xlsx")

    assert result.exit_code == 1
    assert f"[{rule}]. Cách sửa: " in result.stderr
    assert not (tmp_path / "dau.xlsx").exists()


def test_the_file_itself_and_other_endings_are_refused(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()

    same, other = check(book, "--mark", book), check(book, "--mark", tmp_path / "dau.csv")

    assert "[output-is-input]" in same.stderr
    assert "[output-not-xlsx]" in other.stderr
    assert book.read_bytes() == before


def test_a_directory_of_tables_is_checked_but_not_marked(tmp_path: Path) -> None:
    (tmp_path / "bang").mkdir()
    (tmp_path / "bang" / "households.csv").write_text("household_id\nH1\n", encoding="utf-8")

    assert "[not-a-workbook]" in check(tmp_path / "bang", "--mark", tmp_path / "dau.xlsx").stderr
    assert "So với lần trước" not in check(tmp_path / "bang").stdout


@pytest.mark.parametrize("marked", [False, True])
def test_units_tell_the_area_that_the_national_workbook_does_not_hold(tmp_path: Path, *, marked: bool) -> None:
    data = generate("tinh-mau-2026", scale=0.0008).current
    write_national(data, tmp_path / "so.xlsx")
    units = tmp_path / "units.csv"
    codes = data.households["unit_code"].unique()
    units.write_text("unit_code,area\n" + "".join(f"{code},rural\n" for code in codes), encoding="utf-8")
    more = ["--mark", tmp_path / "dau.xlsx"] if marked else []

    without, known = check(tmp_path / "so.xlsx", *more), check(tmp_path / "so.xlsx", "--units", units, *more)

    assert "thiếu cột area" in without.output
    assert "--units" in without.output
    assert (without.exit_code, known.exit_code) == (1, 0)
    assert "thiếu cột area" not in known.output
