"""Official papers out of one editable template: Word, PDF, and HTML for the screen."""

from rasoat.papers.faults import TemplateFault, TemplateFaultsError
from rasoat.papers.many import write_many
from rasoat.papers.paper import Paper, render

__all__ = ["Paper", "TemplateFault", "TemplateFaultsError", "render", "write_many"]
