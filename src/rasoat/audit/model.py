"""What an audit works on: printed cells with their addresses, and statements about them that must be true."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rasoat.audit.localise.problem import Problem, Rate, Rule


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A printed count. `value` None is a blank; `address` is what people look it up by (`K12`, `Biểu 2!K12`)."""

    place: str
    column: str
    address: str
    value: int | None
    file: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PrintedRate:
    """A printed rate: `text` as written, and where."""

    address: str
    text: str
    column: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that must be true of one place: a `rule` over cells, or a `rate` of cells.

    `label` is the rule as people know it. `vi` is said instead of words made from the rule, where it is given.
    """

    label: str
    place: str
    rule: Rule | None = None
    rate: Rate | None = None
    printed: PrintedRate | None = None
    vi: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong that is no matter of counts: told, and nothing is solved for it."""

    place: str
    address: str
    vi: str
    file: str = ""


@dataclass(frozen=True)
class AuditInput:
    """Cells by index, statements over them, cells that may not be changed, defects, and remarks about the reading."""

    title: str
    cells: Sequence[PrintedCell]
    statements: Sequence[Statement]
    frozen: frozenset[int] = frozenset()
    notes: Sequence[str] = field(default_factory=tuple)
    defects: Sequence[Defect] = field(default_factory=tuple)

    @property
    def rated(self) -> list[Statement]:
        """The statements about rates, in their order: rate number n of the problem is the n-th."""
        return [statement for statement in self.statements if statement.rate is not None]

    def problem(self) -> Problem:
        """The error-localisation problem behind it."""
        rules = tuple(statement.rule for statement in self.statements if statement.rule is not None)
        rates = tuple(statement.rate for statement in self.rated if statement.rate is not None)
        return Problem(tuple(cell.value for cell in self.cells), rules, rates, self.frozen)
