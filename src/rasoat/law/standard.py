"""A poverty standard: lines, indicators, class rules, the reviews it serves, and what is still missing in it."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from rasoat.law.cited import Evidence, Fact, Text
from rasoat.law.expr.nodes import Expr, Integer
from rasoat.law.expr.types import ExprTypeError, Type, type_of
from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark

Area = Literal["rural", "urban"]
AREAS: tuple[Area, ...] = ("rural", "urban")
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class PovertyClass(StrEnum):
    """The class of a household under one standard."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    NOT_POOR = "not_poor"


class Purpose(StrEnum):
    """What a standard is chosen for; the date alone never chooses it."""

    REVIEW = "review"
    OPENING_SURVEY = "opening_survey"
    POLICY = "policy"


class Application(Evidence):
    """For which purpose, and between which days (in `valid_from`, `valid_until`), a standard is used."""

    purpose: Purpose


class Parameter(LawModel):
    """A figure of the standard: one for both areas, or one per area. Integers in the unit named."""

    unit: Literal["points", "vnd_per_person_month", "indicators", "members"]
    name: Text
    any: Fact[Integer] | None = None
    rural: Fact[Integer] | None = None
    urban: Fact[Integer] | None = None

    @model_validator(mode="after")
    def _one_or_two(self) -> "Parameter":
        by_area = self.rural is not None and self.urban is not None
        if by_area == (self.any is not None) or (self.rural is None) != (self.urban is None):
            raise ValueError("give either `any`, or both `rural` and `urban`")
        return self

    def fact(self, area: Area) -> Fact[Integer]:
        """The fact that holds in the area."""
        fact = self.any or (self.rural if area == "rural" else self.urban)
        assert fact is not None
        return fact


class Rule(LawModel):
    """One line of a class rule: the first whose condition is true decides."""

    when: Expr
    klass: Annotated[PovertyClass, Field(alias="class")]
    reason: Literal["", "income", "deprivation", "income_and_deprivation"] = ""
    code: str
    evidence: Evidence


class Method(LawModel):
    """A way to the class: `points` (scores of the forms) or `income` (VND and number of deprivations)."""

    evidence: Evidence
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _missing_has_no_rules(self) -> "Method":
        if (self.evidence.mark is Mark.MISSING) != (not self.rules):
            raise ValueError("a method marked missing has no rules, and every other method has some")
        return self


class Dimension(LawModel):
    """A basic social service."""

    code: Identifier
    name: Text


class Definition(Evidence):
    """When a household is deprived, in words, and as an expression over facts where the words allow it."""

    text: str = ""
    derive: Expr | None = None


class Indicator(LawModel):
    """One deprivation indicator."""

    number: int | None
    code: Identifier
    dimension: Identifier
    name: Text
    name_evidence: Evidence
    points: Fact[Integer]
    definition: Definition


class Status(LawModel):
    """A status decided apart from the score (average living standard, low-income worker)."""

    code: Identifier
    name: Text
    evidence: Evidence
    holds_when: Expr | None = None


class Gap(LawModel):
    """Something the standard lacks that is not a single value: what it blocks and which document settles it."""

    what: Text
    blocks: Text
    ask: str


METHOD_FIELDS: dict[str, dict[str, Type]] = {
    "points": {"income_score": Type.INT, "deprivation_score": Type.INT},
    "income": {"income_vnd": Type.INT, "deprived_count": Type.INT},
}
"""What each method's rules may read. A status may read `class` beside the fields of `income`."""


class Standard(LawModel):
    """A dated poverty standard. `blocked` is empty, or says why no household may be classified by it yet."""

    id: Identifier
    name: Text
    scope: Literal["national", "province"]
    territory: str = ""
    overlay_of: str = ""
    blocked: Text | None = None
    applies: Annotated[tuple[Application, ...], Field(min_length=1)]
    parameters: dict[Identifier, Parameter] = Field(default_factory=dict)
    methods: dict[Literal["points", "income"], Method]
    dimensions: tuple[Dimension, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    removed_indicators: tuple[Indicator, ...] = ()
    statuses: tuple[Status, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @model_validator(mode="after")
    def _parts_fit(self) -> "Standard":
        problems = [*self._duplicate_codes(), *self._bad_rules()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _duplicate_codes(self) -> list[str]:
        codes = [indicator.code for indicator in self.indicators]
        known = {dimension.code for dimension in self.dimensions}
        problems = [f"indicator '{code}' appears twice" for code in {c for c in codes if codes.count(c) > 1}]
        problems += [
            f"indicator '{item.code}' names unknown dimension '{item.dimension}'"
            for item in self.indicators
            if item.dimension not in known
        ]
        return problems

    def _bad_rules(self) -> list[str]:
        types = dict.fromkeys(self.parameters, Type.INT)
        problems = []
        for name, method in self.methods.items():
            for number, rule in enumerate(method.rules, start=1):
                try:
                    if type_of(rule.when, METHOD_FIELDS[name], types) is not Type.BOOL:
                        raise ExprTypeError("is not a condition")
                except ExprTypeError as error:
                    problems.append(f"rule {number} of method '{name}' {error}")
        return problems

    @property
    def indicator_codes(self) -> tuple[str, ...]:
        """Codes in the order of the law."""
        return tuple(indicator.code for indicator in self.indicators)

    def params(self, area: Area) -> dict[str, int]:
        """Values of all parameters that are known for an area."""
        values = {name: parameter.fact(area).value for name, parameter in self.parameters.items()}
        return {name: value for name, value in values.items() if value is not None}

    def applies_on(self, day: date, purpose: Purpose) -> bool:
        """True when the standard serves the purpose on that day."""
        return any(item.purpose is purpose and item.holds_on(day) for item in self.applies)

    @property
    def uses_points(self) -> bool:
        """True when its class can come from an income score."""
        return bool(self.methods["points"].rules) if "points" in self.methods else False
