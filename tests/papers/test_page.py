"""The page about templates names all there is, and its example is a paper."""

import re
from datetime import date
from pathlib import Path

from rasoat.papers import render
from rasoat.papers.body import _PLACED
from rasoat.papers.formats import FORMATS
from rasoat.papers.front import _CHOICES, _LISTS, _SINGLE
from rasoat.papers.sign_markup import _ROWS
from rasoat.papers.values import name_key

PAGE = (Path(__file__).parents[2] / "docs/vi/tra-cuu/mau-giay-to.md").read_text(encoding="utf-8")
NAMED = {name_key(words) for words in re.findall(r"`([^`\n]+)`", PAGE)}


def test_the_page_names_every_item_format_and_command():
    wanted = [*_LISTS, *_SINGLE, *_CHOICES, *FORMATS, *(f"[{name}]" for name in _PLACED)]

    assert [name for name in wanted if name not in NAMED] == []
    assert [row for row in _ROWS if not any(name_key(line).startswith(f"{row} |") for line in PAGE.split("\n"))] == []


def test_the_example_of_the_page_is_a_paper():
    text = re.search(r'```text title="[^"]+"\n(.*?)```', PAGE, re.DOTALL)[1]

    paper = render(text, {
        "xa": "Xã Mẫu", "so_giay": "1", "ngay": date(2026, 2, 5), "chu_ho": "Mẫu", "la_ho_ngheo": True,
        "thanh_vien": [{"ten": "Mẫu", "nam_sinh": 1980}], "dia_chi_kiem_tra": "x", "nguoi_ky": "",
    })  # fmt: skip

    assert paper.to_pdf().startswith(b"%PDF")
    assert [type(block).__name__ for block in paper.blocks][-3:] == ["Item", "QrCode", "Signatures"]
