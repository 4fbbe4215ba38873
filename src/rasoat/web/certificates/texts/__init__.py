"""The texts of this room's papers: shipped here, unless an office has its own version."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path

from rasoat.web.areas.models import Unit

_HERE = Path(__file__).parent
Source = Callable[[str, Unit], str | None]


class PaperKind(StrEnum):
    """The papers, by the name of their text."""

    CERTIFICATE = "giay-chung-nhan"
    CONFIRMATION = "giay-xac-nhan"
    HAND_OUT = "so-trao"


_SOURCES: list[Source] = []


def register_source(source: Source) -> None:
    """Let a room above say which version of a text an office uses; called from `AppConfig.ready`."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def text_of(kind: PaperKind, commune: Unit) -> str:
    """The text that a commune uses."""
    for source in _SOURCES:
        if own := source(kind, commune):
            return own
    return shipped_text(kind)


@cache
def shipped_text(kind: PaperKind) -> str:
    """The text that comes with the program."""
    return (_HERE / f"{kind}.txt").read_text(encoding="utf-8")
