"""Lengths that all faces share, in millimetres and points (usual office form, recalled; not read in the decree)."""

from rasoat.papers.model import Frame

SHORT_SIDE, LONG_SIDE = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 15.0
FIRST_LINE = 10.0
SIGNING_ROOM = 22.0
ISSUER_SHARE = 0.41  # of the text's width, the motto has the rest
MOTTO_SIZE, ISSUER_SIZE, VALUES_SIZE = 12.0, 12.0, 13.0
SMALL_SIZE, NOTE_SIZE = 11.0, 8.0


def page(frame: Frame) -> tuple[float, float]:
    """Width and height."""
    return (LONG_SIDE, SHORT_SIDE) if frame.landscape else (SHORT_SIDE, LONG_SIDE)


def text_width(frame: Frame) -> float:
    """Between the margins."""
    return page(frame)[0] - LEFT - RIGHT
