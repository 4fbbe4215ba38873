"""Cell formats of the workbook: made once each, in Times New Roman.

Numbers stay numbers. Their formats carry the Vietnamese locale (`[$-42A]`): LibreOffice then prints 12.558 and
2,63 whatever its own language, and so does Excel under Vietnamese regional settings. Excel under other settings
applies its own signs to both (12,558 and 2.63), so the two never contradict each other on one sheet; only cells
of text could force the signs there, and those could not be summed.
"""

from typing import Any

from rasoat.tables.layout import BODY_SIZE, HEAD_SIZE, NUMBER_SIZE

COUNT_FORMAT = "[$-42A]#,##0_ "  # "_ " keeps the figure a space away from the border
RATE_FORMAT = "[$-42A]#,##0.00_ "
FONT = "Times New Roman"
RED = "#C00000"

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": BODY_SIZE, "valign": "vcenter", "text_wrap": True}
_NAMED: dict[str, dict[str, Any]] = {
    "plain": {},
    "issuer": {"align": "center"},
    "issuer_own": {"align": "center", "bold": True},
    "issuer_own_ruled": {"align": "center", "bold": True, "underline": 1},
    "motto": {"align": "center", "bold": True},
    "motto_ruled": {"align": "center", "bold": True, "underline": 1},
    "rule": {"align": "center", "font_size": 6.0, "text_wrap": False},
    "form_code": {"align": "center", "italic": True},
    "title": {"align": "center", "bold": True, "font_size": 14.0},
    "subtitle": {"align": "center", "italic": True},
    "continued": {"align": "center", "bold": True, "italic": True},
    "watermark": {"align": "center", "bold": True, "font_color": RED},
    "head": {"align": "center", "bold": True, "font_size": HEAD_SIZE, "border": 1, "bg_color": "#F2F2F2"},
    "number": {"align": "center", "italic": True, "font_size": NUMBER_SIZE, "border": 1},
    "note": {"align": "left", "italic": True, "font_size": 11.0, "valign": "top"},
    "small": {"align": "left", "font_size": 8.0, "font_color": "#595959", "valign": "top"},
    "date": {"align": "center", "italic": True},
    "signature": {"align": "center", "bold": True},
    "hint": {"align": "center", "italic": True},
}


class Styles:
    """Formats of one workbook, each made when first asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def named(self, name: str) -> Any:
        """The format of a part of the frame, by its name above."""
        return self._format(_NAMED[name])

    def text(
        self,
        *,
        flush_left: bool,
        indent: int = 0,
        bold: bool = False,
        quoted: bool = False,
        joined: tuple[bool, bool] = (False, False),
    ) -> Any:
        """A body cell of text. `quoted` marks text that a program could take for a formula.

        `joined` tells whether the cell above and the cell below are about the same thing: no line between.
        """
        above, below = joined
        return self._format(
            {
                "left": 1,
                "right": 1,
                "top": int(not above),
                "bottom": int(not below),
                "num_format": "@",
                "align": "left" if flush_left else "center",
                "indent": indent if flush_left else 0,
                "bold": bold,
                "quote_prefix": quoted,
            }
        )

    def figure(self, *, rate: bool, bold: bool) -> Any:
        """A body cell of a count or a rate."""
        number = RATE_FORMAT if rate else COUNT_FORMAT
        return self._format({"border": 1, "num_format": number, "align": "right", "bold": bold, "text_wrap": False})

    def _format(self, properties: dict[str, Any]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**_BASE, **properties})
        return self._made[key]
