"""One entry of the list of what the law data lack, and how alike places become one entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rasoat.law.cited import Evidence, Text
from rasoat.law.evidence_walk import Path
from rasoat.law.marks import Mark
from rasoat.law.register import Document

Weak = tuple[Path, Evidence]


@dataclass(frozen=True, slots=True)
class GapEntry:
    """One thing missing or unconfirmed.

    `where` is a standard id, or `point_table_shape`, or `register`; `paths` lead to the places inside it (several
    when places of one kind share mark and document). `note` says what the sources disagree on, where known.
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
