"""The state graphs of this room."""

from pathlib import Path

from rasoat.web.flow.graph import load_graph

_HERE = Path(__file__).parent
TEMPLATE = load_graph(_HERE / "template.yaml")
NUMBER = load_graph(_HERE / "number.yaml")
