"""Load the shares of households by which split communes may be divided on the new map."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.lineage import ROUNDING
from rasoat.web.areas.models import Succession, Unit
from rasoat.web.boundaries.matching import Matched
from rasoat.web.boundaries.reach import require_change
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError


def load_shares(acting: Acting, rows: Sequence[Matched], document: str) -> int:
    """Write shares; those of one old unit must cover all units that follow it and add up to one. Returns how many.

    Raises `RefusedError` for units that do not follow one another, parts left out, or a wrong sum.
    """
    given: dict[Unit, dict[int, Decimal]] = defaultdict(dict)
    for row in rows:
        require_change(acting, Capability.UNIT_EDIT, row.unit)
        if row.after is not None:
            given[row.unit][row.after.pk] = row.line.values["share"]
    written = 0
    with transaction.atomic():
        for unit, shares in sorted(given.items(), key=lambda each: each[0].pk):
            links = list(Succession.objects.select_for_update().filter(before=unit).order_by("pk"))
            _check(unit, links, shares)
            before = {str(link.pk): state_of(link) for link in links}
            for link in links:
                link.share, link.document, link.mark = shares[link.after_id], document[:200], "verified"
            Succession.objects.bulk_update(links, ["share", "document", "mark"])
            record(
                acting, "boundaries.shares_loaded", unit, unit=unit, rows=links, before=before,
                after={str(link.pk): state_of(link) for link in links}, reason=document,
            )  # fmt: skip
            written += len(links)
    return written


def _check(unit: Unit, links: Sequence[Succession], shares: dict[int, Decimal]) -> None:
    if {link.after_id for link in links} != set(shares):
        raise RefusedError(
            _("%(unit)s (%(key)s): các đơn vị mới trong bảng không đúng với các đơn vị kế tiếp.")
            % {"unit": unit, "key": unit.key},
            remedy=_("Ghi đủ một dòng cho mỗi đơn vị kế tiếp."), field="text",
        )  # fmt: skip
    total = sum(shares.values(), Decimal(0))
    if abs(total - 1) > Decimal(ROUNDING.numerator) / ROUNDING.denominator:
        raise RefusedError(
            _("%(unit)s (%(key)s): tổng các tỷ lệ là %(total)s, phải bằng 1.")
            % {"unit": unit, "key": unit.key, "total": total},
            remedy=_("Sửa lại tỷ lệ."), field="text",
        )  # fmt: skip
