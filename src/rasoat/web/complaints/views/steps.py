"""The steps of a letter as a time-line."""

from typing import Any

from django.utils.translation import gettext as _

from rasoat.web.complaints.actions.unbar_account import UNBAR
from rasoat.web.complaints.models import Complaint, Denunciation
from rasoat.web.complaints.telling import note_of
from rasoat.web.flow.graph import Graph


def events_of(letter: Complaint | Denunciation, graph: Graph) -> list[dict[str, Any]]:
    """Newest first: what, when, by whom, and what was written down."""
    return [
        {
            "title": graph.moves[step.move].label if step.move in graph.moves else _other(step.move),
            "when": step.happened_on, "text": note_of(step), "who": step.by.get_full_name() if step.by else "",
        }
        for step in letter.steps.select_related("by").order_by("-at", "-pk")
    ]  # fmt: skip


def _other(move: str) -> str:
    """A step that is no move of the graph."""
    return _("Bỏ chặn một tài khoản") if move == UNBAR else _("Tiếp nhận")
