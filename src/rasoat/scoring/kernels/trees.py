"""Balanced expression trees: engines recurse over expressions, and a long left-nested sum is deep."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def balanced(parts: Sequence[T], join: Callable[[T, T], T]) -> T:
    """Join neighbours pairwise until one is left; depth is log2 of the count. `parts` must not be empty.

    >>> balanced(["a", "b", "c", "d", "e"], lambda left, right: f"({left}{right})")
    '(((ab)(cd))e)'
    """
    level = list(parts)
    while len(level) > 1:
        pairs = [join(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]
