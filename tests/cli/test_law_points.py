"""`rasoat law points`, from the template to two signatures, as an office runs it."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.law_points import points
from rasoat.law.book import LawBook


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(points, [str(argument) for argument in arguments], input=typed)


@pytest.fixture
def law_dir(tmp_path: Path) -> Path:
    return tmp_path / "luat"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "phu-luc.pdf"
    path.write_bytes(b"the scan of the annex")
    return path


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The illustrative points taken as if they stood in an official annex."""
    path = tmp_path / "bang.xlsx"
    assert run("template", "--from", "minh-hoa-2022", "--out", path).exit_code == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Thông tin"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    values = {
        "Mã bảng điểm": "thu-nghiem-1", "Loại bảng": "chính thức", "Văn bản ban hành": "Văn bản thử", "Trang": "1-7",
        "Phụ lục": "Phụ lục thử", "Áp dụng từ ngày": date(2022, 1, 1), "Dấu chìm": None,
    }  # fmt: skip
    for label, value in values.items():
        sheet.cell(rows[label], 2).value = value
    book.save(path)
    return path


@pytest.fixture
def imported(filled: Path, scan: Path, law_dir: Path) -> Path:
    assert run("import", filled, "--scan", scan, "--law-dir", law_dir).exit_code == 0
    return law_dir


def hire(law_dir: Path, person: str) -> Path:
    key = law_dir.parent / f"{person}.pem"
    result = run(
        "key", "--person", person, "--name", f"Người {person}", "--out", key, "--no-passphrase", "--law-dir", law_dir
    )
    assert result.exit_code == 0, result.output
    return key


