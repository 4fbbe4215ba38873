"""May these counts alone be changed so that all rules hold? Values, or cuts that say why not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rasoat.audit.localise.certificates import Atom, Cut, Row, farkas_cut
from rasoat.audit.localise.component import Component, Outcome
from rasoat.audit.localise.problem import Problem, Rule


@dataclass(frozen=True, slots=True)
class Answer:
    """`values` of every cell that was free and stands in a rule; they hold when there is no cut."""

    values: Mapping[int, int]
    cuts: tuple[Cut, ...]


class Oracle:
    """Answers for one problem. With `rates`, printed rates are rules too, each under an atom that gives it up."""

    def __init__(self, problem: Problem, *, rates: bool = False) -> None:
        self.problem = problem
        self.printed = tuple(value or 0 for value in problem.values)
        size = len(self.printed)
        windows = enumerate(rate.windows() for rate in problem.rates) if rates else ()
        self.rows = [Row(rule) for rule in problem.rules]
        self.rows += [Row(rule, size + number) for number, pair in windows for rule in pair]
        self._rows_of: list[list[int]] = [[] for _ in range(size)]
        self._blanks_in: dict[int, list[int]] = {}
        for number, row in enumerate(self.rows):
            for cell, _ in row.rule.terms:
                self._rows_of[cell].append(number)
                if problem.values[cell] is None:
                    self._blanks_in.setdefault(number, []).append(cell)
        self._broken = [
            number for number, row in enumerate(self.rows)
            if number not in self._blanks_in and not row.rule.holds(self._sum(row.rule))
        ]  # fmt: skip
        self._negative = [cell for cell, value in enumerate(self.printed) if value < 0]
        self._known: dict[tuple[frozenset[int], frozenset[int]], Outcome] = {}

    @property
    def broken(self) -> list[int]:
        """Numbers of the rules that the printed counts break."""
        return self._broken

    def answer(self, changed: Iterable[Atom]) -> Answer:
        """Ask with `changed` cells free and the rates among them given up; blanks are always free."""
        changed = frozenset(changed)
        free_in = self._in_force(changed)
        cuts = [Cut(frozenset([cell]) - self.problem.frozen) for cell in self._negative if cell not in changed]
        cuts += [
            self._plain(self.rows[number]) for number in self._broken
            if number not in free_in and self.rows[number].atom not in changed
        ]  # fmt: skip
        values: dict[int, int] = {}
        for numbers, cells in _components(free_in):
            found = self._solve(numbers, cells)
            if found.cut is not None:
                cuts.append(found.cut)
            values.update(found.values or {})
        return Answer(values, tuple(cuts))

    def local(self, changed: Collection[Atom]) -> Answer:
        """As `answer`, but only for the rules in which the changed cells stand."""
        values: dict[int, int] = {}
        cuts = []
        for found in _components(self._in_force(changed)):
            outcome = self._solve(*found)
            values.update(outcome.values or {})
            cuts += [outcome.cut] if outcome.cut is not None else []
        return Answer(values, tuple(cuts))

    def components(self, changed: Collection[Atom]) -> list[Component]:
        """The connected parts of the rules in which the `changed` cells, and blanks, are free."""
        return [self._component(*found) for found in _components(self._in_force(changed))]

    def _in_force(self, changed: Collection[Atom]) -> dict[int, list[int]]:
        """Rows with free cells -> those cells; rows of rates that are given up are left out."""
        free_in = {number: list(cells) for number, cells in self._blanks_in.items()}
        for atom in changed:
            if atom < len(self.printed):
                for number in self._rows_of[atom]:
                    free_in.setdefault(number, []).append(atom)
        return {number: cells for number, cells in free_in.items() if self.rows[number].atom not in changed}

    def _component(self, numbers: frozenset[int], cells: frozenset[int]) -> Component:
        rows = [self.rows[number] for number in sorted(numbers)]
        return Component(rows, sorted(cells), self.printed, self.problem.frozen)

    def _solve(self, numbers: frozenset[int], cells: frozenset[int]) -> Outcome:
        key = (numbers, cells)
        if key not in self._known:
            self._known[key] = self._component(numbers, cells).solve()
        return self._known[key]

    def _plain(self, row: Row) -> Cut:
        """The cut of one broken rule on its own."""
        total = self._sum(row.rule)
        found = farkas_cut([row], [1 if total > row.rule.bound else -1], (), self.printed, self.problem.frozen)
        assert found is not None, "a broken rule is a cut"
        return found

    def _sum(self, rule: Rule) -> int:
        return sum(factor * self.printed[cell] for cell, factor in rule.terms)


def _components(free_in: Mapping[int, list[int]]) -> Iterable[tuple[frozenset[int], frozenset[int]]]:
    """Rows and free cells that hang together."""
    rows_of: dict[int, list[int]] = {}
    for number, inside in free_in.items():
        for cell in inside:
            rows_of.setdefault(cell, []).append(number)
    waiting = set(free_in)
    while waiting:
        first = waiting.pop()
        rows, cells, stack = {first}, set[int](), [first]
        while stack:
            for cell in free_in[stack.pop()]:
                if cell not in cells:
                    cells.add(cell)
                    fresh = [number for number in rows_of[cell] if number not in rows]
                    rows.update(fresh)
                    stack += fresh
        waiting -= rows
        yield frozenset(rows), frozenset(cells)
