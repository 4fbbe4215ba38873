"""The reference interpreter: one household at a time, three-valued (None = unknown), integers only."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from rasoat.law.expr.nodes import (
    Add,
    Age,
    AllMembers,
    And,
    AnyMember,
    Const,
    CountMembers,
    Eq,
    FieldRef,
    Ge,
    Gt,
    IsMissing,
    Le,
    Lookup,
    Lt,
    Mul,
    Ne,
    Node,
    Not,
    Or,
    Param,
)  # fmt: skip
from rasoat.law.expr.walk import Compare, sides

Value = bool | int | str | date | None
_COMPARE: dict[type, Callable[[Any, Any], bool]] = {Eq: eq, Ne: ne, Lt: lt, Le: le, Gt: gt, Ge: ge}


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may read: facts of one household, its members, parameters already chosen for its area."""

    fields: Mapping[str, Value]
    params: Mapping[str, Value]
    members: Sequence[Mapping[str, Value]] | None = None


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of the tree for one household. An absent field is unknown; nothing is ever read as zero."""
    return _MEANING[type(node)](node, scope)


def _const(node: Const, scope: Scope) -> Value:  # noqa: ARG001 - every meaning takes a scope
    return node.const


def _field(node: FieldRef, scope: Scope) -> Value:
    return scope.fields.get(node.field)


def _param(node: Param, scope: Scope) -> Value:
    return scope.params.get(node.param)


def _compared(node: Compare, scope: Scope) -> bool | None:
    left, right = sides(node)
    first, second = evaluate(left, scope), evaluate(right, scope)
    return None if first is None or second is None else _COMPARE[type(node)](first, second)


def _and(node: And, scope: Scope) -> bool | None:
    return _all_true(evaluate(part, scope) for part in node.and_)


def _or(node: Or, scope: Scope) -> bool | None:
    return _any_true(evaluate(part, scope) for part in node.or_)


def _not(node: Not, scope: Scope) -> bool | None:
    value = evaluate(node.not_, scope)
    return None if value is None else not value


def _lookup(node: Lookup, scope: Scope) -> Value:
    key = evaluate(node.lookup.of, scope)
    return None if key is None else node.lookup.table.get(str(key), node.lookup.default)


def _age(node: Age, scope: Scope) -> int | None:
    return completed_years(evaluate(node.age.born, scope), evaluate(node.age.on, scope))


def _any(node: AnyMember, scope: Scope) -> bool | None:
    values = _over_members(node.any, scope)
    return None if values is None else _any_true(values)


def _all(node: AllMembers, scope: Scope) -> bool | None:
    values = _over_members(node.all, scope)
    return None if values is None else _all_true(values)


def _count(node: CountMembers, scope: Scope) -> int | None:
    values = _over_members(node.count, scope)
    if values is None:
        return None
    known = list(values)
    return None if None in known else sum(bool(value) for value in known)


def _is_missing(node: IsMissing, scope: Scope) -> bool:
    return evaluate(node.is_missing, scope) is None


def completed_years(born: Value, on: Value) -> int | None:
    """Completed years between two dates; unknown without both or when born later. 29 February counts on 1 March."""
    if not isinstance(born, date) or not isinstance(on, date) or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _fold(node: Add | Mul, scope: Scope) -> int | None:
    parts = [evaluate(part, scope) for part in (node.add if isinstance(node, Add) else node.mul)]
    numbers = [part for part in parts if isinstance(part, int)]
    if len(numbers) < len(parts):
        return None
    return sum(numbers) if isinstance(node, Add) else reduce(lambda left, right: left * right, numbers)


def _over_members(node: Node, scope: Scope) -> Iterator[Value] | None:
    if scope.members is None:
        return None
    return (evaluate(node, Scope(fields=member, params=scope.params)) for member in scope.members)


def _all_true(values: Iterable[Value]) -> bool | None:
    """False at the first false one; the rest is not looked at."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def _any_true(values: Iterable[Value]) -> bool | None:
    """True at the first true one; the rest is not looked at."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


_MEANING: dict[type, Callable[[Any, Scope], Value]] = {
    Const: _const,
    FieldRef: _field,
    Param: _param,
    **dict.fromkeys((Eq, Ne, Lt, Le, Gt, Ge), _compared),
    And: _and,
    Or: _or,
    Not: _not,
    Add: _fold,
    Mul: _fold,
    Lookup: _lookup,
    Age: _age,
    AnyMember: _any,
    AllMembers: _all,
    CountMembers: _count,
    IsMissing: _is_missing,
}
