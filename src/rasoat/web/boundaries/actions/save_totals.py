"""Write households and persons of units in a year, as an office counted them, with who counted and on which paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit, UnitTotal
from rasoat.web.boundaries.reach import require_change
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError

FIRST_YEAR = 1990


@dataclass(frozen=True)
class TotalDraft:
    """One total to be written. `commune`: the commune of that year, where it is not the unit's own of today."""

    unit: Unit
    year: int
    households: int | None
    persons: int | None
    area: str = ""
    commune: Unit | None = None
    counts: dict[str, int] = field(default_factory=dict)


def save_totals(
    acting: Acting, drafts: Sequence[TotalDraft], *, source: str = "", document: str = ""
) -> list[UnitTotal]:
    """Write totals; a row of the same unit, year, area and source gets the new numbers, and the ledger keeps the old.

    Another `source` stands beside it. Raises `NotAllowedError`, or `RefusedError` for a year or numbers that cannot be.
    """
    units = {draft.unit.pk: draft.unit for draft in drafts}
    for unit in units.values():
        require_change(acting, Capability.TOTAL_EDIT, unit)
    for draft in drafts:
        _check(acting, draft)
    by_chain: dict[int, list[TotalDraft]] = {}
    for draft in drafts:
        by_chain.setdefault(_chain_unit(draft.unit).pk, []).append(draft)
    written: list[UnitTotal] = []
    with transaction.atomic():
        for unit_id in sorted(by_chain):
            written += _write(acting, Unit.objects.get(pk=unit_id), by_chain[unit_id], source, document)
    return written


def _check(acting: Acting, draft: TotalDraft) -> None:
    field_name = f"unit_{draft.unit.pk}"
    if not FIRST_YEAR <= draft.year <= acting.today().year:
        raise RefusedError(_("Năm không hợp lệ."), remedy=_("Ghi năm đã qua hoặc năm nay."), field="year")
    if draft.households is not None and draft.persons is not None and draft.persons < draft.households:
        raise RefusedError(
            _("%(unit)s: số khẩu ít hơn số hộ.") % {"unit": draft.unit},
            remedy=_("Mỗi hộ có ít nhất một người; xem lại hai số."), field=field_name,
        )  # fmt: skip


def _chain_unit(unit: Unit) -> Unit:
    return unit.commune if unit.level == Level.VILLAGE and unit.commune is not None else unit


def _write(acting: Acting, unit: Unit, drafts: Sequence[TotalDraft], source: str, document: str) -> list[UnitTotal]:
    there = {
        (row.unit_id, row.year, row.area): row
        for row in UnitTotal.objects.select_for_update().filter(
            unit__in=[draft.unit for draft in drafts], year__in={draft.year for draft in drafts}, source=source
        )
    }
    rows, before = [], {}
    for draft in drafts:
        row = there.get((draft.unit.pk, draft.year, draft.area))
        if row is not None:
            before[str(row.pk)] = state_of(row)
        else:
            row = UnitTotal(
                unit=draft.unit, year=draft.year, area=draft.area, source=source, province=draft.unit.province
            )
            row.commune = draft.commune or draft.unit.commune
        row.households, row.persons, row.document = draft.households, draft.persons, document[:200]
        row.counts = {**row.counts, **draft.counts}
        row.save()
        rows.append(row)
    record(
        acting, "boundaries.totals_saved", unit, unit=unit, rows=rows, before=before,
        after={str(row.pk): state_of(row) for row in rows}, reason=document,
    )  # fmt: skip
    return rows
