"""State graphs as data: which moves there are, and who may make them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rasoat.law.yaml_nodes import read_yaml
from rasoat.web.look.refusals import RefusedError


@dataclass(frozen=True, slots=True)
class State:
    """A state of a record; `end`: nothing more is expected of it."""

    code: str
    vi: str
    en: str
    end: bool = False

    @property
    def label(self) -> str:
        """The words in the reader's language."""
        return self.en if (get_language() or "vi").startswith("en") else self.vi


@dataclass(frozen=True, slots=True)
class Move:
    """A way from some states to one. `need`: the capability; `why`: it needs a reason in words."""

    code: str
    sources: frozenset[str]
    target: str
    need: str
    vi: str
    en: str
    why: bool = False

    @property
    def label(self) -> str:
        """The words in the reader's language."""
        return self.en if (get_language() or "vi").startswith("en") else self.vi


@dataclass(frozen=True)
class Graph:
    """All states and moves of one kind of record."""

    name: str
    start: str
    states: Mapping[str, State]
    moves: Mapping[str, Move]

    def target(self, code: str, state: str, *, reason: str = "") -> str:
        """The state a move leads to. Raises `RefusedError` when it cannot be made from here, or lacks its reason."""
        move = self.moves[code]
        if state not in move.sources:
            raise RefusedError(
                _("Không thể “%(move)s” khi đang ở bước “%(state)s”.")
                % {"move": move.label, "state": self.states[state].label},
                remedy=_("Bước này làm được khi: %(states)s.")
                % {"states": ", ".join(self.states[code].label for code in sorted(move.sources))},
                code="wrong-state",
            )
        if move.why and not reason.strip():
            raise RefusedError(
                _("“%(move)s” phải ghi lý do.") % {"move": move.label}, remedy=_("Nhập lý do."), field="reason"
            )
        return move.target

    def can(self, code: str, state: str) -> bool:
        """Whether a move can be made from a state."""
        return state in self.moves[code].sources


@cache
def load_graph(path: Path) -> Graph:
    """Read a graph from a file of the software. Raises `ValueError` when a move names an unknown state."""
    read = read_yaml(path.read_text(encoding="utf-8"), path.name)
    if read.faults:
        raise ValueError(str(read.faults[0]))
    data: Mapping[str, Any] = read.data
    states = {code: State(code, **told) for code, told in data["states"].items()}
    moves = {
        code: Move(code, frozenset(told.pop("from")), told.pop("to"), **told) for code, told in data["moves"].items()
    }
    unknown = {name for move in moves.values() for name in (*move.sources, move.target)} - states.keys()
    if unknown or data["start"] not in states:
        raise ValueError(f"{path.name}: unknown states {sorted(unknown)}")
    return Graph(data["name"]["vi"], data["start"], states, moves)
