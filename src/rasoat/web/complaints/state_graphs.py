"""The state graphs of this room."""

from pathlib import Path

from rasoat.web.flow.graph import load_graph

_HERE = Path(__file__).parent / "graphs"
COMPLAINT = load_graph(_HERE / "complaint.yaml")
DENUNCIATION = load_graph(_HERE / "denunciation.yaml")
OPEN_STATES = tuple(code for code, state in COMPLAINT.states.items() if not state.end)
"""States of complaints that still wait for something."""
