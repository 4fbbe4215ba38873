"""The sheet of a list: rows are as high as their words need, in whichever program it is opened."""

import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from rasoat.tables.font_metrics import line_count
from rasoat.web.areas.models import Unit
from rasoat.web.register.listing_export import LETTER, LINE, MARGIN, SIZE, WIDTHS, ExportedHousehold, write_list
from rasoat.web.register.models import Household

WORDS = st.text("abcđê ", max_size=300)


@given(address=WORDS, name=WORDS)
def test_no_words_reach_into_the_row_below(address: str, name: str) -> None:
    commune = Unit(kind="Xã", name="Đồng Trám")
    home = Household(code="TT1", head_name=name, present_address=address, member_count=2, commune=commune)

    sheet = load_workbook(
        io.BytesIO(write_list("Danh sách", ["ghi chú"], [ExportedHousehold(home, "poor", "")]))
    ).active

    needed = max(
        line_count(str(sheet.cell(5, at).value or ""), width * LETTER - MARGIN, SIZE)
        for at, width in enumerate(WIDTHS, start=1)
    )
    assert (sheet.row_dimensions[5].height or LINE) == LINE * max(needed, 1)
