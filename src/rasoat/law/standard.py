"""A poverty standard: lines, indicators, class rules, the reviews it serves, and what is still missing in it."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from rasoat.law.cited import Evidence, Fact, Text
from rasoat.law.expr.nodes import Expr, Integer
from rasoat.law.expr.types import ExprTypeError, Type, type_of
from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark
from rasoat.law.problems import Path, Problem, ProblemsError

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
            raise ProblemsError(
                Problem(
                    "ghi `any` cho cả hai khu vực, hoặc ghi đủ cả `rural` và `urban`",
                    "give either `any`, or both `rural` and `urban`",
                )
            )
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
            raise ProblemsError(
                Problem(
                    "cách phân loại có mức chứng cứ `missing` thì không có quy tắc; mọi cách khác phải có `rules`",
                    "a method marked missing has no rules, and every other method has some",
                )
            )
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
        problems = [*self._repeated(), *self._unknown_dimensions(), *self._bad_rules()]
        if problems:
            raise ProblemsError(*problems)
        return self

    def _repeated(self) -> Iterator[Problem]:
        lists: dict[Path, Sequence[Any]] = {
            ("dimensions",): self.dimensions,
            ("indicators",): self.indicators,
            ("removed_indicators",): self.removed_indicators,
            ("statuses",): self.statuses,
        }
        lists |= {("methods", name, "rules"): method.rules for name, method in self.methods.items()}
        for path, items in lists.items():
            seen: set[str] = set()
            for number, item in enumerate(items):
                if item.code in seen:
                    vi, en = f"mã “{item.code}” dùng hai lần", f"code '{item.code}' appears twice"
                    yield Problem(vi, en, (*path, number, "code"))
                seen.add(item.code)

    def _unknown_dimensions(self) -> Iterator[Problem]:
        known = {dimension.code for dimension in self.dimensions}
        for number, item in enumerate(self.indicators):
            if item.dimension not in known:
                vi = f"chỉ số “{item.code}” thuộc dịch vụ “{item.dimension}” không có trong `dimensions`"
                en = f"indicator '{item.code}' names unknown dimension '{item.dimension}'"
                yield Problem(vi, en, ("indicators", number, "dimension"))

    def _bad_rules(self) -> Iterator[Problem]:
        types = dict.fromkeys(self.parameters, Type.INT)
        for name, method in self.methods.items():
            for number, rule in enumerate(method.rules):
                path = ("methods", name, "rules", number, "when")
                try:
                    found = type_of(rule.when, METHOD_FIELDS[name], types)
                except ExprTypeError as error:
                    yield Problem(f"điều kiện sai: {error.vi}", f"bad condition: {error}", path)
                    continue
                if found is not Type.BOOL:
                    yield Problem("không phải là một điều kiện đúng/sai", "is not a condition", path)

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
