"""`rasoat law ...` as an officer types it: what it prints, what it refuses, with which exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rasoat.cli.law import law
from rasoat.cli.screen import PLAIN_WIDTH, Utf8Group
from rasoat.law.book import SHIPPED, LawBook
from rasoat.law.pack import read_pack

BOOK = LawBook.load()
PROVINCE = (SHIPPED / "standards" / "dong_nai_local_2022.yaml").read_text(encoding="utf-8")
EVERY_COMMAND = [
    ("list",),
    ("show", "national_2022"),
    ("gaps",),
    ("check",),
    ("diff", "national_2022", "national_2027"),
    ("at", "2026-12-31"),
]


def run(*arguments: object) -> Result:
    door = Utf8Group("rasoat", commands={"law": law})
    return CliRunner().invoke(door, ["law", *(str(argument) for argument in arguments)])


def office(directory: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


@pytest.mark.parametrize("arguments", EVERY_COMMAND, ids=lambda arguments: arguments[0])
def test_plain_output_fits_and_has_no_control_codes(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert all(line == line.rstrip() and len(line) <= PLAIN_WIDTH for line in result.stdout.splitlines())
    assert result.stderr == ""


def test_list_names_everything() -> None:
    result = run("list")

    assert all(name in result.stdout for name in [*BOOK.standards, *BOOK.procedures, *BOOK.point_tables])
    assert f"Văn bản đã biết: {len(BOOK.instruments)}" in result.stdout
    assert "CHẶN phân loại" in result.stdout


def test_list_as_json() -> None:
    content = json.loads(run("list", "--json").stdout)

    assert [item["id"] for item in content["standards"]] == BOOK.ids_in_time()
    assert [item["id"] for item in content["procedures"]] == list(BOOK.procedures)
    assert [use["mark"] for use in content["procedures"][0]["applies"]] == ["verified", "missing"]
    assert content["point_tables"][0]["kind"] == "illustrative"
    assert content["standards"][4]["needs_office"] == sum(
        content["standards"][4]["marks"].get(mark, 0) for mark in ("recalled", "conflict", "draft", "missing")
    )


@pytest.mark.parametrize("standard_id", sorted(BOOK.standards))
def test_show_for_people_and_for_programs(standard_id: str) -> None:
    shown, content = run("show", standard_id), json.loads(run("show", standard_id, "--json").stdout)

    standard = BOOK.standard(standard_id)
    assert shown.exit_code == 0
    assert standard.name.vi in shown.stdout
    assert all(f"[{code}]" in shown.stdout for code in standard.indicator_codes)
    assert ("CHẶN PHÂN LOẠI CHÍNH THỨC" in shown.stdout) is (standard.blocked is not None)
    assert [item["code"] for item in content["indicators"]] == list(standard.indicator_codes)


def test_show_prints_lines_in_the_vietnamese_way() -> None:
    assert "1.500.000 đồng/người/tháng" in run("show", "national_2022").stdout


@pytest.mark.parametrize(
    "arguments", [("show", "national_2023"), ("diff", "national_2022", "x"), ("pack", "x", "--out", "x.json")]
)
def test_an_unknown_id_is_told_with_the_known_ones(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "không có chuẩn nghèo" in result.stderr
    assert "no such id" in result.stderr
    assert all(name in result.stderr for name in BOOK.standards)


def test_gaps_say_what_to_ask_from_whom() -> None:
    result = run("gaps")

    assert "Cần xin: NĐ 351/2025/NĐ-CP kèm phụ lục" in result.stdout
    assert "Nơi có: Bộ Nông nghiệp và Môi trường" in result.stdout
    assert "trẻ em trên 6 tuổi" in result.stdout
    assert "national_2027; ĐANG CHẶN phân loại" in result.stdout


def test_gaps_as_json() -> None:
    content = json.loads(run("gaps", "--json").stdout)

    assert {item["where"] for item in content} >= {"national_2016", "national_2022", "national_2027", "register"}
    assert all(item["what"] and item["blocks"] and item["document"]["holder"] for item in content)


@pytest.mark.parametrize("day", ["2026-12-31", "31/12/2026"])
def test_at_takes_both_ways_of_writing_a_day(day: str) -> None:
    content = json.loads(run("at", day, "--json").stdout)

    assert [(item["purpose"], item["id"]) for item in content] == [
        ("review", "national_2022"), ("opening_survey", "national_2027"), ("policy", "national_2022"),
    ]  # fmt: skip


def test_at_for_one_purpose_and_on_a_day_without_law() -> None:
    content = json.loads(run("at", "2027-01-01", "--purpose", "review", "--json").stdout)

    assert [item["id"] for item in content] == ["national_2027"]
    assert "Không có chuẩn nào áp dụng vào 01/01/1990" in run("at", "01/01/1990").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("at", "31/02/2026"), ("at", "2026"), ("at", "2026-12-31", "--purpose", "x"), ("at",), ("show",),
        ("diff", "national_2022"), ("list", "--jason"), ("nothing",), ("pack", "national_2022"),
        ("show", "national_2022", "--law-dir", "/no/such/directory"), ("check", "/no/such/directory"),
    ],
)  # fmt: skip
def test_wrong_use_exits_with_2_in_vietnamese_first(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Sai cách dùng: ")


def test_diff_hides_citations_until_asked() -> None:
    short, whole = (
        run("diff", "national_2022", "national_2027"),
        run("diff", "national_2022", "national_2027", "--citations"),
    )

    assert "1500000" in short.stdout
    assert "2200000" in short.stdout
    assert ".citation" not in short.stdout
    assert ".citation" in whole.stdout
    content = json.loads(run("diff", "national_2022", "national_2027", "--json").stdout)
    assert {"path": "parameters.line.urban", "left": "2000000", "right": "2800000"} in content


def test_diff_of_a_standard_with_itself() -> None:
    assert run("diff", "national_2022", "national_2022").stdout.startswith("0 chỗ khác nhau")


def test_check_of_a_sound_office_directory(tmp_path: Path) -> None:
    directory = office(tmp_path, {"standards/tinh.yaml": PROVINCE.replace("id: dong_nai_local_2022", "id: tinh_thu")})

    result = run("check", directory)

    assert result.exit_code == 0
    assert "Không có lỗi: 8 chuẩn" in result.stdout


def test_check_names_every_fault_in_both_languages(tmp_path: Path) -> None:
    text = PROVINCE.replace("id: dong_nai_local_2022", "id: tinh_thu").replace("value: 2000000", "value: hai triệu")
    directory = office(tmp_path, {"standards/tinh.yaml": text.replace("scope: province", "scope: xã")})

    result = run("check", directory)

    assert result.exit_code == 1
    assert result.stdout == ""
    head, *lines = result.stderr.splitlines()
    assert head == "Bị từ chối, có 2 lỗi / Refused, faults: 2"
    assert [line.startswith(("1. tệp", "2. tệp")) for line in lines] == [True, False, True, False]
    assert "dòng 4" in lines[0]
    assert "Cách sửa" in lines[0]
    assert "Remedy" in lines[1]


def test_check_shows_warnings_without_refusing(tmp_path: Path) -> None:
    text = PROVINCE.replace("id: dong_nai_local_2022", "id: tinh_thu").replace('territory: "Đồng Nai"\n', "")

    result = run("check", "--law-dir", office(tmp_path, {"standards/tinh.yaml": text, "standards/cu.yml": ""}))

    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "Lưu ý: 2 / Warnings: 2"
    assert "cu.yml" in result.stderr


def test_check_of_a_derivation_that_reads_unknown_facts(tmp_path: Path) -> None:
    text = (SHIPPED / "standards" / "national_2022.yaml").read_text(encoding="utf-8")
    text = text.replace("id: national_2022", "id: national_2022\nreplaces: national_2022", 1)
    directory = office(tmp_path, {"standards/a.yaml": text.replace("field: wants_work", "field: wants_money")})

    result = run("check", directory)

    assert result.exit_code == 1
    assert "wants_money" in result.stderr


def test_commands_see_the_office_directory(tmp_path: Path) -> None:
    text = PROVINCE.replace("id: dong_nai_local_2022", "id: tinh_thu").replace("value: 2000000", "value: 2345000")
    directory = office(tmp_path, {"standards/tinh.yaml": text})

    assert "tinh_thu" in run("list", "--law-dir", directory).stdout
    assert "2.345.000" in run("show", "tinh_thu", "--law-dir", directory).stdout
    assert "2345000" in run("diff", "dong_nai_local_2022", "tinh_thu", "--law-dir", directory).stdout
    assert "tinh_thu" in run("at", "2024-06-01", "--law-dir", directory).stdout
    assert "tinh_thu" in run("gaps", "--law-dir", directory).stdout


def test_pack_is_written_under_its_hash_and_reads_back(tmp_path: Path) -> None:
    one, other = tmp_path / "a.json", tmp_path / "sub" / "b.json"

    first = run("pack", "national_2022", "--points", "minh-hoa-2022", "--out", one)
    second = run("pack", "national_2022", "--points", "minh-hoa-2022", "--out", other)

    assert first.exit_code == second.exit_code == 0
    assert one.read_bytes() == other.read_bytes()
    assert f"sha256 {read_pack(one).hash}" in first.stdout
    assert "BẢNG ĐIỂM MINH HỌA" in first.stdout


def test_pack_of_a_blocked_standard_says_so(tmp_path: Path) -> None:
    assert "bị chặn phân loại" in run("pack", "national_2027", "--out", tmp_path / "p.json").stdout


def test_pack_refuses_a_table_of_another_standard(tmp_path: Path) -> None:
    path = tmp_path / "p.json"

    result = run("pack", "national_2016", "--points", "minh-hoa-2022", "--out", path)

    assert result.exit_code == 1
    assert "thuộc chuẩn “national_2022”" in result.stderr
    assert not path.exists()


def test_pack_that_cannot_be_written_is_a_told_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    result = run("pack", "national_2022", "--out", tmp_path / "file" / "p.json")

    assert result.exit_code == 1
    assert "file-system" in result.stderr
    assert "quyền ghi" in result.stderr


def test_help_is_vietnamese_for_every_command() -> None:
    assert set(law.commands) == {"list", "show", "gaps", "check", "diff", "at", "pack", "points"}
    for command in law.commands.values():
        assert command.help
        assert not command.help.isascii()


@pytest.mark.parametrize("arguments", [("list",), ("--help",), ("show", "x")])
def test_vietnamese_survives_a_plain_c_locale(arguments: tuple[str, ...]) -> None:
    script = "from rasoat.cli.screen import Utf8Group; from rasoat.cli.law import law; Utf8Group(commands=[law])()"
    plain = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}

    done = subprocess.run(
        [sys.executable, "-c", script, "law", *arguments], env=plain, capture_output=True, check=False
    )

    text = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in text
    assert "chuẩn" in text
    assert "\ufffd" not in text
