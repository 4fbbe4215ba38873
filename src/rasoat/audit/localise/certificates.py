"""Cuts: sets of printed counts of which at least one must change, each checked in whole numbers.

A combination of rules with whole multipliers gives one inequality that every repair obeys. Where the printed counts
break it although the free ones may take any value from 0 up, one of the counts that could mend it must change.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rasoat.audit.localise.problem import Rule

Atom = int
"""A cell, or a printed rate that may be given up: rates are numbered on behind the cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule in force. `atom` is the rate it belongs to, when giving that rate up takes the rule away."""

    rule: Rule
    atom: Atom | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """At least one of `atoms` must change. `sure` is False when only a solver of floating-point numbers says so."""

    atoms: frozenset[Atom]
    sure: bool = True


def farkas_cut(
    rows: Sequence[Row],
    multipliers: Sequence[int],
    free: Collection[int],
    values: Mapping[int, int] | Sequence[int],
    frozen: Collection[int],
) -> Cut | None:
    """The cut that a combination of rows proves; None when it proves nothing.

    `multipliers` are at least 0 for rows `<=`, at most 0 for rows `>=`, any for rows `=`. `free` cells take any
    integer of at least 0, all others have `values`, and `frozen` ones can never change.
    """
    factors: dict[int, int] = {}
    bound = 0
    atoms = set[Atom]()
    for row, times in zip(rows, multipliers, strict=True):
        if not times:
            continue
        if (row.rule.relation == "<=" and times < 0) or (row.rule.relation == ">=" and times > 0):
            return None
        bound += times * row.rule.bound
        if row.atom is not None:
            atoms.add(row.atom)
        for cell, factor in row.rule.terms:
            factors[cell] = factors.get(cell, 0) + times * factor
    if any(factors.get(cell, 0) < 0 for cell in free):
        return None
    fixed = [(cell, factor, factor * values[cell]) for cell, factor in factors.items() if factor and cell not in free]
    gap = sum(share for _, _, share in fixed) - bound
    if gap <= 0:
        return None
    atoms.update(cell for cell, factor, _ in fixed if factor < 0 and cell not in frozen)
    shrinking = sorted((share, cell) for cell, factor, share in fixed if factor > 0 and cell not in frozen)
    for share, cell in shrinking:
        if share < gap:
            gap -= max(share, 0)
        else:
            atoms.add(cell)
    return Cut(frozenset(atoms))


def rows_cut(rows: Iterable[Row], free: Collection[int], frozen: Collection[int], *, sure: bool) -> Cut:
    """The weakest cut: something else in these rows must change."""
    atoms = {row.atom for row in rows if row.atom is not None}
    cells = {cell for row in rows for cell, _ in row.rule.terms}
    return Cut(frozenset(atoms | (cells - set(free) - set(frozen))), sure)
