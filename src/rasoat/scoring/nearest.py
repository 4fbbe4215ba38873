"""The nearest ways a class would change: by income alone, by deprivations alone, by both."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rasoat.law.expr.evaluate import Scope, evaluate
from rasoat.law.expr.nodes import Add, Const, Mul, Node, Param
from rasoat.law.expr.walk import walk
from rasoat.scoring.explanation import Change

Classify = Callable[[int, int], str | None]


def nearest(
    income: int,
    deprivation: int,
    *,
    classify: Classify,
    thresholds: Iterable[int],
    step: int,
    most: int,
    words: tuple[str, str],
) -> tuple[Change, ...]:
    """For every other class, the least change that reaches it.

    Args:
        income: points or VND; `deprivation`: points or count, moving by `step` between 0 and `most`.
        classify: the class rule over (income, deprivation).
        thresholds: figures at which the rule may look at income.
        words: what income and deprivation are called.

    A way by one criterion alone comes first; a class reachable only by changing both is given with both.
    """
    now = classify(income, deprivation)
    beside = {edge + side for edge in thresholds for side in (-1, 0, 1)}
    incomes = sorted(
        (value for value in beside if value >= 0 and value != income), key=lambda value: abs(value - income)
    )
    levels = sorted(
        (level for level in range(0, most + 1, step) if level != deprivation),
        key=lambda level: abs(level - deprivation),
    )
    found: list[Change] = []
    by_income: dict[str, int] = {}
    for value in incomes:
        _first(by_income, classify(value, deprivation), value)
    by_level: dict[str, int] = {}
    for level in levels:
        _first(by_level, classify(income, level), level)
    for klass in ("poor", "near_poor", "not_poor"):
        if klass == now:
            continue
        if klass in by_income:
            found.append(_by_income(klass, by_income[klass] - income, by_income[klass], words))
        if klass in by_level:
            found.append(_by_level(klass, by_level[klass] - deprivation, step, words))
        if klass not in by_income and klass not in by_level:
            found += _by_both(klass, income, deprivation, incomes, levels, classify, step, words)
    return tuple(found)


def thresholds_of(rules: Iterable[Node], params: Mapping[str, int]) -> set[int]:
    """Every figure a rule can compare with; comparing income with a deprivation figure does no harm."""
    scope = Scope(fields={}, params=params)
    figures = (part for rule in rules for part in walk(rule) if isinstance(part, Const | Param | Add | Mul))
    values = (evaluate(figure, scope) for figure in figures)
    return {value for value in values if isinstance(value, int) and not isinstance(value, bool)}


def _first(found: dict[str, int], klass: str | None, value: int) -> None:
    if klass is not None:
        found.setdefault(klass, value)


def _by_income(klass: str, change: int, value: int, words: tuple[str, str]) -> Change:
    verb = "tăng" if change > 0 else "giảm"
    return Change(klass, f"{words[0]} {verb} {_said(abs(change))} (đến {_said(value)})", income_change=change)


def _by_level(klass: str, change: int, step: int, words: tuple[str, str]) -> Change:
    verb = "thêm" if change > 0 else "bớt"
    return Change(
        klass, f"{verb} {abs(change) // step} chỉ số thiếu hụt ({words[1]} đổi {change:+d})", deprivation_change=change
    )


def _by_both(
    klass: str, income: int, deprivation: int, incomes: Sequence[int], levels: Sequence[int], classify: Classify,
    step: int, words: tuple[str, str],
) -> list[Change]:  # fmt: skip
    for value in incomes:
        for level in levels:
            if classify(value, level) == klass:
                first = _by_income(klass, value - income, value, words)
                second = _by_level(klass, level - deprivation, step, words)
                return [Change(klass, f"{first.text} và {second.text}", value - income, level - deprivation)]
    return []


def _said(value: int) -> str:
    return f"{value:,}".replace(",", ".")
