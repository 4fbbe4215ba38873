"""What is read back from the three faces of a paper, and the faults of a template."""

import re
import unicodedata
from html import unescape
from io import BytesIO

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from rasoat.papers import TemplateFaultsError, render


def faults(text, **data):
    """Codes and lines of the faults of a template."""
    with pytest.raises(TemplateFaultsError) as found:
        render(text, data)
    return [(fault.rule, fault.line) for fault in found.value.faults]


def docx_text(content):
    """Words of a document, body and margins, in the order of the file."""
    document = Document(BytesIO(content))
    section = document.sections[0]
    parts = [document.element.body, section.footer._element]
    words = []
    for part in parts:
        for paragraph in part.iter(qn("w:p")):
            pieces = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
            words += [item.text or "" if item.tag == qn("w:t") else "\n" for item in pieces]
            words.append("\n")
    return "".join(words)


def pdf_pages(content):
    """Words of each page."""
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages]
    return [unicodedata.normalize("NFC", page).replace("\u200b", "") for page in pages]


def html_words(text):
    """Words of the HTML, a blank between elements."""
    return unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<svg.*?</svg>", " ", text)))


def tight(text):
    """Letters only: no blanks, no dots to write on, no boxes."""
    return re.sub(r"\s|\.{3,}|[☐☒]", "", text)
