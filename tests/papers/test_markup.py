"""Markup: lines become blocks; every fault is named with its line."""

import pytest

from papers.reading_back import faults
from rasoat.papers import render
from rasoat.papers.model import (
    Align,
    Cell,
    Check,
    Heading,
    Item,
    Leader,
    PageBreak,
    Paragraph,
    QrCode,
    Rule,
    Run,
    Signatures,
    Table,
    plain,
)


def blocks(text, **data):
    return list(render(text, data).blocks)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a **b** *c* ***d***", (Run("a "), Run("b", bold=True), Run(" "), Run("c", italic=True), Run(" "),
                                 Run("d", bold=True, italic=True))),
        (r"a \* b \| \[x\] \\ c", (Run("a * b | [x] \n c"),)),
        ("3 * 4 = 12", (Run("3 * 4 = 12"),)),
        ("[x] Nam [ ] Nữ", (Check(True), Run(" Nam "), Check(False), Run(" Nữ"))),
        ("Họ tên: .........", (Run("Họ tên: "), Leader())),
        ("Từ ...... đến nay", (Run("Từ ...... đến nay"),)),
        ("[{{ a }}] đúng [{{ b }}]", (Check(True), Run(" đúng [*b*]"))),
        ("**{{ b }}**", (Run("*b*", bold=True),)),
    ],
)  # fmt: skip
def test_words_of_a_line(text, words):
    assert blocks(text, a=True, b="*b*") == [Paragraph(words)]


def test_kinds_of_lines():
    text = "# A\n## B\n### C\n\n[giữa] d\n[phải] e\n[trái] f\n[nhỏ] g\n---\n[ngắt trang]\n[qr 30 giữa] x{{ a }}\n- h"

    found = blocks(text, a=1)

    assert [block.level for block in found[:3] if isinstance(block, Heading)] == [1, 2, 3]
    assert [block.align for block in found[3:6]] == [Align.CENTER, Align.RIGHT, Align.LEFT]
    assert found[6].small
    assert found[7:10] == [Rule(), PageBreak(), QrCode("x1", 30, Align.CENTER)]
    assert found[10] == Item("-", (Run("h"),))


def test_a_code_stands_beside_the_paragraph_after_it():
    beside, after, alone = blocks("[qr 18 phải cạnh] x\n[trái] a\n[qr 18 cạnh] y\n#. b")

    assert beside == QrCode("x", 18, Align.RIGHT, Paragraph((Run("a"),), Align.LEFT))
    assert after == QrCode("y", 18, Align.LEFT)
    assert alone == Item("1.", (Run("b"),))


def test_numbered_lists_count_and_begin_anew():
    found = blocks("#. a\n#) b\n#) c\n- d\n#. e\n#) f\nchữ\n#. g")

    assert [block.label for block in found if isinstance(block, Item)] == ["1.", "a)", "b)", "-", "2.", "a)", "1."]


def test_a_value_never_begins_a_block():
    typed = ["# a", "| x |", "[qr] x", "---", "- b", "[ký]", "{{ a }}", "[bảng 100]"]

    found = blocks("{% for d in ds %}\n{{ d }}\n{% endfor %}", ds=typed)

    assert found == [Paragraph((Run(text),)) for text in typed]


def test_an_empty_value_prints_no_paragraph():
    assert blocks("{{ a }}\n[nhỏ] {{ a }}\n{{ b }}", a="", b=None) == []


def test_a_table():
    found = blocks("[bảng không kẻ cỡ 10 20^ 50 30>]\n|| a | b | c ||\n| {{ v }} | x \\| y | |", v="1|2")

    table = found[0]
    assert isinstance(table, Table)
    assert (table.ruled, table.size) == (False, 10)
    assert [(column.width, column.align) for column in table.columns] == [
        (20, Align.CENTER), (50, Align.LEFT), (30, Align.RIGHT)
    ]  # fmt: skip
    assert table.head[0][0] == Cell((Run("a", bold=True),))
    assert [plain(cell.words) for cell in table.body[0]] == ["1|2", "x | y", ""]


def test_merged_cells():
    table = blocks("[bảng 25 25 25 25]\n|| a | b | < | c ||\n|| ^ | d | e | ^ ||\n| f | < | < | < |")[0]

    assert [cell and (cell.columns, cell.rows) for cell in table.head[0]] == [(1, 2), (2, 1), None, (1, 2)]
    assert [cell and (cell.columns, cell.rows) for cell in table.head[1]] == [None, (1, 1), (1, 1), None]
    assert [cell and (cell.columns, cell.rows) for cell in table.body[0]] == [(4, 1), None, None, None]


