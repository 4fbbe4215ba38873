"""The lightest set of atoms that meets every cut, found part by part by a MaxSAT solver.

A. Ignatiev, A. Morgado, J. Marques-Silva (2019), RC2: an Efficient MaxSAT Solver, JSAT 11(1), 53-64.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event, Thread

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from rasoat.audit.localise.certificates import Atom

Weight = Callable[[Atom], int]
Stop = Callable[[], bool]

_PAUSE = 0.2
"""Seconds between two looks at the clock of the caller while the solver works."""


class StoppedError(Exception):
    """The caller's time is over."""


@dataclass
class Part:
    """Cuts that hang together by shared atoms, with their lightest hitting set once it was asked for."""

    cuts: list[frozenset[Atom]] = field(default_factory=list)
    best: frozenset[Atom] | None = None
    cost: int = 0


class HittingSets:
    """Grows by `add`; `best` meets all cuts at the least weight. `cost` is a lower bound at any time."""

    def __init__(self, weight: Weight) -> None:
        self.weight = weight
        self._parts: dict[int, Part] = {}
        self._part_of: dict[Atom, int] = {}
        self._next = 0

    @property
    def cost(self) -> int:
        """What the parts cost as far as they were solved."""
        return sum(part.cost for part in self._parts.values())

    @property
    def parts(self) -> list[Part]:
        """The parts, in the order in which they came up."""
        return [self._parts[number] for number in sorted(self._parts)]

    @property
    def cuts(self) -> Iterator[frozenset[Atom]]:
        """All cuts."""
        return (cut for part in self.parts for cut in part.cuts)

    def add(self, cut: frozenset[Atom]) -> None:
        """One more cut; parts that it joins become one."""
        touched = sorted({self._part_of[atom] for atom in cut if atom in self._part_of})
        if touched:
            number = touched[0]
            part = self._parts[number]
        else:
            number, self._next = self._next, self._next + 1
            part = self._parts[number] = Part(cost=min(map(self.weight, cut), default=0))
        for other in touched[1:]:
            joined = self._parts.pop(other)
            part.cuts += joined.cuts
            part.cost += joined.cost
            for atoms in joined.cuts:
                self._part_of.update(dict.fromkeys(atoms, number))
        part.cuts.append(cut)
        part.best = None
        self._part_of.update(dict.fromkeys(cut, number))

    def without(self, atom: Atom) -> "HittingSets | None":
        """The same cuts when `atom` may not be used; None when some cut then has nothing left."""
        copy = HittingSets(self.weight)
        copy._next, copy._part_of = self._next, dict(self._part_of)
        copy._parts = dict(self._parts)
        number = self._part_of.get(atom)
        for key, part in self._parts.items():
            cuts = [cut - {atom} for cut in part.cuts] if key == number else list(part.cuts)
            if not all(cuts):
                return None
            copy._parts[key] = Part(cuts, None if key == number else part.best, part.cost)
        return copy

    def best(self, stop: Stop) -> frozenset[Atom]:
        """A lightest set. Raises `StoppedError` when `stop` says so."""
        found: set[Atom] = set()
        for part in self.parts:
            if part.best is None:
                if stop():
                    raise StoppedError
                part.best = lightest(part.cuts, self.weight, stop)
                part.cost = max(part.cost, sum(map(self.weight, part.best)))
            found |= part.best
        return frozenset(found)


def one(_: Atom) -> int:
    """Every atom weighs the same."""
    return 1


def lightest(cuts: Iterable[frozenset[Atom]], weight: Weight, stop: Stop) -> frozenset[Atom]:
    """A hitting set of the least weight. Of atoms that stand in the same cuts only the lightest is looked at.

    Raises `StoppedError` when `stop` says so.
    """
    cuts = list(cuts)
    stands_in: dict[Atom, list[int]] = {}
    for number, cut in enumerate(cuts):
        for atom in cut:
            stands_in.setdefault(atom, []).append(number)
    chosen: dict[tuple[int, ...], Atom] = {}
    for atom in sorted(stands_in, key=lambda atom: (weight(atom), -atom)):
        chosen.setdefault(tuple(stands_in[atom]), atom)
    kept = frozenset(chosen.values())
    with Enumerator([cut & kept for cut in cuts], weight) as sets:
        found = sets.next(stop)
    assert found is not None, "cuts are never empty"
    return found


class Enumerator:
    """Hitting sets from the lightest on; a set given is not given again, nor a larger one that holds it."""

    def __init__(self, cuts: Iterable[frozenset[Atom]], weight: Weight) -> None:
        formula = WCNF()
        self._number: dict[Atom, int] = {}
        self._weight = weight
        hard = [self._clause(cut) for cut in cuts]
        for clause in hard:
            formula.append(clause)
        for atom, number in self._number.items():
            formula.append([-number], weight=weight(atom))
        self._solver = RC2(formula)

    def __enter__(self) -> "Enumerator":
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def next(self, stop: Stop) -> frozenset[Atom] | None:
        """The next lightest set; None when there is none left. Raises `StoppedError` when `stop` says so."""
        done = Event()
        watcher = Thread(target=self._watch, args=(stop, done), daemon=True)
        watcher.start()
        try:
            model = self._solver.compute(expect_interrupt=True)
        finally:
            done.set()
            watcher.join()
        if self._solver.interrupted:
            raise StoppedError
        if model is None:
            return None
        true = set(model)
        return frozenset(atom for atom, number in self._number.items() if number in true)

    def _watch(self, stop: Stop, done: Event) -> None:
        """Interrupt the solver once the caller's time is over: one answer may take longer than all that is left."""
        while not done.wait(_PAUSE):
            if stop():
                self._solver.interrupt()
                return

    def block(self, atoms: frozenset[Atom]) -> None:
        """Never give this set again, nor one that holds it."""
        self._solver.add_clause([-self._number[atom] for atom in atoms])

    def add(self, cut: frozenset[Atom]) -> None:
        """One more cut."""
        before = set(self._number)
        self._solver.add_clause(self._clause(cut))
        for atom in sorted(cut - before):
            self._solver.add_clause([-self._number[atom]], weight=self._weight(atom))

    def _clause(self, cut: frozenset[Atom]) -> list[int]:
        return [self._number.setdefault(atom, len(self._number) + 1) for atom in sorted(cut)]
