"""What a procedure lacks or cannot vouch for."""

from collections.abc import Iterator

from rasoat.law.book import LawBook
from rasoat.law.cited import Evidence, Text
from rasoat.law.evidence_walk import Path, evidence_of
from rasoat.law.gap_entry import GapEntry, alike, by_document, dotted, named_gaps
from rasoat.law.marks import Mark
from rasoat.law.procedure.model import Procedure
from rasoat.law.procedure.words import fields_words, part_words

_FORM = Text(vi="in mẫu này đúng bố cục của văn bản", en="printing the form in the layout of the law")
_STEP = Text(vi="làm bước này đúng lời văn của luật", en="taking this step by the words of the law")
_USE = Text(
    vi="căn cứ mở đợt rà soát chính thức trong thời gian này", en="legal basis of an official round in that time"
)
_UNCONFIRMED = Text(
    vi="đợt chính thức đầu tiên, trước khi tỉnh xác nhận trị số này",
    en="the first official round, before the province confirms the value",
)
_UNDECIDED = Text(
    vi="đợt chính thức: tỉnh phải chọn trước, phần mềm không tự chọn",
    en="an official round: the province must choose first, the software never does",
)


def procedure_gaps(book: LawBook, procedure: Procedure) -> list[GapEntry]:
    """Gaps written in one procedure: those it names itself, then every piece of weak evidence, by document."""
    return by_document([*named_gaps(book, procedure.id, procedure.gaps), *_weak_evidence(book, procedure)])


def _weak_evidence(book: LawBook, procedure: Procedure) -> Iterator[GapEntry]:
    weak = [(path, item) for path, item in evidence_of(procedure) if item.mark.needs_office]
    for places in alike(weak, _kind):
        (first_path, first), paths = places[0], [path for path, _ in places]
        yield GapEntry(
            where=procedure.id,
            paths=dotted(paths),
            what=part_words(procedure, first_path) if len(paths) == 1 else fields_words(procedure, paths),
            mark=first.mark,
            blocks=_blocked(procedure, first_path, first),
            document=book.documents[first.ask],
            note=first.note,
        )


def _kind(path: Path, _: Evidence) -> tuple[str, ...]:
    """Fields of one form become one entry; everything else stands alone."""
    match path:
        case ("forms", str(form), "fields", *_):
            return ("forms", form, "fields")
    return tuple(str(step) for step in path)


def _blocked(procedure: Procedure, path: Path, item: Evidence) -> Text:
    match path:
        case ("parameters", str(key), *_):
            without = procedure.parameters[key].without_value
            if item.mark is not Mark.MISSING:
                return _UNCONFIRMED
            return _meanwhile(without) if without is not None else _UNDECIDED
        case ("kinds", *_):
            return _STEP
        case ("forms", *_):
            return _FORM
    return _USE


def _meanwhile(without: Text) -> Text:
    return Text(
        vi=f"trị số theo luật; trong khi chờ: {without.vi}", en=f"the legal value; in the meantime: {without.en}"
    )
