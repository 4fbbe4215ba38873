"""`localise`: from printed counts, rules and rates to the smallest repair, what is certain about it, and other ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from rasoat.audit.localise.alternatives import Alternatives, needed_cells, smallest_repairs
from rasoat.audit.localise.certificates import Atom
from rasoat.audit.localise.hitting import HittingSets, Stop, StoppedError, one
from rasoat.audit.localise.intervals import Interval, intervals
from rasoat.audit.localise.minimum import Least, few_changes, least
from rasoat.audit.localise.oracle import Oracle
from rasoat.audit.localise.problem import Problem

MOST = 20
"""Alternatives listed."""

_RATE_ROUNDS = 100
"""Rounds spent on keeping printed rates, for each repair: a tie between repairs is worth no more."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What one count becomes: a value that fits with the other suggestions, and all values it may take."""

    value: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class Repair:
    """One smallest repair: the cells it changes, and the printed rates (numbers) it cannot keep."""

    cells: frozenset[int]
    lost_rates: frozenset[int]


@dataclass(frozen=True, slots=True)
class Site:
    """Changes that hang together; `alternatives` hold while all other sites are repaired as suggested."""

    size: int
    alternatives: tuple[frozenset[int], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Localisation:
    """What is known of the smallest repair.

    `minimum` is None when time ran out before it was reached; `lower` and `upper` bound it then (`upper` None: no
    repair known). `proven`: no repair with fewer changes exists, shown by cuts checked in whole numbers.
    `alternatives` (the preferred one first: it keeps the most printed rates) are all of them when `complete`.
    `impossible` numbers the rules that no change can make hold together.
    """

    minimum: int | None
    lower: int
    upper: int | None
    proven: bool
    alternatives: tuple[Repair, ...] = ()
    complete: bool = False
    always_changed: frozenset[int] = frozenset()
    suggestions: Mapping[int, Suggestion] | None = None
    sites: tuple[Site, ...] = ()
    impossible: bool = False


def localise(problem: Problem, stop: Stop = lambda: False, most: int = MOST) -> Localisation:
    """Solve the error-localisation problem of Fellegi and Holt with unit weights over counts of at least 0.

    `stop` is asked between steps; once it says True, the bounds reached are given back. Deterministic otherwise.
    """
    oracle = Oracle(problem)
    sets = HittingSets(one)
    found = least(oracle, sets, stop)
    if found.impossible is not None:
        return Localisation(None, found.lower, None, found.proven, impossible=True)
    if found.atoms is None:
        return _stopped(oracle, sets, found)
    size = len(found.atoms)
    needed = needed_cells(oracle, sets, found.atoms, stop)
    listed = smallest_repairs(oracle, sets.cuts, needed, size, most + 1, stop)
    rated = Oracle(problem, rates=True) if problem.rates else oracle
    preferred = _preferred(rated, sets, found.atoms, stop)
    repairs = _ranked(rated, preferred, listed, most, stop)
    sites = tuple(_sites(oracle, sets, repairs[0].cells, needed, most, stop))
    changed = repairs[0].cells | {len(problem.values) + rate for rate in repairs[0].lost_rates}
    values = rated.answer(changed).values
    ranges = intervals(rated, changed)
    suggested = {
        cell: Suggestion(values.get(cell, max(problem.value(cell), 0)), ranges[cell]) for cell in repairs[0].cells
    }
    complete = listed.complete and len(listed.found) <= most
    if complete:
        needed = frozenset.intersection(*(repair.cells for repair in repairs))
    return Localisation(size, size, size, found.proven, repairs, complete, needed, suggested, sites)


def _stopped(oracle: Oracle, sets: HittingSets, found: Least) -> Localisation:
    """The bounds when time ran out: cuts from below, some repair from above."""
    upper = few_changes(oracle, sets)
    return Localisation(None, found.lower, upper, proven=False)


def _preferred(rated: Oracle, sets: HittingSets, atoms: frozenset[Atom], stop: Stop) -> frozenset[int]:
    """The smallest repair that keeps the most printed rates; `atoms` when time runs out."""
    if not rated.problem.rates:
        return atoms
    size, heavy = len(rated.problem.values), len(rated.problem.rates) + 1
    weighed = HittingSets(lambda atom: heavy if atom < size else 1)
    for cut in sets.cuts:
        weighed.add(cut)
    found = least(rated, weighed, stop, rounds=_RATE_ROUNDS)
    return atoms if found.atoms is None else frozenset(atom for atom in found.atoms if atom < size)


def _ranked(
    rated: Oracle, preferred: frozenset[int], listed: Alternatives, most: int, stop: Stop
) -> tuple[Repair, ...]:
    """Repairs that keep more printed rates first, then those that move the counts less."""
    size = len(rated.problem.values)
    found = []
    for cells in (preferred, *[cells for cells in listed.found if cells != preferred][: most - 1]):
        lost = lost_rates(rated, cells, stop)
        values = rated.answer(cells | {size + rate for rate in lost}).values
        moved = sum(abs(values[cell] - rated.printed[cell]) for cell in cells if cell in values)
        found.append(((len(lost), moved, sorted(cells)), Repair(cells, lost)))
    return tuple(repair for _, repair in sorted(found, key=lambda item: item[0]))


def lost_rates(rated: Oracle, cells: frozenset[int], stop: Stop = lambda: False) -> frozenset[int]:
    """Numbers of the fewest printed rates that are wrong when only `cells` change.

    When that takes too long: those that are wrong with one choice of values.
    """
    size = len(rated.problem.values)
    lost = HittingSets(one)
    for _ in range(_RATE_ROUNDS):
        if stop():
            break
        try:
            atoms = lost.best(stop)
        except StoppedError:
            break
        cuts = rated.answer(cells | atoms).cuts
        if not cuts:
            return frozenset(atom - size for atom in atoms)
        for cut in cuts:
            lost.add(frozenset(atom for atom in cut.atoms if atom >= size))
    every = frozenset(range(size, size + len(rated.problem.rates)))
    values = dict(enumerate(rated.printed)) | dict(rated.answer(cells | every).values)
    return frozenset(number for number, rate in enumerate(rated.problem.rates) if not rate.holds(values))


def _sites(
    oracle: Oracle, sets: HittingSets, chosen: frozenset[int], needed: frozenset[int], most: int, stop: Stop
) -> list[Site]:
    found = []
    for part in sets.parts:
        own = chosen & frozenset().union(*part.cuts)
        rest = chosen - own
        repairs = smallest_repairs(oracle, part.cuts, rest | (own & needed), len(chosen), most + 1, stop)
        others = [cells - rest for cells in repairs.found if cells - rest != own]
        ways = (own, *others[: most - 1])
        found.append(Site(len(own), ways, repairs.complete and len(repairs.found) <= most))
    return found
