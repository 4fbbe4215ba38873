"""What each target can express. A law that uses an operator which a target lacks fails the build (a test)."""

from rasoat.law.expr.nodes import NODE_TYPES, Node
from rasoat.law.expr.walk import operators

EVERY_OPERATOR = frozenset(NODE_TYPES)

TARGETS: dict[str, frozenset[str]] = {
    "python": EVERY_OPERATOR,
    "polars": EVERY_OPERATOR,
    # Class rules only: the portable kernel reads finished household columns, never members or dates.
    "narwhals": EVERY_OPERATOR - {"any", "all", "count", "age"},
}
"""Operators per target. The browser interpreter and the XPath rendering add their own line here."""

DERIVATION_TARGETS = ("python", "polars")
RULE_TARGETS = ("python", "polars", "narwhals")


def lacking(node: Node, target: str) -> set[str]:
    """Operators of the tree that the target cannot express."""
    return operators(node) - TARGETS[target]
