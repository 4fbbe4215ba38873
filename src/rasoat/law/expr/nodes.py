"""The expression tree of the law: small, typed, closed. One class a node; in YAML each node is a one-key mapping.

`{le: [{field: income_score}, {param: income_line_score}]}`. There are no strings to evaluate and no functions to
call, so a second interpreter (browser, XPath) needs only these nodes. Semantics are fixed by `vectors.yaml`.
"""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from rasoat.law.loading import LawModel

MAX_INTEGER = 2**53 - 1
"""The largest integer that every target (64-bit tables, JavaScript, XPath) holds exactly."""

Integer = Annotated[int, Field(strict=True, ge=-MAX_INTEGER, le=MAX_INTEGER)]
Scalar = Annotated[bool, Field(strict=True)] | Integer | Annotated[str, Field(strict=True)]


class Const(LawModel):
    """A fixed integer, truth value or code."""

    const: Scalar


class FieldRef(LawModel):
    """The value of a household fact; inside `any`, `all`, `count`: of a member's fact."""

    field: str


class Param(LawModel):
    """A parameter of the standard (by area where it differs), or the round's `age_reference_date`."""

    param: str


class Eq(LawModel):
    """Equal; unknown when a side is unknown."""

    eq: tuple["Expr", "Expr"]


class Ne(LawModel):
    """Not equal."""

    ne: tuple["Expr", "Expr"]


class Lt(LawModel):
    """Less than (integers)."""

    lt: tuple["Expr", "Expr"]


class Le(LawModel):
    """Less than or equal (integers)."""

    le: tuple["Expr", "Expr"]


class Gt(LawModel):
    """Greater than (integers)."""

    gt: tuple["Expr", "Expr"]


class Ge(LawModel):
    """Greater than or equal (integers)."""

    ge: tuple["Expr", "Expr"]


class And(LawModel):
    """True when all are; false as soon as one is; otherwise unknown."""

    and_: Annotated[tuple["Expr", ...], Field(alias="and", min_length=1)]


class Or(LawModel):
    """True as soon as one is; false when all are; otherwise unknown."""

    or_: Annotated[tuple["Expr", ...], Field(alias="or", min_length=1)]


class Not(LawModel):
    """The opposite; unknown stays unknown."""

    not_: Annotated["Expr", Field(alias="not")]


class Add(LawModel):
    """Integer sum; unknown when a term is unknown."""

    add: Annotated[tuple["Expr", ...], Field(min_length=1)]


class Mul(LawModel):
    """Integer product; unknown when a factor is unknown, also beside a zero."""

    mul: Annotated[tuple["Expr", ...], Field(min_length=1)]


class LookupTable(LawModel):
    """Codes and what they stand for. A code outside `table` gives `default`, or unknown without one."""

    of: "Expr"
    table: dict[str, Scalar]
    default: Scalar | None = None


class Lookup(LawModel):
    """A code looked up in a table."""

    lookup: LookupTable


class AgeSpan(LawModel):
    """From the birth date to the day at which ages count."""

    born: "Expr"
    on: "Expr"


class Age(LawModel):
    """Completed years; unknown before birth or without an exact birth date."""

    age: AgeSpan


class AnyMember(LawModel):
    """True when some member satisfies it."""

    any: "Expr"


class AllMembers(LawModel):
    """True when every member satisfies it (also when there is none)."""

    all: "Expr"


class CountMembers(LawModel):
    """How many members satisfy it; unknown as soon as one member is unknown."""

    count: "Expr"


class IsMissing(LawModel):
    """True when the value is unknown. The only node that is never unknown itself."""

    is_missing: "Expr"


NODE_TYPES: dict[str, type[LawModel]] = {
    "const": Const, "field": FieldRef, "param": Param,
    "eq": Eq, "ne": Ne, "lt": Lt, "le": Le, "gt": Gt, "ge": Ge,
    "and": And, "or": Or, "not": Not, "add": Add, "mul": Mul, "lookup": Lookup, "age": Age,
    "any": AnyMember, "all": AllMembers, "count": CountMembers, "is_missing": IsMissing,
}  # fmt: skip


def operator_of(value: Any) -> str | None:
    """The operator name of a node, written (a mapping) or loaded (a model)."""
    if isinstance(value, dict):
        return next(iter(value)) if len(value) == 1 else None
    for name, kind in NODE_TYPES.items():
        if isinstance(value, kind):
            return name
    return None


Expr = Annotated[
    Annotated[Const, Tag("const")] | Annotated[FieldRef, Tag("field")] | Annotated[Param, Tag("param")]
    | Annotated[Eq, Tag("eq")] | Annotated[Ne, Tag("ne")] | Annotated[Lt, Tag("lt")] | Annotated[Le, Tag("le")]
    | Annotated[Gt, Tag("gt")] | Annotated[Ge, Tag("ge")] | Annotated[And, Tag("and")] | Annotated[Or, Tag("or")]
    | Annotated[Not, Tag("not")] | Annotated[Add, Tag("add")] | Annotated[Mul, Tag("mul")]
    | Annotated[Lookup, Tag("lookup")] | Annotated[Age, Tag("age")] | Annotated[AnyMember, Tag("any")]
    | Annotated[AllMembers, Tag("all")] | Annotated[CountMembers, Tag("count")]
    | Annotated[IsMissing, Tag("is_missing")],
    Discriminator(operator_of),
]  # fmt: skip
"""Any node."""

Node = (
    Const | FieldRef | Param | Eq | Ne | Lt | Le | Gt | Ge | And | Or | Not | Add | Mul | Lookup | Age
    | AnyMember | AllMembers | CountMembers | IsMissing
)  # fmt: skip

_MODELS: list[type[LawModel]] = [*NODE_TYPES.values(), LookupTable, AgeSpan]
for _model in _MODELS:
    _model.model_rebuild(_types_namespace={"Expr": Expr})
