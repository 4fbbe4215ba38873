"""The reference interpreter: one household at a time, three-valued (None = unknown), integers only."""

from collections.abc import Callable, Mapping, Sequence
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
from rasoat.law.expr.walk import sides

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
    match node:
        case Const():
            return node.const
        case FieldRef():
            return scope.fields.get(node.field)
        case Param():
            return scope.params.get(node.param)
        case Eq() | Ne() | Lt() | Le() | Gt() | Ge():
            left, right = (evaluate(side, scope) for side in sides(node))
            return None if left is None or right is None else _COMPARE[type(node)](left, right)
        case And():
            return _all_true([evaluate(part, scope) for part in node.and_])
        case Or():
            return _any_true([evaluate(part, scope) for part in node.or_])
        case Not():
            value = evaluate(node.not_, scope)
            return None if value is None else not value
        case Add() | Mul():
            return _fold(node, scope)
        case Lookup():
            key = evaluate(node.lookup.of, scope)
            return None if key is None else node.lookup.table.get(str(key), node.lookup.default)
        case Age():
            return completed_years(evaluate(node.age.born, scope), evaluate(node.age.on, scope))
        case AnyMember():
            values = _over_members(node.any, scope)
            return None if values is None else _any_true(values)
        case AllMembers():
            values = _over_members(node.all, scope)
            return None if values is None else _all_true(values)
        case CountMembers():
            values = _over_members(node.count, scope)
            return None if values is None or None in values else sum(bool(value) for value in values)
        case IsMissing():
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


def _over_members(node: Node, scope: Scope) -> list[Value] | None:
    if scope.members is None:
        return None
    return [evaluate(node, Scope(fields=member, params=scope.params)) for member in scope.members]


def _all_true(values: Sequence[Value]) -> bool | None:
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def _any_true(values: Sequence[Value]) -> bool | None:
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False
