"""The loop between hitting sets and the oracle: a lower bound that rises until the set it stands for is feasible."""

from collections import Counter
from dataclasses import dataclass
from itertools import count

from rasoat.audit.localise.certificates import Atom, Cut
from rasoat.audit.localise.hitting import HittingSets, Stop, StoppedError
from rasoat.audit.localise.oracle import Answer, Oracle


@dataclass(frozen=True, slots=True)
class Least:
    """`atoms` is a lightest set whose change makes all rules hold; None when it was not found.

    `lower` is a lower bound of the weight; `proven` is False when time ran out or a cut was not sure; `impossible`
    holds a cut without atoms when no change whatever can make the rules hold.
    """

    atoms: frozenset[Atom] | None
    answer: Answer | None
    lower: int
    proven: bool
    impossible: Cut | None = None


def least(
    oracle: Oracle, sets: HittingSets, stop: Stop, *, banned: frozenset[Atom] = frozenset(), enough: int | None = None,
    rounds: int | None = None,
) -> Least:  # fmt: skip
    """Raise the bound until it is reached, until it is above `enough`, or for so many `rounds`.

    `sets` keeps all cuts for what is asked next.
    `banned` atoms keep their value; the cuts in `sets` must not hold them.
    """
    sure = True
    for number in count():
        try:
            atoms = sets.best(stop)
        except StoppedError:
            return Least(None, None, sets.cost, proven=False)
        if enough is not None and sets.cost > enough:
            return Least(None, None, sets.cost, proven=sure)
        answer = oracle.answer(atoms)
        if not answer.cuts:
            return Least(atoms, answer, sets.cost, proven=sure)
        for cut in answer.cuts:
            sure = sure and cut.sure
            if not cut.atoms - banned:
                return Least(None, None, sets.cost, proven=cut.sure, impossible=cut)
            sets.add(cut.atoms - banned)
        if stop() or number == rounds:
            return Least(None, None, sets.cost, proven=False)
    raise AssertionError("the loop has no other end")


def few_changes(oracle: Oracle, sets: HittingSets) -> int | None:
    """How many printed counts some repair changes: an upper bound.

    The parts as far as they were solved, and of every cut still open the cell that stands in most cuts, until the
    rules hold. None when no change whatever can make them hold.
    """
    seen = Counter(atom for cut in sets.cuts for atom in cut)
    atoms = frozenset[Atom]().union(*(part.best or frozenset() for part in sets.parts))
    while (answer := oracle.answer(atoms)).cuts:
        if any(not cut.atoms for cut in answer.cuts):
            return None
        seen.update(atom for cut in answer.cuts for atom in cut.atoms)
        atoms |= {max(cut.atoms, key=lambda atom: (seen[atom], -atom)) for cut in answer.cuts}
    printed = oracle.problem.values
    return sum(printed[cell] not in (None, value) for cell, value in answer.values.items())
