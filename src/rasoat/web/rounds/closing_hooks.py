"""What stands in the way of closing a round: rooms above count the households that have no outcome yet."""

from collections.abc import Callable

from rasoat.web.rounds.models import Round

OutstandingHook = Callable[[Round], int]
"""How many households of a round have no outcome."""

_HOOKS: list[OutstandingHook] = []


def register_outstanding(hook: OutstandingHook) -> None:
    """Add a hook; called from `AppConfig.ready`. A hook that is there already is not added again."""
    if hook not in _HOOKS:
        _HOOKS.append(hook)


def outstanding(row: Round) -> int:
    """Households without an outcome, by all hooks."""
    return sum(hook(row) for hook in _HOOKS)
