"""The workbook as a reader opens it: form, figures, print settings, safety."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import openpyxl
import pytest

from rasoat.law.faults import FaultsFoundError
from rasoat.tables import layout
from rasoat.tables.excel import sheet_names, write_excel
from rasoat.tables.font_metrics import line_count
from rasoat.tables.report import Column, Kind, Row

HEAD_TOP = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
WATERMARK = "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"


@pytest.fixture
def written(tmp_path, head):
    """Write reports and open the workbook again."""

    def write(*reports, **options):
        path = tmp_path / "bao-cao.xlsx"
        write_excel(reports, path, head=head, **options)
        return openpyxl.load_workbook(path)

    return write


def find(sheet, text):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def texts(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_the_frame_stands_around_the_table(written, results):
    sheet = written(results)["Biểu 1"]

    words = texts(sheet)
    for line in (HEAD_TOP, "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "TỈNH MẪU", "Biểu số 1",
                 results.title.upper(), "Tỉnh Mẫu, Năm 2026", "NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
                 "(Ký, đóng dấu)", "Tỉnh Mẫu, ngày 05 tháng 02 năm 2026"):  # fmt: skip
        assert line in words
    assert any("bố cục chưa đối chiếu" in line and results.pack in line for line in words)
    assert any(line.startswith("Cột (7), (8=7/1*100) để trống") for line in words)
    assert find(sheet, HEAD_TOP).font.name == "Times New Roman"
    assert find(sheet, results.title.upper()).font.b


def test_heads_are_merged_and_numbers_stand_below(written, movements):
    sheet = written(movements)["Biểu 2"]
    top = find(sheet, "Diễn biến giảm").row

    merged = {str(area) for area in sheet.merged_cells.ranges}

    assert {f"A{top}:A{top + 2}", f"E{top}:G{top}", f"E{top + 1}:F{top + 1}", f"G{top + 1}:G{top + 2}"} <= merged
    numbers = [cell.value for cell in sheet[top + 3]]
    assert numbers == ["A", "B", "C", "1", "2", "3", "4", "5", "6", "7", "8", "9=1-2-3-4+5+6+7+8"]
    corners = [sheet.cell(area.min_row, area.min_col) for area in sheet.merged_cells.ranges if area.min_row >= top]
    assert all(cell.border.left.style == "thin" for cell in corners if cell.row < top + 3)


def test_figures_stay_numbers(written, results):
    sheet = written(results)["Biểu 1"]
    row = sheet[find(sheet, "Xã Mẫu Thượng 1").row]

    assert (row[0].value, row[0].data_type) == ("1", "s")
    assert (row[4].value, row[4].number_format) == (12558, "[$-42A]#,##0_ ")
    assert (row[5].value, row[5].number_format) == (2.63, "[$-42A]#,##0.00_ ")
    assert row[8].value is None
    assert row[8].border.bottom.style == "thin"


def test_the_total_is_bold_and_parts_are_indented(written, results):
    sheet = written(results)["Biểu 1"]
    part = find(sheet, "Xã Mẫu Thượng 1")
    total = sheet.cell(part.row - 1, part.column)

    assert total.font.b
    assert not part.font.b
    assert part.alignment.indent > total.alignment.indent


def test_print_settings(written, results):
    sheet = written(results)["Biểu 1"]
    first = find(sheet, "TT").row

    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert sheet.print_title_rows == f"${first}:${first + 2}"
    assert sheet.freeze_panes == f"C{first + 3}"
    assert sheet.print_area == f"'Biểu 1'!$A$1:$P${sheet.max_row}"
    assert "Trang &P/&N" in sheet.oddFooter.center.text


def test_a_long_table_takes_as_many_pages_as_it_needs(written, results):
    sheet = written(replace(results, rows=results.rows * 10))["Biểu 1"]

    plan = layout.plan(results)
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sum(plan.widths) * sheet.page_setup.scale / 100 <= layout.PAGE_WIDTH
    assert len(sheet.row_breaks.brk) >= 5


def page_heights(sheet):
    """Points printed on every page down, the repeated head with them."""
    first, last = (int(row) for row in sheet.print_title_rows.replace("$", "").split(":"))
    usual = sheet.sheet_format.defaultRowHeight
    heights = [sheet.row_dimensions[row].height or usual for row in range(1, sheet.max_row + 1)]
    edges = [0, *(brk.id for brk in sheet.row_breaks.brk), sheet.max_row]
    sizes = [sum(heights[start:stop]) for start, stop in pairwise(edges)]
    repeated = sum(heights[first - 1 : last])
    return [(size + (repeated if order else 0)) * sheet.page_setup.scale / 100 for order, size in enumerate(sizes)]


@pytest.mark.parametrize("places", range(18, 34))
def test_no_page_ends_inside_a_place_or_the_closing(written, movements, ethnic, places):
    lines = {"Biểu 2": 2, "Biểu 9": 4}
    reports = [
        replace(report, rows=(report.rows * 3)[: (places + 1) * lines[f"Biểu {report.number}"]])
        for report in (movements, ethnic)
    ]

    book = written(*reports)

    for name, count in lines.items():
        sheet = book[name]
        body = int(sheet.freeze_panes[1:])
        end = body + (places + 1) * count
        breaks = [brk.id + 1 for brk in sheet.row_breaks.brk]  # rows that begin a page, counted from 1
        assert breaks
        assert all((row - body) % count == 0 and row <= end - 2 for row in breaks)
        assert all(height <= layout.PAGE_HEIGHT for height in page_heights(sheet))


def test_a_wide_table_a_little_too_high_takes_one_page_down(written, ethnic):
    single = replace(ethnic, rows=ethnic.rows[:24])

    sheet = written(single)["Biểu 9"]

    assert not sheet.row_breaks.brk
    assert layout.PAGE_HEIGHT / layout.ONE_PAGE < page_heights(sheet)[0] <= layout.PAGE_HEIGHT


def test_words_over_a_narrow_last_page_get_the_height_they_need(written, members):
    fields = [Column(f"x{n}", (f"Mục {n}",), kind=Kind.TEXT, width=24) for n in range(10)]
    columns = (*members.columns[:3], *fields, Column("last", ("Cuối",), kind=Kind.TEXT, width=20))
    columns = tuple(replace(column, heads=column.heads[-1:], number="") for column in columns)
    rows = [Row(("1", "1", "Chủ hộ mẫu", *("x" for _ in columns[3:])))]
    report = replace(members, number="DS1", form_code="", columns=columns, rows=tuple(rows), watermark=WATERMARK)

    sheet = written(report)["DS1"]

    plan = layout.plan(report)
    width = sum(plan.widths[slice(*plan.blocks[-1])])
    assert plan.split
    for cell in (find(sheet, f"{report.title} (tiếp theo)"), find(sheet, WATERMARK)):
        lines = line_count(cell.value, width, 12, bold=True)
        assert lines >= 2
        assert sheet.row_dimensions[cell.row].height >= lines * 12 * 1.2


def test_wrapped_heads_get_room(written, movements):
    sheet = written(movements)["Biểu 2"]
    top = find(sheet, "Diễn biến giảm").row

    assert sum(sheet.row_dimensions[row].height for row in range(top, top + 3)) >= 5 * 12


def test_the_watermark_is_on_screen_and_on_every_page(written, movements, results):
    book = written(movements, results)
    sheet = book["Biểu 2"]
    banner = find(sheet, WATERMARK)

    assert banner.font.b
    assert banner.font.color.rgb == "FFC00000"
    assert sheet.print_title_rows.startswith(f"${banner.row}:")
    assert WATERMARK in sheet.oddHeader.center.text
    assert WATERMARK in book.properties.keywords
    assert WATERMARK not in texts(book["Biểu 1"])


def test_a_wide_table_takes_several_pages_with_its_left_columns(written, ethnic):
    sheet = written(ethnic)["Biểu 9"]
    breaks = [brk.id for brk in sheet.col_breaks.brk]

    assert len(breaks) >= 2
    assert sheet.print_title_cols == "$A:$C"
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.scale >= 62
    for area in sheet.merged_cells.ranges:
        assert not any(area.min_col <= brk < area.max_col for brk in breaks)
    assert texts(sheet).count("Dân tộc thiểu số") == len(breaks) + 1
    assert texts(sheet).count(WATERMARK) == len(breaks) + 1


def test_identifiers_stay_text(written, members):
    sheet = written(members)["Biểu 15"]

    cell = find(sheet, "000000000001")

    assert (cell.data_type, cell.number_format) == ("s", "@")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", '=HYPERLINK("x")', "\t=1", "{=1}", "http://x.vn"])
def test_text_is_never_a_formula_or_a_link(written, results, text):
    row = results.rows[0]
    report = replace(results, rows=(Row((text, text, *row.cells[2:])),), title=text, notes=(text,), unit_name=text)

    sheet = written(report)["Biểu 1"]

    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    body = sheet[find(sheet, "A").row + 1]
    assert [cell.value for cell in body[:2]] == [text, text]
    assert body[0].quotePrefix == (text[0] in "=+-@\t")


def test_the_same_input_gives_the_same_bytes(tmp_path, head, results, ethnic):
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"

    for path in (one, two):
        write_excel([results, ethnic], path, head=head)

    assert one.read_bytes() == two.read_bytes()


def test_properties_tell_what_the_file_is(written, results):
    properties = written(results, created=datetime(2026, 2, 5)).properties  # noqa: DTZ001

    assert properties.title == results.title
    assert properties.creator == "ỦY BAN NHÂN DÂN TỈNH MẪU"
    assert properties.created == datetime(2026, 2, 5)  # noqa: DTZ001
    assert results.pack in properties.description


def test_nothing_is_left_when_writing_fails(tmp_path, head, results):
    path = tmp_path / "bao-cao.xlsx"
    path.write_text("before")
    broken = replace(results, rows=(*results.rows, Row(("x" * 40_000, "", *results.rows[0].cells[2:]))))

    with pytest.raises(ValueError, match="Excel"):
        write_excel([results, broken], path, head=head)

    assert path.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_report_longer_than_a_sheet_is_refused(tmp_path, head, results):
    long = replace(results, rows=(results.rows[1],) * 1_048_500)

    with pytest.raises(FaultsFoundError) as found:
        write_excel([results, long], tmp_path / "bao-cao.xlsx", head=head)

    assert [fault.rule for fault in found.value.faults] == ["sheet-rows"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("number", "first"), [("DS1", 8), ("DS2", 10), ("DS3", 10)])
@pytest.mark.parametrize("watermark", ["", WATERMARK])
@pytest.mark.parametrize("depth", [1, 2])
def test_list_sheets_start_their_data_where_the_national_workbook_does(
    written, members, number, first, watermark, depth
):
    columns = tuple(replace(column, heads=column.heads[-depth:], number="") for column in members.columns)
    report = replace(members, number=number, form_code="", columns=columns, watermark=watermark)

    sheet = written(report)[number]

    assert sheet.cell(first, 3).value == members.rows[0].cells[2]
    assert sheet.cell(first - 1, 3).value == ("Họ và tên" if depth == 1 else None)


def test_lines_of_one_place_are_not_parted(written, movements):
    sheet = written(movements)["Biểu 2"]
    name = find(sheet, "Xã Mẫu Thượng 1")
    below = sheet.cell(name.row + 1, name.column)

    assert name.border.top.style == "thin"
    assert not name.border.bottom.style
    assert not below.border.top.style
    assert below.border.bottom.style == "thin"


def test_sheet_names_are_unique_short_and_allowed(results, members):
    odd = replace(results, unit_name="Xã [Mẫu]: một/hai * ba? bốn năm sáu")

    names = sheet_names([results, results, results, results, odd, odd, members])

    assert names[:4] == ["Biểu 1", "Biểu 1 Tỉnh Mẫu", "Biểu 1 (2)", "Biểu 1 (3)"]
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_report_without_rows_still_prints_its_form_and_reason(written, results):
    empty = replace(results, rows=(), blank_reasons=(("", "chưa có kỳ trước"),))

    words = texts(written(empty)["Biểu 1"])

    assert "Biểu để trống: chưa có kỳ trước" in words
    assert "14=13/2*100" in words


def test_no_reports_is_a_mistake(tmp_path, head):
    with pytest.raises(ValueError, match="no report"):
        write_excel([], tmp_path / "x.xlsx", head=head)


def test_zero_is_not_blank(written, results):
    columns = (*results.columns[:2], Column("c1", ("Số",), "1"), Column("c2", ("Tỷ lệ",), "2", Kind.RATE))
    report = replace(results, columns=columns, rows=(Row(("1", "Xã Không", 0, 0)),), blank_reasons=())

    sheet = written(report)["Biểu 1"]

    row = sheet[find(sheet, "Xã Không").row]
    assert [cell.value for cell in row[2:4]] == [0, 0]
