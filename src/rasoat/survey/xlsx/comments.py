"""Comments of a sheet: ours are added beside those of people, and taken away again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from rasoat.survey.xlsx.addresses import Cell, address_of, cell_of
from rasoat.survey.xlsx.ordered import root_tag
from rasoat.survey.xlsx.safe_xml import local, root_of
from rasoat.survey.xlsx.tags import Edit, Tag, end_tag, first_tag, masked, plain_text, spliced, tags

THREADED: Final = "tc="
"""How the author of a threaded comment's stand-in begins; programs overwrite its text."""

NO_COMMENTS: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>'
)
"""A part without any comment."""

_FONT: Final = '<rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>'
_BREAK: Final = r"(?:\r?\n|(?:_x000[dD]_)?_x000[aA]_){2}"
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: its cell, author, whole text, and place in the part."""

    cell: Cell
    author: str
    text: str
    tag: Tag
    stop: int
    """Where its element ends."""


class Comments:
    """The part of comments of one sheet, found sound before. Changes are seen in `content`."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def all(self) -> list[Comment]:
        """Every comment, in the order of the part."""
        root = root_of(self.content)
        authors = [node.text or "" for node in root.iter() if local(node.tag) == "author"]
        texts = [_text_of(node) for node in root.iter() if local(node.tag) == "comment"]
        plain = masked(self.content)
        found = []
        for tag, text in zip(tags(plain, "comment"), texts, strict=True):
            at, cell = tag.number(b"authorId") or 0, cell_of(tag.get(b"ref") or "")
            if cell is not None:
                author = authors[at] if at < len(authors) else ""
                found.append(Comment(cell, author, text, tag, end_tag(plain, tag)[1]))
        return found

    def add(self, new: Mapping[Cell, str], author: str) -> set[Cell]:
        """Add comments. A cell's own comment is kept, ours follows after a blank line.

        Returns the cells where nothing could be added (threaded comments).
        """
        present = {comment.cell: comment for comment in self.all()}
        threaded = {cell for cell in new if cell in present and present[cell].author.startswith(THREADED)}
        number = self._author(author)
        present = {comment.cell: comment for comment in self.all()}
        plain = masked(self.content)
        prefix = root_tag(plain).prefix.decode()
        edits: list[Edit] = []
        fresh = []
        for cell in sorted(set(new) - threaded):
            if cell in present:
                edits += _appended(plain, present[cell], new[cell])
            else:
                body = f"<text>{_run(new[cell])}</text>"
                element = f'<comment ref="{address_of(cell)}" authorId="{number}">{body}</comment>'
                fresh.append(with_prefix(element, prefix))
        around = first_tag(plain, "commentList")
        assert around is not None
        edits += _into(plain, around, "".join(fresh).encode())
        self.content = spliced(self.content, edits)
        return threaded

    def take_away(self, sign: str) -> set[Cell]:
        """Take away every text that begins with `sign`. Returns the cells left without any comment."""
        edits: list[Edit] = []
        bare = set()
        plain = masked(self.content)
        for comment in self.all():
            if comment.text.startswith(sign):
                edits.append((comment.tag.start, comment.stop, b""))
                bare.add(comment.cell)
            elif (edit := _cut(self.content, plain, comment, sign)) is not None:
                edits.append(edit)
        self.content = spliced(self.content, edits)
        return bare

    def _author(self, name: str) -> int:
        root = root_of(self.content)
        authors = [node.text or "" for node in root.iter() if local(node.tag) == "author"]
        if name in authors:
            return authors.index(name)
        plain = masked(self.content)
        around = first_tag(plain, "authors")
        assert around is not None
        element = with_prefix(f"<author>{name}</author>", root_tag(plain).prefix.decode())
        self.content = spliced(self.content, _into(plain, around, element.encode()))
        return len(authors)


def with_prefix(source: str, prefix: str) -> str:
    """XML written without prefixes, its elements with one; texts hold no `<` of their own."""
    return source.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}") if prefix else source


def xml_text(text: str) -> str:
    """Text as it may stand in XML: escaped, without characters that XML does not know."""
    return escape(_ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text))


def _run(text: str) -> str:
    return f'<r>{_FONT}<t xml:space="preserve">{xml_text(text)}</t></r>'


def _text_of(node: Element) -> str:
    """The words of a comment, without phonetic hints."""
    found: list[str] = []

    def walk(element: Element) -> None:
        for child in element:
            if local(child.tag) == "t":
                found.append(child.text or "")
            elif local(child.tag) != "rPh":
                walk(child)

    walk(node)
    return "".join(found)


def _into(plain: bytes, around: Tag, new: bytes) -> list[Edit]:
    """Edits that put `new` last into an element, opening it when it is closed."""
    if not new:
        return []
    if not around.is_closed:
        at = end_tag(plain, around)[0]
        return [(at, at, new)]
    return [(around.start, around.end, around.source[:-2].rstrip() + b">" + new + b"</" + around.name + b">")]


def _appended(plain: bytes, comment: Comment, text: str) -> list[Edit]:
    """Edits that put our text behind the runs of a comment; a bare text becomes a run first."""
    body = first_tag(plain, "text", comment.tag.end, comment.stop)
    if body is None:
        return []
    prefix = body.prefix
    ours = with_prefix(_run(f"\n\n{text}"), prefix.decode()).encode()
    if body.is_closed:
        return _into(plain, body, ours)
    stop = end_tag(plain, body)[0]
    edits: list[Edit] = []
    bare = first_tag(plain, "t", body.end, stop)
    if bare is not None and first_tag(plain, "r", body.end, bare.start) is None:
        end = end_tag(plain, bare)[1]
        edits = [(bare.start, bare.start, b"<%br>" % prefix), (end, end, b"</%br>" % prefix)]
    at = _end_of_runs(plain, body)
    return [*edits, (at, at, ours)]


def _cut(content: bytes, plain: bytes, comment: Comment, sign: str) -> Edit | None:
    """The edit that takes our text from the end of a comment, with the blank line before it.

    Programs may have split the text into other runs, so it is looked for in the whole text.
    """
    body = first_tag(plain, "text", comment.tag.end, comment.stop)
    if body is None:
        return None
    stop = _end_of_runs(plain, body)
    pieces = list(tags(plain, "t", body.end, stop))
    texts = [plain_text(content[tag.end : end_tag(plain, tag)[0]]) for tag in pieces]
    found = re.search(_BREAK + re.escape(sign), "".join(texts))
    if found is None:
        return None
    at, number = found.start(), 0
    while at >= len(texts[number]):
        at -= len(texts[number])
        number += 1
    tag = pieces[number]
    runs = [run for run in tags(plain, "r", body.end, tag.start) if end_tag(plain, run)[0] > tag.start]
    if runs and not at:
        return (runs[0].start, stop, b"")
    closing = b"</" + tag.name + b">" + (b"</" + runs[0].name + b">" if runs else b"")
    return (tag.end, stop, xml_text(texts[number][:at]).encode() + closing)


def _end_of_runs(plain: bytes, body: Tag) -> int:
    """Where the words of a text end: before its phonetic hints."""
    stop = end_tag(plain, body)[0]
    hints = [tag.start for name in ("rPh", "phoneticPr") if (tag := first_tag(plain, name, body.end, stop))]
    return min(hints, default=stop)
