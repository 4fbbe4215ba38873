"""One paper, three faces: the same words, the same order, fixed bytes."""

from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from papers.reading_back import docx_text, html_words, pdf_pages, tight
from rasoat.law.faults import FaultsFoundError
from rasoat.papers import render
from rasoat.papers.issuer import broken
from rasoat.papers.pdf_face import MOST_ROWS

WATERMARK = "GIẤY MẪU - KHÔNG CÓ GIÁ TRỊ"


@pytest.mark.parametrize("members", [0, 1, 40])
def test_the_three_faces_say_the_same(certificate, members):
    paper = certificate(members)

    word, screen = tight(docx_text(paper.to_docx())), tight(html_words(paper.to_html()))
    printed = Counter(tight("".join(pdf_pages(paper.to_pdf()))))

    assert word == screen
    repeated = "STTHọvàtênNămsinhnamnữ" + "bốcụcchưađốichiếu"
    pages = len(pdf_pages(paper.to_pdf()))
    more = Counter(repeated * (pages - 1)) + Counter("".join(str(n) for n in range(2, pages + 1)))
    assert printed - Counter(word) <= more
    assert not Counter(word) - printed


def test_a_paper_holds_what_its_template_says(certificate):
    words = " ".join("".join(pdf_pages(certificate().to_pdf())).split())

    for said in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN XÃ MẪU",
                 "Số: 12/GCN", "Xã Mẫu, ngày 05 tháng 02 năm 2026", "Kính gửi: Chủ tịch", "1. Điều thứ nhất.",
                 "a) Khoản con.", "2. Điều thứ hai.", "- Gạch đầu dòng.", "Nơi nhận:", "- Như trên;", "- Lưu hồ sơ.",
                 "Số bản: 02", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH (Ký, đóng dấu)", "bố cục chưa đối chiếu"):  # fmt: skip
        assert said in words


@pytest.mark.parametrize("side", ["phải", "trái"])
def test_words_beside_a_code_are_on_every_face(side):
    paper = render(
        f"---\ntiêu đề: GIẤY\n---\n[qr 18 {side} cạnh] {{{{ ma }}}}\n[trái] Mã phiếu: {{{{ ma }}}}", {"ma": "10421"}
    )

    said = "Mã phiếu: 10421"
    assert said in docx_text(paper.to_docx())
    assert said in "".join(pdf_pages(paper.to_pdf()))
    assert paper.to_html().count(said) == 1
    (pair,) = Document(BytesIO(paper.to_docx())).tables[-1].rows
    assert sorted(said in cell.text for cell in pair.cells) == [False, True]
    assert len(Document(BytesIO(paper.to_docx())).inline_shapes) == 1


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("ỦY BAN NHÂN DÂN XÃ ĐỒNG TRÁM", ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG TRÁM"]),
        ("ỦY BAN NHÂN DÂN PHƯỜNG NGUYỄN THỊ MINH KHAI", ["ỦY BAN NHÂN DÂN PHƯỜNG", "NGUYỄN THỊ MINH KHAI"]),
        ("BAN CHỈ ĐẠO RÀ SOÁT", ["BAN CHỈ ĐẠO RÀ SOÁT"]),
    ],
)
def test_long_issuers_break_before_the_unit_or_in_the_middle(name, lines):
    paper = render(f"---\ncơ quan: {name}\ntiêu đề: GIẤY\n---\nChữ.", {})

    word = Document(BytesIO(paper.to_docx())).tables[0].cell(0, 0).paragraphs

    assert [row.text for row in word][: len(lines)] == lines
    assert tight("".join(pdf_pages(paper.to_pdf()))).startswith(tight(lines[0]))


@given(st.text(alphabet="ỦY BAN XÃPHƯỜG ", max_size=80), st.floats(20, 300))
def test_a_broken_name_keeps_its_words(name, width):
    found = broken(name, width, bold=True)

    assert 1 <= len(found) <= 2
    assert " ".join(found).split() == name.split()


@pytest.mark.parametrize("face", ["to_docx", "to_pdf", "to_html"])
def test_the_same_paper_gives_the_same_bytes(certificate, face):
    assert getattr(certificate(), face)() == getattr(certificate(), face)()


def test_a_demanded_watermark_is_on_every_page_and_the_number_is_prefixed(certificate):
    paper = certificate(80, watermark=WATERMARK, number_prefix="MẪU-")

    pages = pdf_pages(paper.to_pdf())
    section = Document(BytesIO(paper.to_docx())).sections[0]

    assert len(pages) > 1
    assert all(tight(WATERMARK) in tight(page) for page in pages)
    assert "Số: MẪU-12/GCN" in pages[0]
    for header in (section.header, section.first_page_header):
        assert f'string="{WATERMARK}"' in header._element.xml
    assert WATERMARK in paper.to_html()


@pytest.mark.parametrize(("given", "printed"), [("", "MẪU-......"), ("MẪU-3", "MẪU-3"), ("3", "MẪU-3")])
def test_a_number_is_prefixed_once(given, printed):
    paper = render("---\nsố: {{ so }}\n---\n", {"so": given}, number_prefix="MẪU-")

    assert paper.frame.number == printed


def test_a_paper_without_a_number_gets_none():
    assert render("---\nmẫu: 1\n---\n", {}, number_prefix="MẪU-").frame.number is None


