"""What other rooms do when a round opens: each registers a hook at start (`reviews` makes its villages)."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model

from rasoat.web.accounts.acting import Acting
from rasoat.web.rounds.models import Round, RoundCommune

OpeningHook = Callable[[Acting, Round, Sequence[RoundCommune]], Iterable[Model]]
"""Makes the rows of some communes, inside the transaction of the opening. Returns them, each with its `commune_id`:
the entry of the opening in the chain of that commune speaks of them."""

_HOOKS: list[OpeningHook] = []


def register_opening(hook: OpeningHook) -> None:
    """Add a hook; called from `AppConfig.ready`. A hook that is there already is not added again."""
    if hook not in _HOOKS:
        _HOOKS.append(hook)


def run_hooks(acting: Acting, row: Round, communes: Sequence[RoundCommune]) -> dict[int, list[Model]]:
    """What all hooks made for these communes, by id of the commune."""
    made: dict[int, list[Model]] = {commune.commune_id: [] for commune in communes}
    for hook in _HOOKS:
        for each in hook(acting, row, communes):
            made[each.commune_id].append(each)  # type: ignore[attr-defined]
    return made
