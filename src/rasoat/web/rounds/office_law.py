"""What the office's own law directory brings, in words for the checklist; and what became of a round's law packs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.law.point_table.state import TableState, state_of
from rasoat.web.law import site_law
from rasoat.web.look.badges import Badge
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.words import standard_name
from rasoat.web.rounds.kept_packs import check_kept, scores
from rasoat.web.rounds.law import english, words
from rasoat.web.rounds.models import Round, RoundStandard
from rasoat.web.rounds.standards import StandardDraft, pin

_LOOKS = {
    TableState.DRAFT: ("pencil", "warn"), TableState.COMPLETE: ("triangle-alert", "warn"),
    TableState.SIGNED: ("circle-check", "good"), TableState.SUPERSEDED: ("info", "plain"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableLine:
    """A point table of the office: only a signed one serves an official round."""

    name: str
    standard: str
    badge: Badge


def office_tables() -> list[TableLine]:
    """Point tables that the office's directory brings, by id; none while it does not count."""
    law = site_law()
    directory = law.directory
    if directory is None or not law.counts:
        return []
    found = []
    for table_id, table in sorted(law.book.point_tables.items()):
        origin = law.book.origin.get(table_id)
        if origin is not None and directory in origin.parents:
            state = state_of(table, law.book)
            label = state.value if english() else state.label_vi
            found.append(TableLine(words(table.name), standard_name(table.standard_id), Badge(label, *_LOOKS[state])))
    return found


def pack_fault(each: RoundStandard) -> RefusedError | None:
    """What is wrong with the pack that an open round scores with: missing, or altered; None when it is whole."""
    if not scores(each):
        return None
    try:
        check_kept(each.pack_hash)
    except RefusedError as refused:
        return refused
    return None


def law_moved(row: Round, each: RoundStandard) -> str:
    """How the law of the site is another now than the pack that the round keeps on scoring with; empty where it is not.

    It touches no round that is open.
    """
    if not scores(each) or not each.pack_hash:
        return ""
    try:
        now = pin(row.purpose, StandardDraft(each.standard_id, each.route, each.table_id), row.starts_on)
    except (RefusedError, FaultsFoundError) as refused:
        return str(refused)  # the standard or the table is gone, or serves no such round any more
    if now.pack_hash == each.pack_hash:
        return ""
    return _("Gói luật của máy chủ bây giờ là %(now)s, gói của đợt là %(then)s.") % {
        "now": now.pack_hash[:12], "then": each.pack_hash[:12],
    }  # fmt: skip
