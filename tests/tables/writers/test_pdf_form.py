"""The PDF as a reader opens it: pages, words, watermark, fonts, parts."""

import unicodedata
from dataclasses import replace

import pypdf
import pytest

from rasoat.law.faults import FaultsFoundError
from rasoat.tables.pdf import MOST_ROWS, write_pdf, write_pdf_parts
from rasoat.tables.pdf_data import Part, parts
from rasoat.tables.report import Row

WATERMARK = "BẢNG ĐIỂM MINH HỌA - KHÔNG DÙNG ĐỂ CÔNG NHẬN HỘ NGHÈO"


def pages(path):
    """Words of each page, spaces evened out and the break marks in long column numbers dropped."""
    words = [unicodedata.normalize("NFC", page.extract_text()) for page in pypdf.PdfReader(path).pages]
    return [" ".join(page.replace("\u200b", "").split()) for page in words]


@pytest.fixture
def printed(tmp_path, head):
    """Write reports and read the words of every page."""

    def write(*reports):
        path = tmp_path / "bao-cao.pdf"
        write_pdf(reports, path, head=head)
        return pages(path)

    return write


def test_the_frame_stands_around_the_table(printed, results):
    words = " ".join(printed(results))

    for line in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN TỈNH MẪU",
                 "Biểu số 1", "Tỉnh Mẫu, Năm 2026", "NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH (Ký, đóng dấu)",
                 "ngày 05 tháng 02 năm 2026", "bố cục chưa đối chiếu", results.pack,
                 "Cột (7), (8=7/1*100) để trống"):  # fmt: skip
        assert line in words


def test_figures_are_printed_the_vietnamese_way(printed, results):
    words = " ".join(printed(results))

    assert "1 Xã Mẫu Thượng 1 39.764 159.056 12.558 2,63 3.400 0,58 871 100,00 5 0,01 0 0,00" in words


def test_pages_are_a4_landscape_and_numbered_by_report(tmp_path, head, results, members):
    path = tmp_path / "bao-cao.pdf"
    write_pdf([results, members], path, head=head)

    for page in pypdf.PdfReader(path).pages:
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (842, 595)
    words = pages(path)
    first = sum("Biểu số 1 " in page for page in words)
    for number, page in enumerate(words[:first], start=1):
        assert f"Trang {number}/{first}" in page
    assert f"Trang 1/{len(words) - first}" in words[first]


def test_the_head_of_the_table_repeats(printed, members):
    words = printed(members)

    assert len(words) > 1
    assert all("Số định danh cá nhân" in page for page in words[:-1])


@pytest.mark.parametrize("rows", [20, 23, 25])
def test_a_report_a_little_too_long_is_set_on_one_page(printed, results, rows):
    whole = printed(replace(results, rows=results.rows[:rows], watermark=WATERMARK))

    assert len(whole) == 1
    assert str(results.rows[rows - 1].cells[1]) in whole[0]
    assert "NGƯỜI LẬP BIỂU" in whole[0]
    assert results.pack in whole[0]


def test_a_long_report_keeps_its_size(printed, results):
    assert len(printed(replace(results, rows=(results.rows * 2)[:40]))) == 2


@pytest.mark.parametrize("rows", range(18, 34, 3))
def test_no_signature_stands_alone_on_a_page(printed, results, rows):
    lines = (results.rows * 40)[:rows]
    last = str(lines[-1].cells[1])

    signed = [page for page in printed(replace(results, rows=lines)) if "NGƯỜI LẬP BIỂU" in page]

    assert len(signed) == 1
    assert last in signed[0]


def headed(members, *, households, size=4, places=6):
    """The list under headings of places; each household has `size` members."""
    blank = (None,) * (len(members.columns) - 3)
    lines = []
    for place in range(places):
        lines.append(Row((None, None, f"Thôn Mẫu {place}.", *blank), 1, True))
        for number in range(households):
            for member in range(size):
                names = (str(number) if member == 0 else None, str(member), f"Người {place}-{number}-{member}.")
                lines.append(Row((*names, *members.rows[0].cells[3:]), 2))
    return tuple(lines)


@pytest.mark.parametrize("places", [17, 18, 19, 20])
def test_the_lines_of_a_place_stand_on_one_page(printed, movements, places):
    lines = movements.rows[:2] + tuple(
        replace(row, cells=(str(n), f"Xã số {n}.", *row.cells[2:]) if row.cells[0] else row.cells)
        for n in range(places)
        for row in movements.rows[2:4]
    )

    words = printed(replace(movements, rows=lines))

    assert len(words) > 1
    for page in words:
        assert page.count("Nhân khẩu 29") == page.count("Hộ 29") > 0
    assert sum(page.count("Xã số ") for page in words) == places


@pytest.mark.parametrize("households", [4, 5, 6, 7])
def test_a_household_stands_on_one_page_and_a_heading_with_its_first(printed, members, households):
    words = printed(replace(members, rows=headed(members, households=households)))

    assert len(words) > 1
    for place in range(6):
        page = next(page for page in words if f"Thôn Mẫu {place}." in page)
        assert f"Người {place}-0-0." in page
        for number in range(households):
            page = next(page for page in words if f"Người {place}-{number}-0." in page)
            assert all(f"Người {place}-{number}-{member}." in page for member in range(4))


