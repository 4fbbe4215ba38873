"""Whatever people type comes out as they typed it, in every face, and is never markup or code."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papers.reading_back import docx_text, html_words, pdf_pages
from rasoat.papers import TemplateFaultsError, render
from rasoat.papers.sandbox import Sandbox
from rasoat.papers.values import clean

TEMPLATE = """---
cơ quan: {{ a }}
tiêu đề: {{ a }}
nơi nhận: {{ a }}
---
# {{ a }}
{{ a }}
*{{ a }}* [{{ a }}] [nhỏ]
- {{ a }}
[bảng 50 50]
| {{ a }} | **{{ a }}** |
[ký]
chức danh | {{ a }} | {{ a }}
họ tên | {{ a }}
"""
PLACES = TEMPLATE.count("{{ a }}")
LATIN = st.characters(
    codec="utf-8", categories=("L", "N", "P", "S", "Zs"), min_codepoint=0x20, max_codepoint=0x24F
) | st.sampled_from("ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸđ–—“”…")
MARKUP = st.sampled_from(
    ["#panic()", "$x$", "*x*", "**", "[qr]", "{{ a }}", "{% if %}", "\\", "|", "||", "---", "</w:t>", "<b>", "&amp;",
     "{# x #}", '"];', "#let x = 1", "@ref", "<label>", "//", "/*", "= Tên", "[ ]", "[x]", "......", "::", "#. a"]
)  # fmt: skip
TYPED = st.lists(st.text(LATIN, max_size=12) | MARKUP, min_size=1, max_size=4).map(" ".join)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def letters(text):
    return re.sub(r"[\s\u200b\xad]", "", unicodedata.normalize("NFC", text))


@SLOW
@given(TYPED)
def test_typed_words_come_out_unchanged(typed):
    paper = render(TEMPLATE, {"a": typed})

    wanted = letters(typed)
    read = (docx_text(paper.to_docx()), html_words(paper.to_html()), "".join(pdf_pages(paper.to_pdf())))
    assert all(not wanted or letters(text).count(wanted) >= PLACES for text in read)


@SLOW
@given(st.text(max_size=60))
def test_no_text_breaks_a_face(typed):
    paper = render(TEMPLATE, {"a": typed})

    assert letters(clean(typed)) in letters(docx_text(paper.to_docx()))
    assert paper.to_pdf().startswith(b"%PDF")
    assert letters(clean(typed)) in letters(html_words(paper.to_html()))


@SLOW
@given(st.text("{}%#a.|()[]_-\n 1'\"*\\", max_size=60))
def test_no_template_does_more_than_fault(text):
    found = []
    try:
        render(text, {"a": "x"})
    except TemplateFaultsError as error:
        found += error.faults

    assert all(fault.line >= 1 and fault.remedy_vi for fault in found)


@pytest.mark.parametrize("name", ["__class__", "__globals__", "_store", "__init__"])
def test_the_sandbox_gives_no_attribute_of_objects(name):
    box = Sandbox()

    assert type(box.getattr("chữ", name)).__name__ == "MissingName"
    assert type(box.getattr({}, name)).__name__ == "MissingName"
    assert type(box.getattr(box, name)).__name__ == "MissingName"
