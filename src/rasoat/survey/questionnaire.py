"""The questionnaire as data: items of households and members, their answers, relevance, and constraints."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from rasoat.law.cited import Text
from rasoat.law.expr.nodes import Expr
from rasoat.law.expr.types import ExprTypeError, Type, type_of
from rasoat.law.faults import Severity
from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark
from rasoat.survey.choices import CodeList
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Column, Kind

Table = Literal["household", "member"]
AGE_REFERENCE = "age_reference_date"
PARAMS = {AGE_REFERENCE: Type.DATE}
"""What a relevance or a constraint may read besides answers: the day at which ages count."""

_TYPES = {Kind.INT: Type.INT, Kind.BIT: Type.BOOL, Kind.BOOL: Type.BOOL, Kind.DATE: Type.DATE}


class Written(LawModel):
    """The unit people write in, and how many of the stored integer units it holds (1 m2 = 100 dm2)."""

    unit: str
    scale: int

    def said(self, stored: int) -> str:
        """A stored number as people write it, with its unit.

        >>> Written(unit="m²", scale=100).said(9750), Written(unit="kg", scale=1000).said(12000)
        ('97,5 m²', '12 kg')
        """
        whole, rest = divmod(abs(stored), self.scale)
        part = f"{rest:0{len(str(self.scale)) - 1}d}".rstrip("0") if rest else ""
        return f"{'-' if stored < 0 else ''}{whole}{',' if part else ''}{part} {self.unit}"


class Item(LawModel):
    """One question. `choices` names a code list; `year_column` also stores the year of a date.

    `past`: the date, or year, is never later than the review.

    `use`: `always` asked; `derivation` asked when an indicator of the standard reads it; `indicator` asked when the
    standard has one of `indicators`; `record` never asked on a form, only kept when the data hold it.
    """

    code: str
    type: Kind
    label: Text
    hint: Text | None = None
    choices: str = ""
    required: bool = False
    min: int | None = None
    max: int | None = None
    written: Written | None = None
    year_column: str = ""
    relevant_when: Expr | None = None
    past: bool = False
    use: Literal["always", "derivation", "indicator", "record"] = "always"
    indicators: tuple[str, ...] = ()
    section: str
    mark: Mark


class Constraint(LawModel):
    """A rule across answers: `check` must not be false. Unknown (an answer is missing) is no fault."""

    code: str
    table: Table
    columns: tuple[str, ...]
    severity: Severity
    mark: Mark
    needs_members: bool = False
    check: Expr
    message: Text
    remedy: Text


class Questionnaire(LawModel):
    """All questions of one standard. `ticks` are the codes of its indicators, in the order of the law;
    `tick_points` are their points where known.

    `watermark` must stand on every form and sheet made with it (an illustrative point table).
    """

    version: int
    standard_id: str = ""
    table_id: str = ""
    watermark: str = ""
    household: tuple[Item, ...]
    member: tuple[Item, ...]
    ticks: tuple[str, ...] = ()
    tick_points: dict[str, int] = Field(default_factory=dict)
    constraints: tuple[Constraint, ...] = ()
    lists: dict[str, CodeList] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _parts_fit(self) -> "Questionnaire":
        problems = [*self._bad_items(self.household), *self._bad_items(self.member), *self._bad_expressions()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def items(self, table: Table) -> tuple[Item, ...]:
        """Items of a table, in the order of the form."""
        return self.household if table == "household" else self.member

    def columns(self, table: Table, *, written: bool = False) -> dict[str, Column]:
        """How the columns of a table are read; `written=True` for sheets in which people write m2, kg, cm, yes, no."""
        return {item.code: self._column(item, written=written) for item in self.items(table)}

    def choices_of(self, item: Item) -> CodeList | None:
        """The code list of an item, if it has one."""
        return (self.lists.get(item.choices) or code_list(item.choices)) if item.choices else None

    @cached_property
    def types(self) -> Mapping[Table, Mapping[str, Type]]:
        """The types that expressions see."""
        return {"household": _types(self.household), "member": _types(self.member)}

    def to_json(self) -> dict[str, Any]:
        """Plain data for the law pack: stable order, expressions as written, absent values left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def _column(self, item: Item, *, written: bool) -> Column:
        scale = item.written.scale if item.written and written else 1
        choices = code_list("yes_no") if written and item.type is Kind.BIT else self.choices_of(item)
        return Column(item.code, item.type, choices, scale, item.year_column)

    def _bad_items(self, items: Iterable[Item]) -> Iterable[str]:
        seen: set[str] = set()
        for item in items:
            if item.code in seen:
                yield f"item '{item.code}' appears twice"
            seen.add(item.code)
            if item.choices and item.choices not in self.lists:
                yield f"item '{item.code}' names unknown list '{item.choices}'"
            if item.type in {Kind.CODE, Kind.CODES} and not item.choices:
                yield f"item '{item.code}' needs a list of codes"

    def _bad_expressions(self) -> Iterable[str]:
        for table in ("household", "member"):
            for item in self.items(table):
                if item.relevant_when is not None:
                    yield from self._problem(item.relevant_when, table, f"relevance of '{item.code}'")
        for rule in self.constraints:
            yield from self._problem(rule.check, rule.table, f"constraint '{rule.code}'")

    def _problem(self, node: Any, table: Table, where: str) -> Iterable[str]:
        members = self.types["member"] if table == "household" else None
        try:
            if type_of(node, self.types[table], PARAMS, members) is not Type.BOOL:
                yield f"{where} is not a condition"
        except ExprTypeError as error:
            yield f"{where}: {error}"


def _types(items: Iterable[Item]) -> dict[str, Type]:
    return {item.code: _TYPES.get(item.type, Type.CODE) for item in items}
