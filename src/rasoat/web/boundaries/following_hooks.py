"""What other rooms do when communes end: each registers a hook at start (`reviews` takes its open work over)."""

from collections.abc import Callable, Sequence

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit

FollowingHook = Callable[[Acting, Sequence[Unit], str], None]
"""Lets the open work of communes that have just ended go on where their villages stand now; `str` is the document.

Called at the end of the change, inside its transaction: units, villages, households and roles are over already."""

_HOOKS: list[FollowingHook] = []


def register_following(hook: FollowingHook) -> None:
    """Add a hook; called from `AppConfig.ready`. A hook that is there already is not added again."""
    if hook not in _HOOKS:
        _HOOKS.append(hook)


def run_following(acting: Acting, ended: Sequence[Unit], document: str) -> None:
    """All hooks, in the order in which they were registered."""
    for hook in _HOOKS:
        hook(acting, ended, document)
