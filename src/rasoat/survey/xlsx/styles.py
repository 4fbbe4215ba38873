"""The style sheet of a workbook: fills and cell formats added at the end, everything before stays byte for byte."""

from collections.abc import Sequence
from typing import Final

from rasoat.survey.xlsx.ordered import AFTER_CELL_XFS, AFTER_FILLS, put_before, root_tag
from rasoat.survey.xlsx.tags import Tag, attributes, end_tag, first_tag, masked, spliced, tags, with_attribute

MOST_FORMATS: Final = 64_000
"""Formats of cells that a workbook can hold in all programs."""

NO_STYLES: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    b'</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""The style sheet of a workbook that has none."""

_ORDER: Final = {"fonts": ("fills", *AFTER_FILLS), "fills": AFTER_FILLS, "borders": AFTER_FILLS[1:]}


class StyleSheet:
    """The part `styles.xml`, found sound before. Changes are seen in `content`."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._formats: list[bytes] | None = None
        self._known: dict[bytes, int] = {}

    @property
    def prefix(self) -> str:
        """The prefix of its elements, with the colon; empty for most."""
        return root_tag(masked(self.content)).prefix.decode()

    def fills(self) -> list[bytes]:
        """The fills, as written."""
        return self._elements("fills", "fill")

    def formats(self) -> list[bytes]:
        """The formats of cells (`xf`), as written, in the order of their numbers."""
        if self._formats is None:
            self._formats = self._elements("cellXfs", "xf")
            self._known = {source: at for at, source in reversed(list(enumerate(self._formats)))}
        return self._formats

    def add(self, group: str, name: str, source: str) -> int:
        """Add a font, fill or border (written without prefixes); returns its number. An equal one is used again."""
        element = self._prefixed(source)
        known = self._elements(group, name)
        if element in known:
            return known.index(element)
        self._append(group, [element], len(known), _ORDER[group])
        return len(known)

    def add_formats(self, sources: Sequence[bytes]) -> list[int]:
        """Numbers of formats; those that are not there yet are added at the end."""
        known = self.formats()
        count = len(known)
        for source in sources:
            if source not in self._known:
                self._known[source] = len(known)
                known.append(source)
        if len(known) > count:
            self._append("cellXfs", known[count:], count, AFTER_CELL_XFS)
        return [self._known[source] for source in sources]

    def filled(self, style: int, fill: int) -> bytes:
        """The format with that number, in another fill."""
        formats = self.formats()
        source = formats[style] if style < len(formats) else self.own_format("")
        tag = first_tag(source, "xf")
        assert tag is not None
        start = with_attribute(with_attribute(tag.source, b"fillId", str(fill)), b"applyFill", "1")
        return start + source[tag.end :]

    def fill_of(self, style: int) -> int:
        """The number of the fill of a format."""
        formats = self.formats()
        tag = first_tag(formats[style], "xf") if style < len(formats) else None
        return (tag.number(b"fillId") or 0) if tag else 0

    def own_format(self, inner: str, **numbers: int) -> bytes:
        """A format of ours: `numbers` are `fontId`, `fillId`, `borderId`; `inner` its children."""
        ids = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0, "xfId": 0} | numbers
        written = " ".join(f'{name}="{value}"' for name, value in ids.items())
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        return self._prefixed(f"<xf {written} {applied}>{inner}</xf>")

    def _prefixed(self, source: str) -> bytes:
        prefix = self.prefix
        return source.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}").encode()

    def _elements(self, group: str, name: str) -> list[bytes]:
        plain = masked(self.content)
        around = first_tag(plain, group)
        if around is None:
            return []
        stop = end_tag(plain, around)[0]
        found, at = [], around.end
        while (tag := first_tag(plain, name, at, stop)) is not None:
            at = end_tag(plain, tag)[1]
            found.append(self.content[tag.start : at])
        return found

    def _append(self, group: str, new: Sequence[bytes], count: int, followers: Sequence[str]) -> None:
        plain = masked(self.content)
        around = first_tag(plain, group)
        body, total = b"".join(new), str(count + len(new))
        if around is None:
            name = self.prefix.encode() + group.encode()
            element = b'<%b count="%b">%b</%b>' % (name, total.encode(), body, name)
            self.content = put_before(self.content, plain, element, followers, root_tag(plain).end)
            return
        start = _counted(around, total)
        if around.is_closed:
            start = start[:-2].rstrip() + b">"
            body += b"</" + around.name + b">"
        at = end_tag(plain, around)[0]
        self.content = spliced(self.content, [(around.start, around.end, start), (at, at, body)])


def used_colours(content: bytes) -> set[str]:
    """All colours named in a style sheet, six hexadecimal digits in capitals."""
    found = (attributes(tag.source).get(b"rgb", "") for name in ("fgColor", "bgColor", "color", "rgbColor")
             for tag in tags(masked(content), name))  # fmt: skip
    return {colour[-6:].upper() for colour in found if colour}


def _counted(tag: Tag, total: str) -> bytes:
    return with_attribute(tag.source, b"count", total)
