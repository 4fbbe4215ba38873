"""Which cases wait for something that the rooms above look into: `complaints` names those of open complaints."""

from collections.abc import Callable, Iterable, Mapping, Sequence

WaitingHook = Callable[[Sequence[int]], Mapping[int, str]]
"""Of these cases (ids), those that are to be held up as soon as their result hangs, each with the reason."""

_HOOKS: list[WaitingHook] = []


def register_waiting(hook: WaitingHook) -> None:
    """Add a hook; called from `AppConfig.ready`. A hook that is there already is not added again."""
    if hook not in _HOOKS:
        _HOOKS.append(hook)


def waiting_of(case_ids: Iterable[int]) -> dict[int, str]:
    """The reasons by case, of all hooks."""
    asked = list(case_ids)
    return {pk: reason for hook in _HOOKS for pk, reason in hook(asked).items()}
