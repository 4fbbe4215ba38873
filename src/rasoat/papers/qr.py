"""QR codes as pictures: vector for screen and PDF, dots for Word."""

from io import BytesIO

import segno

BORDER = 2  # modules of white around the code


def svg(content: str) -> bytes:
    """The code as SVG without a fixed size."""
    out = BytesIO()
    _code(content).save(out, kind="svg", border=BORDER, omitsize=True, xmldecl=False, nl=False)
    return out.getvalue()


def png(content: str) -> bytes:
    """The code as PNG, ten dots a module."""
    out = BytesIO()
    _code(content).save(out, kind="png", scale=10, border=BORDER)
    return out.getvalue()


def _code(content: str) -> segno.QRCode:
    return segno.make(content, error="m", micro=False)
