"""Official tables: read back from the workbooks of the house and of others, and held against the cross-checks."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from rasoat.audit.api import official_audit
from rasoat.audit.official import official_input
from rasoat.audit.official_read import read_official
from rasoat.audit.own import own_input
from rasoat.audit.run import AuditResult, audit
from rasoat.audit.words import as_data, lines
from rasoat.tables.api import tables
from rasoat.tables.excel import write_excel
from rasoat.tables.head import OfficialHead
from rasoat.tables.report import Kind, ReportTable
from rasoat.tables.reports import Reports

from .small_tables import write_book

UNITS = pl.DataFrame({
    "unit_code": ["p", "u1", "u2", "u3"], "name": ["Tỉnh Mẫu", "Xã Một", "Xã Hai", "Xã Ba"],
    "level": ["province", *["commune"] * 3], "parent_code": [None, "p", "p", "p"],
    "households": [None, 40, 50, 60], "persons": [None, 160, 200, 240],
})  # fmt: skip


PAST = pl.DataFrame({"household_id": ["h0", "h3"], "year": [2020, 2021], "class": ["poor", "near_poor"]})


def round_of(shift: int) -> pl.DataFrame:
    size = 30
    return pl.DataFrame({
        "household_id": [f"h{n}" for n in range(size)],
        "unit_code": [f"u{1 + n % 3}" for n in range(size)],
        "class": [("poor", "near_poor", "not_poor")[(n + shift * (n % 4 == 0)) % 3] for n in range(size)],
        "household_size": [1 + n % 6 for n in range(size)],
        "ethnicity": [("01", "02", "08")[n % 3] for n in range(size)],
        "flag_minority": [n % 3 > 0 for n in range(size)],
        "flag_no_labour": [n % 5 == 0 for n in range(size)],
        "flag_merit": [False] * size,
        "children": [n % 3 for n in range(size)],
        "children_without_insurance": [n % 2 * (n % 3 > 0) for n in range(size)],
        "children_malnourished": [0] * size, "children_out_of_school": [0] * size,
        "causes": ["C1;C2" if n % 2 else "C7" for n in range(size)],
    })  # fmt: skip


@pytest.fixture(scope="module")
def reports() -> Reports:
    return tables(round_of(1), round_of(0), units=UNITS, history=PAST, year=2026, lists=False)


@pytest.fixture(scope="module")
def workbook(reports: Reports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("official") / "bao-cao.xlsx"
    write_excel(list(reports), path, head=OfficialHead())
    return path


def planted(workbook: Path, out: Path, *changes: tuple[str, str, int]) -> Path:
    book = openpyxl.load_workbook(workbook)
    for sheet, cell, step in changes:
        book[sheet][cell] = book[sheet][cell].value + step
    book.save(out)
    return out


def cell_of(workbook: Path, sheet: str, place: str, heading: int) -> str:
    """The address of a column (counted from 1) on the first line of a place."""
    rows = openpyxl.load_workbook(workbook)[sheet].iter_rows()
    row = next(row for row in rows if place in [cell.value for cell in row[:3]])
    return str(row[heading - 1].coordinate)


def found(result: AuditResult) -> list[str]:
    return sorted(result.source.cells[cell].address for cell in result.localisation.always_changed)


def test_our_own_tables_hold_at_every_build(reports: Reports) -> None:
    result = audit(own_input(reports))

    assert result.holds
    assert len(result.source.statements) > 100


def figures(table: ReportTable) -> list[dict[str, str | int]]:
    """The printed figures of a table, row by row."""
    keys = [column.key for column in table.columns if column.kind is not Kind.TEXT]
    at = {column.key: number for number, column in enumerate(table.columns)}
    return [{key: value for key in keys if (value := row.cells[at[key]]) is not None} for row in table.rows]


def test_every_figure_of_the_workbook_is_read_back(reports: Reports, workbook: Path) -> None:
    book = read_official(workbook)

    assert list(book.tables) == [str(number) for number in range(1, 14)]
    assert {number: figures(table) for number, table in book.tables.items()} == {
        number: figures(reports[number]) for number in book.tables
    }
    assert book.notes == []


def test_the_workbook_holds_without_being_told_any_rule(workbook: Path) -> None:
    (result,) = official_audit([workbook]).results

    assert result.holds


@pytest.mark.parametrize(
    ("sheet", "heading"),
    [("Biểu 1", 5), ("Biểu 2", 4), ("Biểu 3", 12), ("Biểu 8", 4), ("Biểu 9", 4), ("Biểu 12", 11)],
)
def test_a_planted_error_is_found_at_its_cell(workbook: Path, tmp_path: Path, sheet: str, heading: int) -> None:
    address = cell_of(workbook, sheet, "Xã Hai", heading)

    (result,) = official_audit([planted(workbook, tmp_path / "a.xlsx", (sheet, address, 2))]).results

    assert not result.holds
    assert result.localisation.proven
    assert result.localisation.minimum == 1
    assert found(result) in ([f"{sheet}!{address}"], [])
    assert any(f"{sheet}!{address}" in [result.source.cells[c].address for c in repair.cells]
               for repair in result.localisation.alternatives)  # fmt: skip
    assert any(line.strip().startswith(f"Xã Hai, ô {sheet}!") and "lệch" in line for line in lines(result))


def test_a_wrong_rate_is_told_with_what_it_should_be(workbook: Path, tmp_path: Path) -> None:
    address = cell_of(workbook, "Biểu 1", "Xã Một", 6)

    (result,) = official_audit([planted(workbook, tmp_path / "a.xlsx", ("Biểu 1", address, 1))]).results

    assert result.localisation.minimum == 0
    assert [item.statement.printed.address for item in result.wrong_rates if item.statement.printed] == [
        f"Biểu 1!{address}"
    ]


def test_communes_and_the_province_must_print_the_same(workbook: Path, tmp_path: Path) -> None:
    commune = tables(round_of(1), round_of(0), units=UNITS, history=PAST, unit="u2", by="none", year=2026, lists=False)
    own = tmp_path / "xa-hai.xlsx"
    write_excel(list(commune), own, head=OfficialHead())
    address = cell_of(own, "Biểu 10", "Xã Hai", 3)
    planted(own, own, ("Biểu 10", address, 2))

    (sound,) = official_audit([workbook]).results
    (result,) = official_audit([own, workbook]).results

    assert sound.holds
    told = [line for line in lines(result) if "xa-hai.xlsx" in line]
    assert any("Xã Hai" in line and "lệch" in line and "hai tệp: như" in line for line in told)
    assert f"Biểu 10!{address}" in {
        result.source.cells[cell].address for repair in result.localisation.alternatives for cell in repair.cells
    }


def test_the_opening_is_held_against_last_years_file(workbook: Path, tmp_path: Path) -> None:
    last = tables(round_of(0), units=UNITS, year=2025, lists=False)
    path = tmp_path / "nam-truoc.xlsx"
    write_excel(list(last), path, head=OfficialHead())
    address = cell_of(path, "Biểu 1", "Xã Ba", 5)
    wrong = planted(path, tmp_path / "sai.xlsx", ("Biểu 1", address, 3))

    (right,) = official_audit([workbook], previous=path).results
    (off,) = official_audit([workbook], previous=wrong).results

    assert right.holds
    assert "X14" in {broken.statement.label for broken in off.broken}


def test_somebody_elses_sheet_with_other_heads(tmp_path: Path) -> None:
    """No tab name, no column numbers, places written on both lines, thousands as text, a foot below."""
    head = [
        "TT", "Địa bàn", "Đơn vị tính", "Số hộ nghèo đầu kỳ", "Trở thành cận nghèo", "Vượt chuẩn cận nghèo",
        "Khác (giảm)", "Cận nghèo thành nghèo", "Tái nghèo", "Phát sinh mới", "Khác (tăng)", "Số hộ nghèo cuối kỳ",
    ]  # fmt: skip
    rows = [
        ["BIỂU THEO DÕI"], head,
        ["", "Huyện Mẫu", "Hộ", "1.200", 100, 50, 0, 5, 0, 10, 0, "1.065"],
        ["", "Huyện Mẫu", "Khẩu", "4.800", 400, 200, 0, 20, 0, 40, 0, "4.260"],
        [1, "Xã Một", "Hộ", 700, 60, 30, 0, 5, 0, 5, 0, 620],
        ["", "Xã Một", "Khẩu", "2.800", 240, 120, 0, 20, 0, 20, 0, "2.480"],
        [2, "Xã Hai", "Hộ", 500, 40, 20, 0, 0, 0, 5, 0, 447],
        ["", "Xã Hai", "Khẩu", "2.000", 160, 80, 0, 0, 0, 20, 0, "1.780"],
        ["", "Người lập biểu"],
    ]  # fmt: skip
    path = write_book(tmp_path / "khac.xlsx", {"Sheet1": rows})

    (result,) = official_audit([path], layout="report-2").results

    assert [(broken.statement.label, broken.statement.place, broken.off) for broken in result.broken] == [
        ("X01", "Xã Hai", 2), ("X15", "Huyện Mẫu", -2),
    ]  # fmt: skip
    assert found(result) == ["Sheet1!L7"]


@pytest.mark.parametrize("number", range(1, 14))
def test_every_layout_has_rules_of_its_own(workbook: Path, tmp_path: Path, number: int) -> None:
    """One sheet alone: the layout knows what to ask of it."""
    book = openpyxl.load_workbook(workbook)
    for title in book.sheetnames:
        if title != f"Biểu {number}":
            del book[title]
    book.save(tmp_path / "mot.xlsx")

    (result,) = official_audit([tmp_path / "mot.xlsx"], layout=f"report-{number}").results

    assert result.holds
    assert result.source.statements


def test_data_for_programs_is_plain(workbook: Path, tmp_path: Path) -> None:
    address = cell_of(workbook, "Biểu 2", "Xã Hai", 4)

    (result,) = official_audit([planted(workbook, tmp_path / "a.xlsx", ("Biểu 2", address, 2))]).results
    told = as_data(result)

    assert told["minimum"] == 1
    assert told["broken"][0]["rule"].startswith("X")
    assert {"place", "cell", "column", "printed", "file", "value", "low", "high", "sure"} == set(told["suggestions"][0])


def test_a_file_without_an_official_table_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"S": [["Tên", "Số"], ["A", 1]]})

    assert [fault.rule for fault in official_audit([path]).faults] == ["audit-no-layout"]
    assert [fault.rule for fault in official_audit([path], layout="report-9").faults] == ["audit-not-this-layout"]


def test_unreadable_files_of_a_folder_are_told_and_the_others_audited(workbook: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(b"")

    found = official_audit([tmp_path / "a.xlsx", workbook, tmp_path / "b.xlsx"])

    assert [fault.place.file for fault in found.faults] == ["a.xlsx", "b.xlsx"]
    assert [result.holds for result in found.results] == [True]


def test_cells_of_an_input_are_named_for_people(workbook: Path) -> None:
    source = official_input([read_official(workbook)])

    assert source.cells[0].column == "biểu 1 cột 1"
    assert source.cells[0].place == "Tỉnh Mẫu"


COMMUNE = [
    ["TT", "Địa bàn", "Đơn vị tính", "Số hộ nghèo đầu kỳ", "Trở thành cận nghèo", "Vượt chuẩn cận nghèo", "Khác",
     "Cận nghèo thành nghèo", "Tái nghèo", "Phát sinh mới", "Khác", "Số hộ nghèo cuối kỳ"],
    ["", "Xã A", "Hộ", 30, 3, 2, "-", 1, "-", 4, "-", 30],
    [1, "Thôn 1", "Hộ", 10, 1, 1, "-", 1, "-", 1, "-", 10],
    [2, "Thôn 2", "Hộ", 20, 2, 1, "-", "-", "-", 3, "-", 20],
]  # fmt: skip


def report_2(tmp_path: Path, rows: list[list[object]], name: str = "xa.xlsx", **options: object) -> AuditResult:
    found = official_audit([write_book(tmp_path / name, {"S": rows})], layout="report-2", **options)  # type: ignore[arg-type]
    assert not found.faults
    return found.results[0]


def test_a_dash_is_none(tmp_path: Path) -> None:
    result = report_2(tmp_path, COMMUNE)

    assert result.holds
    assert result.unknown == 0


def test_blanks_may_stand_for_zero(tmp_path: Path) -> None:
    rows = [["" if cell == "-" else cell for cell in row] for row in COMMUNE]

    unknown, zero = report_2(tmp_path, rows), report_2(tmp_path, rows, blank="zero")

    assert (unknown.unknown > 0, zero.unknown) == (True, 0)
    assert list(lines(unknown))[-1] == "Không thấy sai trong các phép kiểm được."
    assert list(lines(zero))[-1] == "Không thấy sai."


def test_villages_of_the_same_name_in_two_communes_are_no_matter(tmp_path: Path) -> None:
    other = [[("Xã B" if cell == "Xã A" else 2 * cell if isinstance(cell, int) and at > 2 else cell)
              for at, cell in enumerate(row)] for row in COMMUNE]  # fmt: skip
    paths = [write_book(tmp_path / name, {"S": rows}) for name, rows in (("a.xlsx", COMMUNE), ("b.xlsx", other))]

    (result,) = official_audit(paths, layout="report-2").results

    assert result.holds


def test_the_sum_may_stand_in_the_last_row(tmp_path: Path) -> None:
    result = report_2(tmp_path, [COMMUNE[0], COMMUNE[2], COMMUNE[3], ["", "Tổng cộng", *COMMUNE[1][2:]]])

    assert result.holds
    assert "Biểu 2: dòng tổng là dòng cuối, “Tổng cộng”" in result.source.notes


@pytest.mark.parametrize("text", ["hai mốt", "21,5"])
def test_text_and_fractions_where_a_count_belongs_are_told(tmp_path: Path, text: str) -> None:
    rows = [list(row) for row in COMMUNE]
    rows[2][3] = text

    result = report_2(tmp_path, rows)

    assert not result.holds
    assert f"  Thôn 1, ô S!D3: “{text}” không phải số đếm (số nguyên)" in lines(result)


def test_moves_inside_the_unit_are_mentioned_where_they_could_explain(tmp_path: Path) -> None:
    rows = [list(row) for row in COMMUNE]
    rows[2][6], rows[2][11] = 2, 8
    rows[3][10], rows[3][11] = 2, 22

    result = report_2(tmp_path, rows)

    assert {broken.statement.label for broken in result.broken} == {"X15"}
    assert any("hộ chuyển giữa các địa bàn" in note for note in result.source.notes)


@pytest.mark.parametrize(("number", "text"), [(0.0504, None), (5.0, "5,0"), (0.0, "0")])
def test_rates_in_other_forms_are_understood(tmp_path: Path, number: float, text: str | None) -> None:
    head = ["Địa bàn", "Tổng số hộ", "Tổng số nhân khẩu", "Hộ nghèo Số hộ", "Hộ nghèo Tỷ lệ %"]
    poor = {"0": 0}.get(text or "", 504)
    households = 0 if text == "0" else 10_000
    cell = number if text is None else text
    rows = [head, *([name, households, 4 * households, poor, cell] for name in ("Tỉnh",))]
    numbers = [["B", "1", "2", "3", "4=3/1*100"]]
    path = write_book(tmp_path / "a.xlsx", {"S": [head, *numbers, *rows[1:]]})

    (result,) = official_audit([path], layout="report-1").results

    assert result.holds


def test_numbers_and_headings_that_disagree_are_read_by_the_headings(tmp_path: Path) -> None:
    swapped = [[*row[:3], row[11], *row[4:11], row[3]] for row in COMMUNE]
    numbers = ["A", "B", "C", *(str(number) for number in range(1, 10))]

    result = report_2(tmp_path, [swapped[0], numbers, *swapped[1:]])

    assert result.holds
    assert any("đọc theo tiêu đề" in note for note in result.source.notes)
