"""Write the tree as a column expression of Polars or of Narwhals: same node, same three-valued meaning.

Both libraries share their words (`col`, `lit`, `when`, `all_horizontal`, ...), so the target is a parameter. Members
are read in two steps: `member_columns` computes one column per quantifier on the member table, and the household
tree reads the aggregated column by its key.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

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
)
from rasoat.law.expr.walk import sides, walk

Quantifier = AnyMember | AllMembers | CountMembers
E = TypeVar("E")
_METHODS: dict[type, str] = {Eq: "__eq__", Ne: "__ne__", Lt: "__lt__", Le: "__le__", Gt: "__gt__", Ge: "__ge__"}


def render(node: Node, target: Any, params: Mapping[str, Any], *, member_keys: Sequence[Quantifier] = ()) -> Any:
    """The tree as an expression of `target` (the module `polars` or `narwhals`).

    `params` maps a parameter to a scalar, or to an expression where it differs by area. `member_keys` lists the
    quantifiers whose aggregated columns (`member_column(i)`) the table carries.
    """

    def go(part: Node) -> Any:
        return render(part, target, params, member_keys=member_keys)

    match node:
        case Const():
            return target.lit(node.const)
        case FieldRef():
            return target.col(node.field)
        case Param():
            value = params[node.param]
            return value if hasattr(value, "is_null") else target.lit(value)
        case Eq() | Ne() | Lt() | Le() | Gt() | Ge():
            left, right = sides(node)
            return getattr(go(left), _METHODS[type(node)])(go(right))
        case And():
            return _balanced([go(part) for part in node.and_], "__and__")
        case Or():
            return _balanced([go(part) for part in node.or_], "__or__")
        case Not():
            return ~go(node.not_)
        case Add():
            return _balanced([go(part) for part in node.add], "__add__")
        case Mul():
            return _balanced([go(part) for part in node.mul], "__mul__")
        case Lookup():
            return _lookup(node, go(node.lookup.of), target)
        case Age():
            return _age(go(node.age.born), go(node.age.on), target)
        case AnyMember() | AllMembers() | CountMembers():
            return target.col(member_column(member_keys.index(node)))
        case IsMissing():
            return go(node.is_missing).is_null()


def member_column(index: int) -> str:
    """The column that holds the aggregated quantifier of that index."""
    return f"__members_{index}"


def quantifiers(node: Node) -> list[Quantifier]:
    """Every `any`, `all`, `count` in the tree, each once."""
    found: list[Quantifier] = []
    for part in walk(node):
        if isinstance(part, Quantifier) and part not in found:
            found.append(part)
    return found


def aggregate(node: Quantifier, member_value: Any, target: Any) -> Any:
    """Aggregate the rendered inner condition over the members of a group (three-valued)."""
    any_true, any_unknown = (member_value.fill_null(value=False)).any(), member_value.is_null().any()
    any_false = (~member_value.fill_null(value=True)).any()
    nothing = target.lit(None)
    if isinstance(node, AnyMember):
        return target.when(any_true).then(target.lit(True)).when(any_unknown).then(nothing).otherwise(target.lit(False))
    if isinstance(node, AllMembers):
        return (
            target.when(any_false).then(target.lit(False)).when(any_unknown).then(nothing).otherwise(target.lit(True))
        )
    return target.when(any_unknown).then(nothing).otherwise(member_value.fill_null(value=False).sum())


def none_of(node: Quantifier) -> bool | int:
    """The value of a quantifier over no member at all."""
    return 0 if isinstance(node, CountMembers) else isinstance(node, AllMembers)


def _balanced(parts: list[Any], method: str) -> Any:
    """Combine in a balanced tree: long left-nested chains crash some engines."""
    while len(parts) > 1:
        pairs = [parts[index : index + 2] for index in range(0, len(parts), 2)]
        parts = [getattr(pair[0], method)(pair[1]) if len(pair) == 2 else pair[0] for pair in pairs]
    return parts[0]


def _lookup(node: Lookup, key: Any, target: Any) -> Any:
    chain = None
    for code, value in node.lookup.table.items():
        case = key == target.lit(code)
        chain = (target.when(case) if chain is None else chain.when(case)).then(target.lit(value))
    default = node.lookup.default
    result = target.lit(default) if chain is None else chain.otherwise(target.lit(default))
    return result if default is None else target.when(~key.is_null()).then(result)


def _age(born: Any, on: Any, target: Any) -> Any:
    before = (on.dt.month() < born.dt.month()) | ((on.dt.month() == born.dt.month()) & (on.dt.day() < born.dt.day()))
    years = on.dt.year() - born.dt.year() - target.when(before).then(target.lit(1)).otherwise(target.lit(0))
    return target.when(born <= on).then(years)
