"""Try a text with made-up data, full, empty and of a training round, before it may be used."""

from collections.abc import Sequence

from rasoat.papers import Paper, TemplateFault, TemplateFaultsError, render
from rasoat.web.paperwork.catalogue import Kind
from rasoat.web.paperwork.samples import sample_of


def faults_of(kind: Kind, text: str) -> Sequence[TemplateFault]:
    """Every fault that some data bring to light, by line; none when the text prints."""
    found: dict[tuple[int, str], TemplateFault] = {}
    for empty in (False, True):
        try:
            render(text, sample_of(kind, empty=empty))
        except TemplateFaultsError as error:
            found |= {(fault.line, fault.rule): fault for fault in error.faults}
    return [found[key] for key in sorted(found)]


def preview(kind: Kind, text: str, *, rows: int = 3) -> Paper:
    """The text with made-up data, watermarked. Raises `TemplateFaultsError`."""
    return render(text, sample_of(kind, rows=rows), watermark="MẪU", number_prefix="MẪU-")
