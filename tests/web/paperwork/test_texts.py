"""Every shipped text prints, with full, empty, long and training data, in all three faces."""

import pytest

from rasoat.papers import render
from rasoat.web.paperwork.catalogue import EDITABLE, KINDS
from rasoat.web.paperwork.checking import faults_of, preview
from rasoat.web.paperwork.samples import sample_of


@pytest.mark.parametrize("key", EDITABLE)
def test_a_shipped_text_has_no_fault(key: str) -> None:
    kind = EDITABLE[key]

    assert list(faults_of(kind, kind.shipped)) == []


@pytest.mark.parametrize("key", EDITABLE)
@pytest.mark.parametrize("rows", [0, 1, 200])
def test_a_shipped_text_prints_in_three_faces(key: str, rows: int) -> None:
    kind = EDITABLE[key]

    paper = render(kind.shipped, sample_of(kind, rows=rows))

    assert paper.to_docx().startswith(b"PK")
    assert paper.to_html().startswith("<article")
    assert paper.to_pdf().startswith(b"%PDF")


@pytest.mark.parametrize("key", EDITABLE)
def test_a_preview_is_marked(key: str) -> None:
    kind = EDITABLE[key]

    paper = preview(kind, kind.shipped)

    assert paper.frame.watermark == "MẪU"
    assert paper.frame.number is None or paper.frame.number.startswith("MẪU-")


@pytest.mark.parametrize("key", KINDS)
def test_a_layout_that_nobody_compared_says_so(key: str) -> None:
    kind = KINDS[key]

    assert render(kind.shipped, sample_of(kind)).frame.unchecked_layout