def test_the_number_stands_on_all_pages_but_the_first(certificate):
    pages = pdf_pages(certificate(80).to_pdf())

    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    assert pages[0].split()[0] == "Mẫu"


@pytest.mark.parametrize(("paper_size", "wide"), [("dọc", False), ("ngang", True)])
def test_pages_are_a4(paper_size, wide):
    paper = render(f"---\nkhổ giấy: {paper_size}\n---\nchữ", {})
    section = Document(BytesIO(paper.to_docx())).sections[0]
    page = pypdf.PdfReader(BytesIO(paper.to_pdf())).pages[0]

    sides = (842, 595) if wide else (595, 842)
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == sides
    assert (round(section.page_width.pt), round(section.page_height.pt)) == sides


def test_the_head_of_a_table_repeats_and_no_row_is_split(certificate):
    paper = certificate(80)

    pages = pdf_pages(paper.to_pdf())
    rows = Document(BytesIO(paper.to_docx())).tables[1]._tbl.tr_lst

    assert all("Họ và tên" in page for page in pages[:-1])
    assert [bool(row.trPr.findall(qn("w:tblHeader"))) for row in rows[:3]] == [True, True, False]
    assert all(row.trPr.findall(qn("w:cantSplit")) for row in rows)


@pytest.mark.parametrize("rows", range(24, 40, 3))
def test_no_signature_stands_alone_on_a_page(rows):
    text = (
        "[bảng 50 50]\n{% for n in range(dong) %}\n| dòng {{ n }}. | x |\n{% endfor %}\n[ký]\nchức danh | TRƯỞNG THÔN"
    )

    pages = pdf_pages(render(text, {"dong": rows}).to_pdf())

    signed = [page for page in pages if "TRƯỞNG THÔN" in page]
    assert len(signed) == 1
    assert f"dòng {rows - 1}." in signed[0]


@pytest.mark.parametrize(
    "text",
    ["{{ a }}\n[ký]\nchức danh | B", "# {{ a }}", "[ký]\nchức danh | {{ a }} | B", "- {{ a }}", "[phải] {{ a }}",
     "[bảng 30 70]\n| {{ a }} | b |", "[bảng 30 70]\n|| {{ a }} | b ||\n| c | d |",
     "[bảng 100]\n| {{ a }} |\n[ký]\nchức danh | B", "[bảng 90 10]\n| a | {{ a }} |\n| b | ^ |",
     "---\ncơ quan: {{ a }}\n---\nb", "---\ntiêu đề: {{ a }}\n---\nb",
     "---\nnơi nhận: {{ a }}\n---\n[ký]\nchức danh | B"],
)  # fmt: skip
def test_words_longer_than_a_page_are_printed_whole(text):
    words = [f"chữ{n}." for n in range(1200)]

    printed = "".join(pdf_pages(render(text, {"a": " ".join(words)}).to_pdf()))

    assert [word for word in words if word not in printed] == []


def test_only_shipped_fonts_in_pdf_and_times_in_word(certificate):
    paper = certificate()

    reader = pypdf.PdfReader(BytesIO(paper.to_pdf()))
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert all("LiberationSerif" in font for font in fonts)
    assert Document(BytesIO(paper.to_docx())).styles["Normal"].font.name == "Times New Roman"


def test_word_takes_the_file_as_xml_of_its_schema_order(certificate):
    with ZipFile(BytesIO(certificate().to_docx())) as packed:
        assert packed.testzip() is None
        assert all(entry.date_time == (2000, 1, 1, 0, 0, 0) for entry in packed.infolist())
        assert b"vi-VN" in packed.read("word/styles.xml")


def test_html_has_class_names_only(certificate):
    text = certificate().to_html()

    assert "style=" not in text
    assert "<script" not in text
    assert '<col width="50%">' in text


def test_too_many_rows_are_refused_by_pdf():
    paper = render("[bảng 100]\n{% for n in ds %}\n| x |\n{% endfor %}", {"ds": [1] * (MOST_ROWS + 1)})

    with pytest.raises(FaultsFoundError) as found:
        paper.to_pdf()

    assert [fault.rule for fault in found.value.faults] == ["paper-rows"]


def test_a_letter_tells_its_matter_below_its_number():
    letter = render(
        "---\nsố: 7/UBND\nnơi ngày: Xã Mẫu, ngày 05 tháng 02 năm 2026\ntrích yếu: V/v trả lời đơn\n---\nNội dung.", {}
    )

    screen, word, printed = letter.to_html(), docx_text(letter.to_docx()), "".join(pdf_pages(letter.to_pdf()))

    assert screen.index("7/UBND") < screen.index("V/v trả lời đơn") < screen.index("</header>")
    assert tight(word).index("7/UBND") < tight(word).index("V/vtrảlờiđơn")
    assert tight(printed).index("7/UBND") < tight(printed).index("V/vtrảlờiđơn")


def test_a_row_to_write_in_is_as_tall_on_word_as_on_pdf():
    paper = render("---\ncơ quan: XÃ MẪU\ntiêu đề: ĐƠN\n---\n[bảng 10 90]\n|| TT | Tên ||\n| 1 \\\\ \\\\ | |\n", {})

    cell = Document(BytesIO(paper.to_docx())).tables[1].cell(1, 0)

    assert len(cell._tc.findall(f".//{qn('w:br')}")) == 1
