"""The state graph of rounds."""

from pathlib import Path

from rasoat.web.flow.graph import Graph, load_graph


def round_graph() -> Graph:
    """The graph, read once."""
    return load_graph(Path(__file__).parent / "graphs" / "round.yaml")
