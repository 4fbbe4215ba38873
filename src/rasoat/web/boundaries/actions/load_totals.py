"""Load totals of units from an office's table, also those that a former district hands over."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.boundaries.actions.save_totals import TotalDraft, save_totals
from rasoat.web.boundaries.matching import Matched
from rasoat.web.look.refusals import RefusedError


def load_totals(acting: Acting, rows: Sequence[Matched], document: str, source: str) -> int:
    """Write totals under the name of who counted them. Returns how many. Raises as `save_totals`."""
    if not source.strip():
        raise RefusedError(
            _("Chưa ghi nguồn số liệu."), remedy=_("Ghi ai giao, ví dụ: bàn giao của huyện."), field="source"
        )
    drafts = [
        TotalDraft(
            row.unit, row.line.values["year"], row.line.values["households"], row.line.values.get("persons"),
            row.line.values.get("area", ""),
        )
        for row in rows
    ]  # fmt: skip
    return len(save_totals(acting, drafts, source=source.strip()[:200], document=document))
