"""Which counts every smallest repair changes, and what the smallest repairs are, as far as they can be listed."""

from collections.abc import Iterable
from dataclasses import dataclass

from rasoat.audit.localise.certificates import Atom
from rasoat.audit.localise.hitting import Enumerator, HittingSets, Stop, StoppedError, one
from rasoat.audit.localise.minimum import least
from rasoat.audit.localise.oracle import Oracle

_NEEDED_ROUNDS = 30
_LIST_ROUNDS = 1000
"""Rounds after which a cell is left unsettled, and a list unfinished: both would go on for long."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`found` are sets of cells; `complete` says that there is no other one of that size."""

    found: tuple[frozenset[int], ...]
    complete: bool


def needed_cells(oracle: Oracle, sets: HittingSets, atoms: frozenset[Atom], stop: Stop) -> frozenset[int]:
    """Cells of a smallest repair without which every repair takes more changes.

    A cell of which this is not settled soon is left out.
    """
    return frozenset(cell for cell in atoms if not stop() and _needed(oracle, sets, cell, len(atoms), stop))


def _needed(oracle: Oracle, sets: HittingSets, cell: int, size: int, stop: Stop) -> bool:
    without = sets.without(cell)
    if without is None:
        return True
    found = least(oracle, without, stop, banned=frozenset([cell]), enough=size, rounds=_NEEDED_ROUNDS)
    return found.proven and (found.lower > size or found.impossible is not None)


def smallest_repairs(
    oracle: Oracle, cuts: Iterable[frozenset[Atom]], needed: frozenset[int], size: int, most: int, stop: Stop
) -> Alternatives:
    """Repairs that hold `needed` and as few other cells as `size` allows, `most` at the most.

    `cuts` are those of the whole problem, or of one part of it while `needed` repairs all others.
    """
    found: list[frozenset[int]] = []
    open_cuts = [cut for cut in cuts if not cut & needed]
    if not open_cuts:
        return Alternatives((needed,), complete=True)
    with Enumerator(open_cuts, one) as sets:
        for _ in range(_LIST_ROUNDS):
            if stop() or len(found) == most:
                return Alternatives(tuple(found), complete=False)
            try:
                atoms = sets.next(stop)
            except StoppedError:
                return Alternatives(tuple(found), complete=False)
            if atoms is None or len(atoms | needed) > size:
                return Alternatives(tuple(found), complete=True)
            fresh = [cut.atoms for cut in oracle.answer(atoms | needed).cuts]
            if not fresh:
                found.append(atoms | needed)
                sets.block(atoms)
            for cut in fresh:
                sets.add(cut)
    return Alternatives(tuple(found), complete=False)
