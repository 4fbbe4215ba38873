"""QR codes on slips."""

import re

from rasoat.web.accounts.qr import qr_svg


def test_a_code_scales_whole_and_carries_no_style() -> None:
    drawn = qr_svg("http://127.0.0.1:8000/moi/7KQM-2XWR-9BDF-HT4Z/")

    width = re.search(r'width="(\d+)"', drawn)
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', drawn)
    assert width
    assert box
    assert box[1] == box[2] == width[1]
    assert "style=" not in drawn
    assert "<script" not in drawn