def test_a_household_of_many_pages_is_parted_and_nobody_is_lost(printed, members):
    words = printed(replace(members, rows=headed(members, households=2, size=90, places=1)))

    assert len(words) > 3
    for number in range(2):
        for member in range(90):
            assert sum(f"Người 0-{number}-{member}." in page for page in words) == 1


@pytest.mark.parametrize("size", range(1, 16))
def test_nobody_of_the_last_household_is_lost_beside_the_signatures(printed, members, size):
    words = printed(replace(members, rows=headed(members, households=1, size=size, places=4)))

    signed = next(page for page in words if "NGƯỜI LẬP BIỂU" in page)
    assert f"Người 3-0-{size - 1}." in signed
    assert sum(page.count("Người ") for page in words) == 4 * size


def test_the_watermark_is_on_every_page(printed, ethnic, results):
    marked = printed(ethnic)

    assert all(page.count(WATERMARK) == 2 for page in marked)
    assert all(WATERMARK not in page for page in printed(results))


def test_a_wide_table_repeats_its_left_columns(printed, ethnic):
    words = printed(ethnic)

    continued = [page for page in words if "(tiếp theo)" in page]
    assert len(continued) >= 2
    assert all("TT Địa bàn Chỉ tiêu" in page and "Xã Mẫu Thượng 1" in page for page in continued)


@pytest.mark.parametrize("text", ["#panic()", "*x* _y_ $z$", "= Tên", "\\u{41} <a> @b", "// c", '"];'])
def test_words_are_never_markup(printed, results, text):
    report = replace(results, rows=(Row(("1", text, *results.rows[0].cells[2:])),), title=text, notes=(text,))

    words = printed(report)[0]

    shown = " ".join(text.split())
    assert words.count(shown) + words.count(shown.upper()) >= 3


def test_only_the_shipped_fonts_are_used(tmp_path, head, results):
    path = tmp_path / "bao-cao.pdf"
    write_pdf([results], path, head=head)

    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pypdf.PdfReader(path).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts <= {f"LiberationSerif{style}" for style in ("", "-Bold", "-Italic", "-BoldItalic")}
    assert fonts


def test_the_same_input_gives_the_same_bytes(tmp_path, head, results):
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"

    for path in (one, two):
        write_pdf([results], path, head=head)

    assert one.read_bytes() == two.read_bytes()


def test_too_many_rows_for_one_file_are_refused(tmp_path, head, results):
    long = replace(results, rows=(results.rows[1],) * (MOST_ROWS + 1))

    with pytest.raises(FaultsFoundError) as found:
        write_pdf([long], tmp_path / "bao-cao.pdf", head=head)

    assert [fault.rule for fault in found.value.faults] == ["pdf-rows"]
    assert not list(tmp_path.iterdir())


def test_parts_hold_every_row_once_and_the_last_is_signed(tmp_path, head, members, results):
    out = tmp_path / "pdf"

    files = write_pdf_parts(iter([members, results]), out, head=head, rows_per_part=24)

    assert [file.name for file in files] == [
        "bieu-15-001-phan-01.pdf", "bieu-15-001-phan-02.pdf", "bieu-15-001-phan-03.pdf",
        "bieu-1-002-phan-01.pdf", "bieu-1-002-phan-02.pdf",
    ]  # fmt: skip
    assert sorted(file.name for file in out.iterdir()) == sorted(file.name for file in files)
    words = [" ".join(pages(file)) for file in files]
    numbers = [word for text in words[:3] for word in text.split() if word.startswith("0000000000")]
    assert numbers == [f"0{n:011d}" for n in range(60)]
    assert ["CHỦ TỊCH" in text for text in words] == [False, False, True, False, True]
    assert "Phần 2/3 - Trang 1/" in words[1]


def test_worker_processes_give_the_same_files(tmp_path, head, members):
    here = write_pdf_parts([members], tmp_path / "here", head=head, rows_per_part=40)

    there = write_pdf_parts([members], tmp_path / "there", head=head, rows_per_part=40, workers=2)

    assert [file.read_bytes() for file in here] == [file.read_bytes() for file in there]


def test_a_part_does_not_begin_in_the_middle_of_a_place(movements):
    cut = parts(movements, 5)

    assert [(part.start, part.stop) for part in cut][:3] == [(0, 4), (4, 8), (8, 12)]
    assert cut[-1] == Part(24, 26, 7, 7)


def test_rows_without_any_name_are_cut_into_full_parts(movements):
    nameless = tuple(replace(row, cells=(None, *row.cells[1:])) for row in movements.rows[2:] * 40)

    cut = parts(replace(movements, rows=nameless), 100)

    assert [part.stop - part.start for part in cut[:-1]] == [100] * (len(cut) - 1)
    assert cut[-1].stop == len(nameless)


def test_a_heading_goes_to_the_part_of_the_first_row_below_it(members):
    lines = headed(members, households=3)

    cut = parts(replace(members, rows=lines), 13)

    assert [lines[part.start].depth for part in cut] == [1] * len(cut)


def test_nothing_is_left_when_setting_fails(tmp_path, head, members):
    def broken():
        yield members
        raise RuntimeError("hỏng giữa chừng")

    with pytest.raises(RuntimeError, match="giữa chừng"):
        write_pdf_parts(broken(), tmp_path, head=head)

    assert not list(tmp_path.iterdir())
