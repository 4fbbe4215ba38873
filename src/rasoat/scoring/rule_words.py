"""The deciding rule in plain words: what held for the earlier rules not to apply, and the rule's own condition."""

from collections.abc import Mapping, Sequence

from rasoat.law.expr.nodes import And, Const, Eq, Ge, Gt, Le, Lt, Ne, Node, Not, Or
from rasoat.law.expr.walk import sides
from rasoat.law.expr.words import say

REST = "thuộc các trường hợp còn lại"


def rule_text(
    earlier: Sequence[Node], own: Node, names: Mapping[str, str], values: Mapping[str, object] | None = None
) -> str:
    """The conditions in the order in which they were looked at; one that failed is said by its opposite.

    >>> from rasoat.law.expr.nodes import FieldRef
    >>> over = Gt(gt=(FieldRef(field="a"), Const(const=140)))
    >>> rule_text([over], Const(const=True), {"a": "điểm A"}, {"a": 120})
    'điểm A (120) ≤ 140; nên thuộc các trường hợp còn lại'
    >>> rule_text([], over, {"a": "điểm A"}, {"a": 150})
    'điểm A (150) > 140'
    """
    failed = [say(opposite(node), names, values) for node in earlier]
    if own == Const(const=True):
        return "; ".join([*failed, f"nên {REST}"]) if failed else "mọi trường hợp"
    return "; ".join([*failed, say(own, names, values)])


def opposite(node: Node) -> Node:
    """What holds where the condition is known to be false, as people say it: `≤` for not `>`.

    >>> say(opposite(Or.model_validate({"or": (Const(const=True), Const(const=False))})), {})
    'không (đúng) và không (sai)'
    """
    match node:
        case Gt():
            return Le(le=sides(node))
        case Ge():
            return Lt(lt=sides(node))
        case Lt():
            return Ge(ge=sides(node))
        case Le():
            return Gt(gt=sides(node))
        case Eq():
            return Ne(ne=sides(node))
        case Ne():
            return Eq(eq=sides(node))
        case Or():
            return And.model_validate({"and": tuple(opposite(part) for part in node.or_)})
        case Not():
            return node.not_
        case _:
            return Not.model_validate({"not": node})
