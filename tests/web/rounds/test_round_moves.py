"""Every move of the graph from every state as every role: legal ones happen, illegal ones are refused."""

from collections.abc import Callable

import pytest
from tests.web.rounds.conftest import TOTAL_2022

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.actions.open_round import open_round
from rasoat.web.rounds.actions.reopen_round import reopen_round
from rasoat.web.rounds.graph import round_graph
from rasoat.web.rounds.models import Round
from web.review_making import make_round

pytestmark = pytest.mark.django_db
GRAPH = round_graph()
MOVES: dict[str, Callable[[Acting, Round], Round]] = {
    "open": open_round, "close": close_round, "reopen": lambda acting, row: reopen_round(acting, row, reason="Thử"),
}  # fmt: skip


def test_every_move_has_its_action() -> None:
    assert MOVES.keys() == GRAPH.moves.keys()


@pytest.mark.parametrize("role", [*Role.values])
def test_as_every_role(role: str, acting_for: Callable[..., Acting], province: Unit, communes, villages) -> None:
    places = {"province": province, "commune": communes[0], "village": villages[0]}
    level = next(level for level in ("village", "commune", "province", "nation", "district") if level in LEVELS[role])
    somebody = acting_for(role, province if level == "district" else places.get(level))
    faults = []

    for code, move in GRAPH.moves.items():
        for state in GRAPH.states:
            row = make_round(province, [], purpose="training", route=TOTAL_2022.route, state=state)
            allowed, fits = move.need in CAPABILITIES[role], state in move.sources
            try:
                MOVES[code](somebody, row)
                happened = True
            except NotAllowedError:
                happened = False
                faults += [] if not allowed else [f"{code} from {state}: not allowed"]
            except RefusedError as refused:
                happened = False
                faults += (
                    [] if allowed and not fits and refused.code == "wrong-state" else [f"{code} {state}: {refused}"]
                )
            row.refresh_from_db()
            expected = move.target if happened else state
            if happened != (allowed and fits) or row.state != expected:
                faults.append(f"{code} from {state}: {happened}, {row.state}")
            row.delete()

    assert faults == []
