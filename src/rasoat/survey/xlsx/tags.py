"""Find and change single tags of an XML part by bytes, so that everything around them stays as it was.

A part must have been found sound by `safe_xml` before. Then every `<` outside comments, CDATA and processing
instructions begins a tag, and looking for tags is exact once those three are blanked out (`masked`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

from rasoat.survey.xlsx.safe_xml import parse, xml_parser

_INSIDE = rb"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_ATTRIBUTE = re.compile(rb"""([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")
_NO_TAGS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ENTITIES = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"', b"apos": "'"}
_ENTITY = re.compile(rb"&(#x[0-9a-fA-F]+|#[0-9]+|\w+);")

Edit = tuple[int, int, bytes]
"""Bytes from a start to an end (equal: nothing) and what comes in their place."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its place in the part and its bytes. `name` is as written, prefix included."""

    start: int
    end: int
    source: bytes
    name: bytes

    @property
    def is_closed(self) -> bool:
        """True for `<c/>`, which has no content and no end tag."""
        return self.source.endswith(b"/>")

    @property
    def prefix(self) -> bytes:
        """`x:` of `<x:c>`; empty for most."""
        return self.name[: self.name.rfind(b":") + 1]

    def get(self, name: bytes) -> str | None:
        """The value of an attribute, named as written."""
        found = _one(name).search(self.source)
        if found is None:
            return None
        if b"'" in self.source or self.source.count(b'"', 0, found.start()) % 2:
            return attributes(self.source).get(name)
        return plain_text(found[1])

    def number(self, name: bytes) -> int | None:
        """The value of an attribute as a whole number; None when it is absent or no number."""
        text = self.get(name)
        return int(text) if text is not None and text.isascii() and text.isdigit() else None


def check_sound(content: bytes) -> None:
    """Raise `UnsafeXmlError` unless the part is well-formed, in UTF-8 and free of document types."""
    parse(xml_parser(), content)


def masked(content: bytes) -> bytes:
    """The part with comments, CDATA and processing instructions as blanks of the same length."""
    if b"<!" not in content and content.count(b"<?") <= content.startswith(b"<?"):
        return content
    return _NO_TAGS.sub(lambda found: b" " * len(found[0]), content)


def tags(content: bytes, name: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Start tags of that local name, whatever their prefix, in order."""
    for found in _start_tag(name).finditer(content, start, len(content) if end is None else end):
        yield Tag(found.start(), found.end(), found[0], found[1])


def first_tag(content: bytes, name: str, start: int = 0, end: int | None = None) -> Tag | None:
    """The first of `tags`."""
    return next(tags(content, name, start, end), None)


def end_tag(content: bytes, tag: Tag) -> tuple[int, int]:
    """Place of the end tag; the end of the tag itself when it is closed. The element holds none of its own name."""
    if tag.is_closed:
        return tag.end, tag.end
    found = re.compile(rb"</" + re.escape(tag.name) + rb"\s*>").search(content, tag.end)
    return (found.start(), found.end()) if found else (len(content), len(content))


def attributes(source: bytes) -> dict[bytes, str]:
    """Attributes of a start tag, by the names written."""
    return {found[1]: plain_text(found[2][1:-1]) for found in _ATTRIBUTE.finditer(source)}


def with_attribute(source: bytes, name: bytes, value: str) -> bytes:
    """The start tag with one attribute set; all its other bytes stay."""
    new = escape(value, {'"': "&quot;"}).encode()
    for found in _ATTRIBUTE.finditer(source):
        if found[1] == name:
            return source[: found.start(2)] + b'"' + new + b'"' + source[found.end(2) :]
    at = len(source) - (2 if source.endswith(b"/>") else 1)
    return source[:at].rstrip() + b" " + name + b'="' + new + b'"' + source[at:]


def without_attribute(source: bytes, name: bytes) -> bytes:
    """The start tag without one attribute and the blanks before it."""
    for found in _ATTRIBUTE.finditer(source):
        if found[1] == name:
            return source[: found.start()].rstrip() + source[found.end() :]
    return source


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with all edits made. Edits do not overlap; of those at one place, earlier ones come first."""
    parts, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += [content[at:start], new]
        at = end
    return b"".join([*parts, content[at:]])


def plain_text(value: bytes) -> str:
    """The text that a value or the words between two tags stand for, its entities read."""

    def character(found: re.Match[bytes]) -> bytes:
        code = found[1]
        if code.startswith(b"#x"):
            return chr(int(code[2:], 16)).encode()
        if code.startswith(b"#"):
            return chr(int(code[1:])).encode()
        return _ENTITIES.get(code, found[0].decode()).encode()

    return (_ENTITY.sub(character, value) if b"&" in value else value).decode()


@cache
def _one(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"\s" + re.escape(name) + rb"""\s*=\s*["']([^"]*)["']""")


@cache
def _start_tag(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"<((?:[^\s<>/:=\"'!?]+:)?" + re.escape(name.encode()) + rb")(?=[\s/>])" + _INSIDE + rb">")
