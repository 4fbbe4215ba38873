"""Say an expression in Vietnamese, with the values it met: the words of an explanation."""

from collections.abc import Mapping

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

_SIGNS: dict[type, str] = {Eq: "=", Ne: "≠", Lt: "<", Le: "≤", Gt: ">", Ge: "≥"}


def say(node: Node, names: Mapping[str, str], values: Mapping[str, object] | None = None) -> str:
    """The expression in words. `names` says a field, a parameter or a code; `values` adds “(giá trị)” behind it.

    >>> from rasoat.law.expr.nodes import FieldRef, Le, Param
    >>> rule = Le(le=(FieldRef(field="income_score"), Param(param="line")))
    >>> say(rule, {"income_score": "điểm A", "line": "mức"}, {"income_score": 120, "line": 140})
    'điểm A (120) ≤ mức (140)'
    """

    def go(part: Node) -> str:
        return say(part, names, values)

    match node:
        case Const():
            return names.get(node.const, node.const) if isinstance(node.const, str) else _value(node.const)
        case FieldRef():
            return _named(node.field, names, values)
        case Param():
            return _named(node.param, names, values)
        case Eq() | Ne() | Lt() | Le() | Gt() | Ge():
            return _compare(node, names, values)
        case And():
            return " và ".join(_grouped(part, go(part)) for part in node.and_)
        case Or():
            return " hoặc ".join(_grouped(part, go(part)) for part in node.or_)
        case Not():
            return f"không ({go(node.not_)})"
        case Add():
            return " + ".join(go(part) for part in node.add)
        case Mul():
            return " × ".join(go(part) for part in node.mul)
        case Lookup():
            return go(node.lookup.of)
        case Age():
            return "tuổi"
        case AnyMember():
            return f"có thành viên mà {go(node.any)}"
        case AllMembers():
            return f"mọi thành viên đều {go(node.all)}"
        case CountMembers():
            return f"số thành viên ({go(node.count)})"
        case IsMissing():
            return f"thiếu {go(node.is_missing)}"


def _compare(node: Compare, names: Mapping[str, str], values: Mapping[str, object] | None) -> str:
    left, right = sides(node)
    return f"{say(left, names, values)} {_SIGNS[type(node)]} {say(right, names, values)}"


def _grouped(part: Node, text: str) -> str:
    return f"({text})" if isinstance(part, And | Or) else text


def _named(name: str, names: Mapping[str, str], values: Mapping[str, object] | None) -> str:
    said = names.get(name, name)
    if values is None or name not in values:
        return said
    return f"{said} ({_value(values[name])})"


def _value(value: object) -> str:
    if value is None:
        return "chưa biết"
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)
