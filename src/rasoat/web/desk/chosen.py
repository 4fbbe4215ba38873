"""Which rounds the boards of the home page speak of: the one chosen in the address, else the first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from rasoat.web.accounts.acting import Acting
from rasoat.web.rounds.models import Purpose, Round
from rasoat.web.rounds.queries import current_rounds

PARAMETER = "dot"
MOST = 12
"""Open rounds that a page offers: a province has one or two, with training rounds beside them."""

_RANK: Mapping[str, int] = {Purpose.OFFICIAL: 0, Purpose.DEMO: 1, Purpose.TRAINING: 2}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Open rounds of the own area, official ones first and training last; `row`: the one looked at, None for none."""

    rounds: Sequence[Round]
    row: Round | None

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """Tabs for the component; none for a single round."""
        if len(self.rounds) < 2:
            return []
        return [
            {"label": each.name, "url": f"?{PARAMETER}={each.pk}", "current": each == self.row, "count": None}
            for each in self.rounds
        ]


def chosen(request: HttpRequest, acting: Acting) -> Chosen:
    """The open rounds of this person and the one of this request (one query a request, however many boards ask)."""
    found = getattr(request, "chosen_round", None)
    if found is None:
        rounds = sorted(current_rounds(acting)[:MOST], key=lambda row: _RANK[row.purpose])
        wanted = request.GET.get(PARAMETER, "")
        row = next((each for each in rounds if str(each.pk) == wanted), rounds[0] if rounds else None)
        found = request.chosen_round = Chosen(rounds, row)  # type: ignore[attr-defined]
    return found  # type: ignore[no-any-return]
