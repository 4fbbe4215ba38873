"""The problem: printed counts, linear integer rules over them, printed rates of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rasoat.tables.cell_rules import Relation

Terms = tuple[tuple[int, int], ...]
"""(index of a cell, whole factor), each cell once, no factor 0."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The sum of `terms` must be equal to, at most, or at least `bound`."""

    terms: Terms
    relation: Relation
    bound: int

    def holds(self, total: int) -> bool:
        """Whether a sum of the terms obeys the rule."""
        if self.relation == "=":
            return total == self.bound
        return total <= self.bound if self.relation == "<=" else total >= self.bound


@dataclass(frozen=True, slots=True)
class Rate:
    """A printed rate: `printed` is `numerator` / `base` in per cent times 10 to the `decimals`, half up."""

    printed: int
    numerator: Terms
    base: Terms
    decimals: int = 2

    def windows(self) -> tuple[Rule, Rule]:
        """The two linear rules that together say that the rate is right.

        `p <= (2 N n + b) / 2b < p + 1` for a base `b` above 0, with N = 100 * 10^decimals. A base of 0 breaks the
        second.
        """
        scale = 200 * 10**self.decimals
        above = combined((self.numerator, scale), (self.base, 1 - 2 * self.printed))
        below = combined((self.numerator, scale), (self.base, -1 - 2 * self.printed))
        return Rule(above, ">=", 0), Rule(below, "<=", -1)

    def holds(self, values: Mapping[int, int] | Sequence[int]) -> bool:
        """Whether the printed rate is half up of these counts; a rate over a base of 0 is never right."""
        return all(rule.holds(total(rule.terms, values)) for rule in self.windows())


@dataclass(frozen=True)
class Problem:
    """Cells by index. `values` are the printed counts; None is a blank whose count is not known.

    A blank may take any count and is no printed count, so filling it costs nothing. `frozen` cells keep their value.
    Every count is an integer of at least 0. Printed negative counts are allowed as input; they must change.
    """

    values: tuple[int | None, ...]
    rules: tuple[Rule, ...]
    rates: tuple[Rate, ...] = ()
    frozen: frozenset[int] = frozenset()

    @cached_property
    def blanks(self) -> frozenset[int]:
        """Cells that are free without being changed."""
        return frozenset(at for at, value in enumerate(self.values) if value is None)

    @cached_property
    def rules_of(self) -> list[list[int]]:
        """For every cell the numbers of the rules it stands in."""
        found: list[list[int]] = [[] for _ in self.values]
        for number, rule in enumerate(self.rules):
            for cell, _ in rule.terms:
                found[cell].append(number)
        return found

    def value(self, cell: int) -> int:
        """The printed count; a blank counts as 0 where a sum of the printed ones is wanted."""
        return self.values[cell] or 0

    def with_rules(self, more: Sequence[Rule]) -> "Problem":
        """The same cells under more rules; rates stay out."""
        return Problem(self.values, (*self.rules, *more), (), self.frozen)


def total(terms: Terms, values: Mapping[int, int] | Sequence[int]) -> int:
    """The sum of the terms."""
    return sum(factor * values[cell] for cell, factor in terms)


def combined(*parts: tuple[Terms, int]) -> Terms:
    """The sum of several sums, each times a factor."""
    found: dict[int, int] = {}
    for terms, times in parts:
        for cell, factor in terms:
            found[cell] = found.get(cell, 0) + factor * times
    return tuple((cell, factor) for cell, factor in found.items() if factor)
