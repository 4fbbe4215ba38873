"""What the law data lack or cannot vouch for: where, what it blocks, and which document to ask whom for."""

from collections.abc import Iterator

from rasoat.law.book import LawBook
from rasoat.law.cited import Evidence
from rasoat.law.evidence_walk import Path, evidence_of
from rasoat.law.gap_blocks import blocked_by, grouped_words
from rasoat.law.gap_entry import GapEntry, alike, by_document, dotted, named_gaps
from rasoat.law.gaps_elsewhere import register_gaps, shape_gaps
from rasoat.law.path_words import words_of
from rasoat.law.procedure.gaps import procedure_gaps
from rasoat.law.standard import Definition, Standard


def gaps(book: LawBook) -> list[GapEntry]:
    """Every gap of every standard (in time), procedure, the frame of point tables and the register, in that order."""
    found = [entry for standard_id in book.ids_in_time() for entry in standard_gaps(book, standard_id)]
    found += [entry for procedure in book.procedures.values() for entry in procedure_gaps(book, procedure)]
    return [*found, *shape_gaps(book), *register_gaps(book)]


def standard_gaps(book: LawBook, standard_id: str) -> list[GapEntry]:
    """Gaps written in one standard: those it names itself, then every piece of weak evidence, by document."""
    standard = book.standards[standard_id]
    return by_document([*named_gaps(book, standard_id, standard.gaps), *_weak_evidence(book, standard)])


def _weak_evidence(book: LawBook, standard: Standard) -> Iterator[GapEntry]:
    weak = [(path, item) for path, item in evidence_of(standard) if _matters(path, item)]
    for places in alike(weak, lambda path, item: _kind(standard, path, item)):
        first_path, first = places[0]
        paths = [path for path, _ in places]
        yield GapEntry(
            where=standard.id,
            paths=dotted(paths),
            what=words_of(standard, first_path) if len(paths) == 1 else grouped_words(standard, paths),
            mark=first.mark,
            blocks=blocked_by(standard, first_path),
            document=book.documents[first.ask],
            note=first.note if len({item.note for _, item in places}) == 1 else "",
        )


def _matters(path: Path, item: Evidence) -> bool:
    """Weak evidence that blocks something: the points of an indicator that is no longer one do not."""
    return item.mark.needs_office and not (path[0] == "removed_indicators" and path[-1] == "points")


def _kind(standard: Standard, path: Path, item: Evidence) -> tuple[str, ...]:
    """Paths of one kind become one entry: both areas of a figure; one part of the indicators with the same trouble."""
    match path:
        case ("indicators", _, str(part)):
            if standard.blocked is not None:
                return ("indicators", part)
            derived = isinstance(item, Definition) and item.derive is not None
            return ("indicators", part, str(derived), item.note)
        case ("parameters", str(name), _):
            return ("parameters", name)
    return tuple(str(step) for step in path)
