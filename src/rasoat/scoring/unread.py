"""The fault of an input that a standard cannot read, naming the columns that nobody understood."""

from collections.abc import Collection, Sequence

from rasoat.law.faults import Fault
from rasoat.law.standard import Standard
from rasoat.scoring.faults import make_fault
from rasoat.survey.fault_list import SOURCE_ROW
from rasoat.survey.known_columns import KnownColumns

OURS = {SOURCE_ROW, "source_sheet", "standard_id", "class", "reason", "status", "notice"}
"""Columns that readers and results add."""

NAMED_AT_MOST = 12


def input_missing(standard: Standard, needed: Sequence[str], columns: Collection[str]) -> Fault:
    """`input-missing`: what the standard needs (one of `needed`), and which columns of the input were passed over."""
    unread = unread_columns(standard, columns)
    shown = ", ".join(unread[:NAMED_AT_MOST]) + (", …" if len(unread) > NAMED_AT_MOST else "")
    return make_fault(
        "input-missing",
        standard=standard.id,
        needed_vi=" hoặc ".join(needed),
        needed_en=" or ".join(needed),
        unread_vi=f"; cột chưa hiểu: {shown}" if unread else "",
        unread_en=f"; columns not understood: {shown}" if unread else "",
    )


def unread_columns(standard: Standard, columns: Collection[str]) -> list[str]:
    """The columns that neither the questionnaire nor the standard knows, in the order of the input."""
    known = KnownColumns("household", standard.indicator_codes)
    return [name for name in columns if name not in OURS and not name.startswith("item_") and not known.find(name)]
