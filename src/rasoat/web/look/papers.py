"""Papers of a record: the page of the record shows them, a room further up knows how they are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """One paper: its name and the addresses of its three faces."""

    name: str
    screen: str
    word: str
    pdf: str


Source = Callable[[HttpRequest, Model], Sequence[RecordPaper]]
_SOURCES: list[Source] = []


def register_papers(source: Source) -> None:
    """Add a source; it gives only what the person of the request may read."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def papers_of(request: HttpRequest, record: Model) -> list[RecordPaper]:
    """The papers of a record that this person may print."""
    return [paper for source in _SOURCES for paper in source(request, record)]
