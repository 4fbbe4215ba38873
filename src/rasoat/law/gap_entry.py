"""One entry of the list of what the law data lack, and how alike places become one entry."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rasoat.law.book import LawBook
from rasoat.law.cited import Evidence, Text
from rasoat.law.evidence_walk import Path
from rasoat.law.marks import Mark
from rasoat.law.register import Document
from rasoat.law.standard import Gap

Weak = tuple[Path, Evidence]


@dataclass(frozen=True, slots=True)
class GapEntry:
    """One thing missing or unconfirmed.

    `where` is the id of a standard or procedure, or `point_table_shape`, or `register`; `paths` lead to the places
    inside it (several when places of one kind share mark and document). `note` says what the sources disagree on,
    where known.
    """

    where: str
    paths: tuple[str, ...]
    what: Text
    mark: Mark
    blocks: Text
    document: Document
    note: str = ""


def alike(found: Iterable[Weak], kind: Callable[[Path, Evidence], tuple[str, ...]]) -> list[list[Weak]]:
    """Places of one kind, mark and document together, in the order in which each group first appears."""
    groups: dict[tuple[str, ...], list[Weak]] = {}
    for path, item in found:
        groups.setdefault((*kind(path, item), item.mark, item.ask), []).append((path, item))
    return list(groups.values())


def dotted(paths: Iterable[Path]) -> tuple[str, ...]:
    """Paths as people write them."""
    return tuple(".".join(str(step) for step in path) for path in paths)


def named_gaps(book: LawBook, where: str, gaps: Sequence[Gap]) -> list[GapEntry]:
    """Entries of what a standard or procedure says itself that it lacks."""
    return [
        GapEntry(where, (f"gaps.{number}",), gap.what, Mark.MISSING, gap.blocks, book.documents[gap.ask])
        for number, gap in enumerate(gaps)
    ]


def by_document(entries: list[GapEntry]) -> list[GapEntry]:
    """Entries of one document together, documents in the order in which they first appear."""
    order = list(dict.fromkeys(entry.document.id for entry in entries))
    return sorted(entries, key=lambda entry: order.index(entry.document.id))
