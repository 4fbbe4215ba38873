"""Types of expressions, checked when the law is loaded: a rule that compares a code with a number never runs."""

from collections.abc import Mapping
from enum import StrEnum

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
from rasoat.law.expr.walk import children, sides


class Type(StrEnum):
    """What a value is."""

    INT = "int"
    BOOL = "bool"
    CODE = "code"
    DATE = "date"


class ExprTypeError(ValueError):
    """The tree does not fit together. The text is English; `vi` says the same in Vietnamese."""

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(en)
        self.vi = vi


_VI = {Type.INT: "số", Type.BOOL: "đúng/sai", Type.CODE: "mã", Type.DATE: "ngày"}
_NAMED_VI = {"field": "dữ kiện", "param": "tham số"}


def type_of(
    node: Node,
    fields: Mapping[str, Type],
    params: Mapping[str, Type],
    members: Mapping[str, Type] | None = None,
) -> Type:
    """The type of the tree.

    `fields` and `members` give the types of household and member facts; `members=None` forbids `any`/`all`/`count`.
    Raises `ExprTypeError` for an unknown name or parts that do not fit.
    """
    match node:
        case Const():
            return _scalar_type(node.const)
        case FieldRef():
            return _named(node.field, fields, "field")
        case Param():
            return _named(node.param, params, "param")
        case AnyMember() | AllMembers() | CountMembers():
            if members is None:
                raise ExprTypeError(
                    "members cannot be read here (no members, or a quantifier inside another)",
                    "ở đây không xét được từng thành viên (không có danh sách, hoặc phép any/all/count lồng nhau)",
                )
            _expect(children(node)[0], Type.BOOL, members, params, None)
            return Type.INT if isinstance(node, CountMembers) else Type.BOOL
        case Eq() | Ne():
            left, right = (type_of(side, fields, params, members) for side in sides(node))
            if left is not right:
                raise ExprTypeError(f"compares {left} with {right}", f"so sánh {_VI[left]} với {_VI[right]}")
            return Type.BOOL
        case Lt() | Le() | Gt() | Ge():
            wanted, result = Type.INT, Type.BOOL
        case And() | Or() | Not():
            wanted, result = Type.BOOL, Type.BOOL
        case Add() | Mul():
            wanted, result = Type.INT, Type.INT
        case Age():
            wanted, result = Type.DATE, Type.INT
        case Lookup():
            _expect(node.lookup.of, Type.CODE, fields, params, members)
            return _table_type(node)
        case IsMissing():
            type_of(node.is_missing, fields, params, members)
            return Type.BOOL
    for child in children(node):
        _expect(child, wanted, fields, params, members)
    return result


def _expect(
    node: Node,
    wanted: Type,
    fields: Mapping[str, Type],
    params: Mapping[str, Type],
    members: Mapping[str, Type] | None,
) -> None:
    found = type_of(node, fields, params, members)
    if found is not wanted:
        raise ExprTypeError(f"expects {wanted}, finds {found}", f"cần {_VI[wanted]} nhưng gặp {_VI[found]}")


def _named(name: str, known: Mapping[str, Type], what: str) -> Type:
    if name not in known:
        listed = ", ".join(sorted(known)) or "-"
        raise ExprTypeError(
            f"unknown {what} '{name}' (known: {listed})", f"không có {_NAMED_VI[what]} “{name}” (có: {listed})"
        )
    return known[name]


def _scalar_type(value: bool | int | str) -> Type:
    if isinstance(value, bool):
        return Type.BOOL
    return Type.INT if isinstance(value, int) else Type.CODE


def _table_type(node: Lookup) -> Type:
    values = [*node.lookup.table.values(), *([] if node.lookup.default is None else [node.lookup.default])]
    kinds = {_scalar_type(value) for value in values}
    if len(kinds) != 1:
        raise ExprTypeError("a lookup needs values of one type", "bảng tra phải có các giá trị cùng một loại")
    return kinds.pop()
