"""The state graph of a delivery."""

from pathlib import Path

from rasoat.web.flow.graph import load_graph

DELIVERY = load_graph(Path(__file__).with_name("delivery.yaml"))
