"""The year box alone lands in the box of the paper that the program itself printed."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from rasoat.papers import render
from rasoat.web.certificates.certificate_paper import certificate_paper
from rasoat.web.certificates.layouts import Layout
from rasoat.web.certificates.overprint import Word, overprint_pdf, trial_sheet
from rasoat.web.certificates.texts import PaperKind, shipped_text

MILLIMETRE = 72 / 25.4
YEARS = range(2022, 2027)


def places(content: bytes, page: int, wanted: str) -> list[tuple[float, float]]:
    """Where a text begins on a page: millimetres from the left edge and from the bottom."""
    found: list[tuple[float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_rest: object) -> None:
        if text.strip() == wanted:
            x, y = tm[4], tm[5]
            found.append(
                (
                    round((cm[0] * x + cm[2] * y + cm[4]) / MILLIMETRE, 1),
                    round((cm[1] * x + cm[3] * y + cm[5]) / MILLIMETRE, 1),
                )
            )

    PdfReader(BytesIO(content)).pages[page].extract_text(visitor_text=visit)
    return found


def paper(members: int) -> bytes:
    people = [
        {"ten": f"Người {at}", "dan_toc": "", "quan_he": "", "nam": "", "nu": "", "ghi_chu": ""}
        for at in range(members)
    ]
    data = {
        "tinh": "Tỉnh Thử", "xa": "Xã Thử", "xa_ten": "Thử", "so": "1", "ngay_cap": date(2026, 11, 20), "chu_ho": "A",
        "dan_toc": "", "so_dinh_danh": "", "ngay_cap_cccd": None, "noi_thuong_tru": "", "thay_giay": "",
        "thanh_vien": people, "nam": [{"nam": str(year), "loai": "CN", "thieu_hut": "1, 2, 3"} for year in YEARS],
        "ma": "", "dia_chi_kiem_tra": "https://example.vn", "chuc_danh": "CHỦ TỊCH", "nguoi_ky": "",
    }  # fmt: skip
    return render(shipped_text(PaperKind.CERTIFICATE), data).to_pdf()


@pytest.mark.parametrize("members", [1, 6])
def test_the_usual_places_are_those_of_the_shipped_paper(members: int) -> None:
    boxes = places(paper(members), 1, "CN")
    printed = places(overprint_pdf([trial_sheet(Layout("national_2022", 2022, 5))]), 0, "CN")

    assert len(boxes) == len(printed) == 5
    for (x, y), (over_x, over_y) in zip(boxes, printed, strict=True):
        assert abs(x - over_x) < 3
        assert abs(y - over_y) < 2


def test_every_sheet_is_a_page() -> None:
    made = overprint_pdf([[Word(10, 10, "một")], [Word(20, 20, "hai", bold=True)], []])

    assert len(PdfReader(BytesIO(made)).pages) == 3


def test_a_year_more_moves_no_box() -> None:
    layout = Layout("national_2022", 2022, 4)

    assert layout.with_box(2026).years == range(2022, 2027)
    assert layout.with_box(2026).place_of(2023) == layout.place_of(2023)
    assert Layout("national_2027").with_box(2027).years == range(2027, 2028)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["01/GCN-HN.HCN", "MẪU-01/GCN-HN.HCN"])
def test_a_training_number_bears_its_prefix_on_both_sides(certificate, number) -> None:
    certificate.number, certificate.counts = number, False
    layout = Layout("national_2022", 2022, 5)

    made = certificate_paper(certificate, layout, shipped_text(PaperKind.CERTIFICATE))

    pages = PdfReader(BytesIO(made.to_pdf())).pages
    assert ["MẪU-01/GCN-HN.HCN" in page.extract_text() for page in pages] == [True, True]
    assert "MẪU-MẪU" not in pages[0].extract_text()