def test_template_lists_no_points(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"

    result = run("template", "--areas", "NT1, TT", "--out", path)

    assert result.exit_code == 0
    assert openpyxl.load_workbook(path)["Bảng điểm"]["K3"].value == "TT"


def test_template_of_an_unknown_area_is_refused(tmp_path: Path) -> None:
    result = run("template", "--areas", "NT9", "--out", tmp_path / "mau.xlsx")

    assert result.exit_code == 1
    assert "NT9" in result.stderr
    assert not (tmp_path / "mau.xlsx").exists()


def test_empty_template_is_refused_with_cells_and_nothing_written(tmp_path: Path, law_dir: Path) -> None:
    path = tmp_path / "mau.xlsx"
    run("template", "--out", path)

    result = run("import", path, "--law-dir", law_dir)

    assert result.exit_code == 1
    assert "Bảng điểm!J5" in result.stderr
    assert "Thông tin!B1" in result.stderr
    assert not law_dir.exists()


def test_import_takes_the_hash_of_the_scan(imported: Path, scan: Path) -> None:
    table = LawBook.load(imported).point_table("thu-nghiem-1")

    assert table.file_hash == sha256(scan.read_bytes()).hexdigest()


def test_import_without_a_scan_is_refused_at_its_cell(filled: Path, law_dir: Path) -> None:
    result = run("import", filled, "--law-dir", law_dir)

    assert result.exit_code == 1
    assert "point-table-source-incomplete" in result.stderr
    assert 'trang tính "Thông tin", dòng 13' in result.stderr


def test_another_scan_is_refused(imported: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "lan2.xlsx", tmp_path / "khac.pdf"
    other.write_bytes(b"another scan")
    run("template", "--from", "thu-nghiem-1", "--out", again, "--law-dir", imported)

    result = run("import", again, "--scan", other, "--law-dir", imported)

    assert result.exit_code == 1
    assert "scan-other" in result.stderr


def test_check_writes_the_proof_sheet(imported: Path, tmp_path: Path) -> None:
    proof = tmp_path / "doi-chieu.xlsx"

    result = run("check", "thu-nghiem-1", "--law-dir", imported, "--proof", proof)

    assert result.exit_code == 0
    assert "Xác nhận" in openpyxl.load_workbook(proof).sheetnames


def test_check_names_the_line_of_a_fault(imported: Path) -> None:
    path = imported / "points" / "thu-nghiem-1.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("min: 2000, max: 3000", "min: 2500, max: 3000"), encoding="utf-8"
    )

    result = run("check", "thu-nghiem-1", "--law-dir", imported)

    assert result.exit_code == 1
    assert "point-band-gap" in result.stderr
    assert "thu-nghiem-1.yaml, dòng" in result.stderr


def test_two_people_sign_and_show_tells_so(imported: Path) -> None:
    first, second = hire(imported, "nguoi.1"), hire(imported, "nguoi.2")

    one = run(
        "sign",
        "thu-nghiem-1",
        "--key",
        first,
        "--person",
        "nguoi.1",
        "--role",
        "loaded_by",
        "--date",
        "01/09/2024",
        "--law-dir",
        imported,
    )
    two = run(
        "sign", "thu-nghiem-1", "--key", second, "--person", "nguoi.2", "--role", "checked_by", "--law-dir", imported
    )
    shown = run("show", "thu-nghiem-1", "--law-dir", imported)

    assert "chưa ký" in one.output
    assert "đã ký (signed)" in two.output
    assert "Người nguoi.1, ký ngày 01/09/2024" in shown.output
    assert "Chưa dùng chính thức" not in shown.output


def test_one_person_alone_is_refused(imported: Path) -> None:
    key = hire(imported, "nguoi.1")
    signing = ("sign", "thu-nghiem-1", "--key", key, "--person", "nguoi.1", "--law-dir", imported, "--role")
    assert run(*signing, "loaded_by").exit_code == 0

    result = run(*signing, "checked_by")

    assert result.exit_code == 1
    assert "hai người khác nhau" in result.stderr


def test_signed_table_is_not_imported_over(imported: Path, filled: Path, scan: Path) -> None:
    for person, role in (("nguoi.1", "loaded_by"), ("nguoi.2", "checked_by")):
        key = hire(imported, person)
        run("sign", "thu-nghiem-1", "--key", key, "--person", person, "--role", role, "--law-dir", imported)

    result = run("import", filled, "--scan", scan, "--law-dir", imported)

    assert result.exit_code == 1
    assert "point-table-signed" in result.stderr


def test_illustrative_table_is_not_signed(law_dir: Path) -> None:
    law_dir.mkdir()
    key = hire(law_dir, "nguoi.1")

    result = run(
        "sign", "minh-hoa-2022", "--key", key, "--person", "nguoi.1", "--role", "loaded_by", "--law-dir", law_dir
    )

    assert result.exit_code == 1
    assert "minh họa" in result.stderr


def test_key_with_a_passphrase_asks_for_it(imported: Path) -> None:
    key = imported.parent / "khoa.pem"
    made = run(
        "key", "--person", "nguoi.1", "--name", "Người 1", "--out", key, "--law-dir", imported, typed="bí mật\nbí mật\n"
    )
    signing = (
        "sign",
        "thu-nghiem-1",
        "--key",
        key,
        "--person",
        "nguoi.1",
        "--role",
        "loaded_by",
        "--law-dir",
        imported,
    )

    assert made.exit_code == 0
    assert b"ENCRYPTED" in key.read_bytes()
    assert key.stat().st_mode & 0o077 == 0
    assert run(*signing, typed="sai\n").exit_code == 1
    assert run(*signing, typed="bí mật\n").exit_code == 0


def test_key_file_and_person_are_never_replaced(imported: Path) -> None:
    key = hire(imported, "nguoi.1")
    before = key.read_bytes()

    same_file = run("key", "--person", "nguoi.2", "--name", "N", "--out", key, "--no-passphrase", "--law-dir", imported)
    same_person = run(
        "key", "--person", "nguoi.1", "--name", "N", "--out", imported / "k2", "--no-passphrase", "--law-dir", imported
    )

    assert (same_file.exit_code, same_person.exit_code) == (1, 1)
    assert key.read_bytes() == before
    assert not (imported / "k2").exists()


def test_show_lists_every_table_with_its_state(imported: Path) -> None:
    result = run("show", "--law-dir", imported)

    assert "minh-hoa-2022" in result.output
    assert "thu-nghiem-1" in result.output
    assert "đã nhập xong, chưa ký" in result.output


def test_show_of_the_illustrative_table_begins_with_the_watermark() -> None:
    assert run("show", "minh-hoa-2022").output.startswith("BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO")


def test_unknown_table_is_refused_with_the_known_ones() -> None:
    result = run("check", "khong-co")

    assert result.exit_code == 1
    assert "minh-hoa-2022" in result.stderr
