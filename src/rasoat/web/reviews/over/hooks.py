"""What the rooms above do when cases go over to another commune: `trust` takes its samples along."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model

from rasoat.web.areas.models import Unit

OverHook = Callable[[Sequence[int], Unit], Iterable[Model]]
"""Takes rows of these cases (ids) along to a commune, inside the transaction; returns those it changed."""

_HOOKS: list[OverHook] = []


def register_over(hook: OverHook) -> None:
    """Add a hook; called from `AppConfig.ready`. A hook that is there already is not added again."""
    if hook not in _HOOKS:
        _HOOKS.append(hook)


def run_over(case_ids: Sequence[int], to: Unit) -> list[Model]:
    """The rows that all hooks changed."""
    return [row for hook in _HOOKS for row in hook(case_ids, to)]
