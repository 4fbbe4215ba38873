"""QR codes as inline SVG: attributes only, so that the strict content policy holds."""

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

BORDER = 4
"""Modules of quiet zone around the code (ISO/IEC 18004)."""


def qr_svg(text: str, *, scale: int = 5) -> SafeString:
    """A QR code, black on white with its quiet zone, readable in the dark theme and on paper.

    It has a size and a `viewBox`: a style sheet may make it smaller or larger without cutting anything off. The text
    itself is not in the markup, only the modules that segno draws out of it.
    """
    code = segno.make(text, error="m", micro=False)
    size = code.symbol_size(scale, BORDER)[0]
    drawn = code.svg_inline(scale=scale, border=BORDER, dark="#000", light="#fff", title=_("Mã QR"), omitsize=True)
    return mark_safe(drawn.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1))
