"""Put an element among the children of a root, at the place that the schema's order gives it."""

import re
from collections.abc import Sequence
from typing import Final

from rasoat.survey.xlsx.tags import Tag, first_tag, spliced

AFTER_LEGACY_DRAWING: Final = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""Children of a worksheet that stand behind `legacyDrawing`."""

AFTER_DEFINED_NAMES: Final = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
"""Children of a workbook that stand behind `definedNames`."""

AFTER_FILLS: Final = (
    "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip
"""Children of a style sheet that stand behind `fills`."""

AFTER_CELL_XFS: Final = ("cellStyles", "dxfs", "tableStyles", "colors", "extLst")
"""Children of a style sheet that stand behind `cellXfs`."""


_NAME: Final = re.compile(rb"<([^\s<>/?!]+)")


def put_before(content: bytes, plain: bytes, new: bytes, followers: Sequence[str], start: int = 0) -> bytes:
    """`content` with `new` before the first of the `followers` found from `start` on, or as the last child.

    `plain` is the masked content. The names of the followers do not stand anywhere else behind `start`.
    """
    found = [tag.start for name in followers if (tag := first_tag(plain, name, start))]
    at = min(found) if found else plain.rindex(b"</")
    return spliced(content, [(at, at, new)])


def root_tag(plain: bytes) -> Tag:
    """The first start tag of a masked part."""
    found = _NAME.search(plain)
    name = found[1] if found else b""
    tag = first_tag(plain, name.rpartition(b":")[2].decode())
    assert tag is not None
    return tag
