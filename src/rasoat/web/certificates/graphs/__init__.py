"""The state graphs of this room."""

from pathlib import Path

from rasoat.web.flow.graph import load_graph

_HERE = Path(__file__).parent
CERTIFICATE = load_graph(_HERE / "certificate.yaml")
CONFIRMATION = load_graph(_HERE / "confirmation.yaml")
