"""The parts of a node: what every walk over the tree (types, targets, renderers) is built on."""

from collections.abc import Iterator

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
    operator_of,
)  # fmt: skip

Compare = Eq | Ne | Lt | Le | Gt | Ge
_SIDES: dict[type, str] = {Eq: "eq", Ne: "ne", Lt: "lt", Le: "le", Gt: "gt", Ge: "ge"}


def sides(node: Compare) -> tuple[Node, Node]:
    """Left and right of a comparison."""
    pair: tuple[Node, Node] = getattr(node, _SIDES[type(node)])
    return pair


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node, in order."""
    match node:
        case Const() | FieldRef() | Param():
            return ()
        case Eq() | Ne() | Lt() | Le() | Gt() | Ge():
            return sides(node)
        case And():
            return node.and_
        case Or():
            return node.or_
        case Not():
            return (node.not_,)
        case Add():
            return node.add
        case Mul():
            return node.mul
        case Lookup():
            return (node.lookup.of,)
        case Age():
            return (node.age.born, node.age.on)
        case AnyMember():
            return (node.any,)
        case AllMembers():
            return (node.all,)
        case CountMembers():
            return (node.count,)
        case IsMissing():
            return (node.is_missing,)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything in it."""
    yield node
    for child in children(node):
        yield from walk(child)


def operators(node: Node) -> set[str]:
    """The operator names used anywhere in the tree."""
    return {name for part in walk(node) if (name := operator_of(part)) is not None}


def fields(node: Node, *, members: bool = False) -> set[str]:
    """Names of the household fields read (`members=False`) or of the member fields read (`members=True`)."""
    found: set[str] = set()
    _collect(node, inside=False, want=members, found=found)
    return found


def _collect(node: Node, *, inside: bool, want: bool, found: set[str]) -> None:
    if isinstance(node, FieldRef) and inside is want:
        found.add(node.field)
    inside = inside or isinstance(node, AnyMember | AllMembers | CountMembers)
    for child in children(node):
        _collect(child, inside=inside, want=want, found=found)


def params(node: Node) -> set[str]:
    """Names of the parameters read."""
    return {part.param for part in walk(node) if isinstance(part, Param)}
