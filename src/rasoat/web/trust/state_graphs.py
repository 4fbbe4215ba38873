"""The state graph of this room, read once."""

from pathlib import Path
from typing import Final

from rasoat.web.flow.graph import Graph, load_graph

PLAN: Final[Graph] = load_graph(Path(__file__).parent / "graphs" / "plan.yaml")
