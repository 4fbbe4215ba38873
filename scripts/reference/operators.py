"""The operators of the expression tree and what each target can express."""

import inspect

from rasoat.law.expr.nodes import MAX_INTEGER, NODE_TYPES
from rasoat.law.expr.targets import TARGETS
from rasoat.law.expr.vectors import load_vectors
from reference.markdown import code, page, table


def operators_page() -> str:
    """One line an operator: meaning, targets, number of test vectors."""
    vectors = [vector.node for vector in load_vectors()]
    rows = [
        (code(name), inspect.getdoc(kind) or "", *("yes" if name in known else "no" for known in TARGETS.values()),
         vectors.count(name))
        for name, kind in NODE_TYPES.items()
    ]  # fmt: skip
    return page(
        "Operators",
        f"The closed list of nodes of the [expression tree](../expression-tree.md). Integers stay within "
        f"±{MAX_INTEGER} (2^53 - 1), so that JavaScript and XPath hold them exactly.",
        table(("Operator", "Meaning", *TARGETS, "vectors"), rows),
    )