def test_a_table_ends_where_its_rows_end():
    found = blocks("[bảng 100]\n| a |\n\n| b |\nchữ\n[bảng 100]\n| c |")

    assert [type(block).__name__ for block in found] == ["Table", "Paragraph", "Table"]
    assert len(found[0].body) == 2


def test_signatures():
    block = blocks(
        "[ký]\ntrên | | Xã Mẫu\nchức danh | NGƯỜI LẬP | KT. CHỦ TỊCH \\\\ PHÓ CHỦ TỊCH\nhọ tên | | {{ a }}", a="A|B"
    )[0]

    assert isinstance(block, Signatures)
    left, right = block.columns
    assert (plain(left.title), plain(left.hint), plain(left.name)) == ("NGƯỜI LẬP", "(Ký, ghi rõ họ tên)", "")
    assert plain(right.title) == "KT. CHỦ TỊCH \n PHÓ CHỦ TỊCH"
    assert (plain(right.above), plain(right.name)) == ("Xã Mẫu", "A|B")


def test_one_signature_carries_the_recipients_at_its_left():
    alone = render("---\nnơi nhận: Như trên\n---\n[ký]\nchức danh | A", {})
    two = render("---\nnơi nhận: Như trên\n---\n[ký]\nchức danh | A | B", {})

    assert (alone.recipients_beside(), alone.recipients_below()) == (0, False)
    assert (two.recipients_beside(), two.recipients_below()) == (None, True)


def test_front_matter():
    frame = render(
        "---\nCƠ QUAN: A\nco quan: B\nTiêu đề: T\nnơi nhận: {{ ds }}\nkhổ giấy: ngang\ncỡ chữ: 12\nsố bản: 3\n"
        "quốc hiệu: không\nsố trang: không\nbố cục: đã đối chiếu\nchữ chìm: DỰ THẢO\nsố:\n---\n",
        {"ds": "C\nD"},
    ).frame

    assert (frame.issuer, frame.title, frame.recipients) == (("A", "B"), ("T",), ("C", "D"))
    assert (frame.landscape, frame.size, frame.copies) == (True, 12, 3)
    assert (frame.motto, frame.page_numbers, frame.unchecked_layout) == (False, False, False)
    assert (frame.watermark, frame.number) == ("DỰ THẢO", "")


def test_a_layout_is_unchecked_until_somebody_says_otherwise():
    assert render("x", {}).frame.unchecked_layout


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\nsố: 1\nx", [("front-not-closed", 1)]),
        ("---\nsố 1\n---", [("front-line", 2)]),
        ("---\nlạ: 1\nkhổ giấy: xéo\n---", [("front-unknown", 2), ("front-choice", 3)]),
        ("---\nsố: 1\nsố: 2\n---", [("front-twice", 3)]),
        ("---\ncỡ chữ: 99\nsố bản: 0\n---", [("front-choice", 2), ("front-choice", 3)]),
        ("a\n**b", [("mark-not-closed", 2)]),
        ("a\n\n[lạ] x", [("command-unknown", 3)]),
        ("[ký] x", [("command-argument", 1)]),
        ("[bảng]\n| a |", [("command-argument", 1)]),
        ("[bảng 10 xx]\n| a | b |", [("command-argument", 1)]),
        ("[bảng 10 20]\n| a | b |", [("table-widths", 1)]),
        ("| a |", [("table-row-alone", 1)]),
        ("[bảng 100]\nx", [("table-empty", 1)]),
        ("[bảng 50 50]\n| a |\n| a | b | c |", [("table-cells", 2), ("table-cells", 3)]),
        ("[bảng 100]\n| a |\n|| b ||", [("table-head-late", 3)]),
        ("[bảng 50 50]\n| < | b |", [("table-merge", 2)]),
        ("[bảng 50 50]\n| ^ | b |", [("table-merge", 2)]),
        ("[bảng 50 50]\n| a | < |\n| ^ | b |", [("table-merge", 2)]),
        ("[bảng 50 50]\n|| a | b ||\n| ^ | c |", [("table-merge", 3)]),
        ("[ký]\nlạ | A", [("sign-row", 2)]),
        ("[ký]\nhọ tên | A", [("sign-title-missing", 1)]),
        ("[ký]\nchức danh | A | B | C | D", [("sign-columns", 2)]),
        ("[ký]\nchức danh | A\nhọ tên | x | y", [("sign-columns", 3)]),
        ("[qr]", [("qr-empty", 1)]),
        ("[qr 5] x", [("command-argument", 1)]),
        ("[qr] " + "x" * 501, [("qr-too-long", 1)]),
        ("**a\n[lạ]\n{% for n in range(3) %}\n| x |\n{% endfor %}",
         [("mark-not-closed", 1), ("command-unknown", 2), ("table-row-alone", 4)]),
    ],
)  # fmt: skip
def test_faults_are_named_with_their_lines(text, found):
    assert faults(text) == found
