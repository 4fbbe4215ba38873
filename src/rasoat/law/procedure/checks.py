"""What the procedures of a law book must agree on with each other."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from rasoat.law.cited import share_a_day
from rasoat.law.faults import Fault, Severity
from rasoat.law.origin import LinesOfLaw
from rasoat.law.procedure.model import Procedure


def procedure_overlaps(procedures: Iterable[Procedure], lines: LinesOfLaw) -> Iterator[Fault]:
    """A warning for each span of days on which two procedures hold for the same kind of review."""
    for one, other in combinations(procedures, 2):
        if not one.kinds.keys() & other.kinds.keys():
            continue
        for number, use in enumerate(other.applies):
            if any(share_a_day(use, earlier) for earlier in one.applies):
                vi = f"trùng thời gian với quy trình “{one.id}”: có ngày hai quy trình cùng áp dụng"
                en = f"overlaps “{one.id}”: two procedures on one day"
                place = ("applies", number)
                yield lines.fault(other.id, place, "law-procedures-overlap", vi, en, Severity.WARNING)
