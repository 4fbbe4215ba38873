"""The state graphs of this room, read once."""

from pathlib import Path
from typing import Final

from rasoat.web.flow.graph import Graph, load_graph

_FILES = Path(__file__).parent / "graphs"

CASE: Final[Graph] = load_graph(_FILES / "case.yaml")
RESULT: Final[Graph] = load_graph(_FILES / "result.yaml")
DECISION: Final[Graph] = load_graph(_FILES / "decision.yaml")
APPLICATION: Final[Graph] = load_graph(_FILES / "application.yaml")
