"""Run an audit: what does not hold, and the fewest counts whose change would make it hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rasoat.audit.localise.api import MOST, Localisation, localise
from rasoat.audit.localise.problem import Rate, total
from rasoat.audit.model import AuditInput, Statement


@dataclass(frozen=True, slots=True)
class Broken:
    """A statement that the printed cells break: by `off`, the sum of a rule's terms less its bound, or a rate that
    should be `expected` (None: blank).
    """

    statement: Statement
    off: int = 0
    expected: int | None = None

    def difference(self, cell: int) -> int | None:
        """How much too large the printed count of one cell is, the others of the rule taken as right."""
        factor = dict(self.statement.rule.terms)[cell] if self.statement.rule is not None else 0
        return self.off // factor if factor and self.off % factor == 0 else None


@dataclass(frozen=True, slots=True)
class WrongRate:
    """A printed rate that differs from the repaired counts: it should be `expected` (None: blank, the base is 0).

    `known` is False where it rests on a blank count that may be anything.
    """

    statement: Statement
    expected: int | None
    known: bool = True


@dataclass(frozen=True, slots=True)
class AuditResult:
    """`broken` in the order of the statements; `unknown` statements rest on blanks. `wrong_rates` are the printed
    rates that differ from half up of the repaired counts.
    """

    source: AuditInput
    broken: Sequence[Broken]
    unknown: int
    localisation: Localisation
    wrong_rates: Sequence[WrongRate]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        wrong = self.broken or self.wrong_rates or self.source.defects
        return not wrong and not self.localisation.lower and not self.localisation.impossible


def audit(source: AuditInput, stop: Callable[[], bool] = lambda: False, most: int = MOST) -> AuditResult:
    """Check every statement, then locate the errors. `stop` ends the search with the bounds reached."""
    values = [cell.value for cell in source.cells]
    broken, unknown = [], 0
    for statement in source.statements:
        found = _checked(statement, values)
        if found is None:
            unknown += 1
        elif isinstance(found, Broken):
            broken.append(found)
    located = localise(source.problem(), stop, most)
    return AuditResult(source, broken, unknown, located, _wrong_rates(source, located))


def told_cell(result: AuditResult, statement: Statement) -> int | None:
    """The cell a broken rule is told of: the one to be changed where that is clear, else the left-most."""
    if statement.rule is None:
        return None
    cells = [cell for cell, _ in statement.rule.terms]
    suspects = [cell for cell in cells if cell in result.localisation.always_changed]
    return suspects[0] if len(suspects) == 1 else cells[0]


def half_up(rate: Rate, values: Mapping[int, int] | Sequence[int]) -> int | None:
    """What the rate should print; None where the base is 0."""
    over, under = total(rate.numerator, values), total(rate.base, values)
    scale = 100 * 10**rate.decimals
    return (2 * over * scale + under) // (2 * under) if under > 0 else None


def _checked(statement: Statement, values: Sequence[int | None]) -> Broken | bool | None:
    rule, rate = statement.rule, statement.rate
    terms = rule.terms if rule is not None else (*rate.numerator, *rate.base) if rate is not None else ()
    known = {cell: value for cell, _ in terms if (value := values[cell]) is not None}
    if len(known) < len({cell for cell, _ in terms}):
        return None
    if rate is not None:
        return True if rate.holds(known) else Broken(statement, expected=half_up(rate, known))
    assert rule is not None, "a statement is a rule or a rate"
    amount = sum(factor * known[cell] for cell, factor in rule.terms)
    if rule.holds(amount):
        return True
    return Broken(statement, amount - rule.bound)


def _wrong_rates(source: AuditInput, located: Localisation) -> list[WrongRate]:
    if not located.alternatives or located.suggestions is None:
        return []
    values = {number: cell.value for number, cell in enumerate(source.cells) if cell.value is not None}
    values |= {cell: suggestion.value for cell, suggestion in located.suggestions.items()}
    found = []
    for number in sorted(located.alternatives[0].lost_rates):
        statement = source.rated[number]
        rate = statement.rate
        if rate is None:
            continue
        known = all(cell in values for cell, _ in (*rate.numerator, *rate.base))
        found.append(WrongRate(statement, half_up(rate, values) if known else None, known))
    return found
