"""Take a list of households out as an Excel file; the ledger notes who took what."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.heads import head_line
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.identity import masked, reveal
from rasoat.web.register.listing_export import ExportedHousehold, write_list
from rasoat.web.register.models import Household, NumberKind, PersonalNumber, Status
from rasoat.web.register.search.listing import HouseholdList
from rasoat.web.register.search.standards import standard_label

MOST_ROWS = 50_000
_BATCH = 1000


def export_list(asked: HouseholdList, *, with_numbers: bool = False) -> bytes:
    """The list as a workbook, in its order, whatever page is shown.

    Numbers of heads are masked unless asked for and the person may see them there. Raises `NotAllowedError`;
    `RefusedError` when nothing is in the list, or more than 50,000 households.
    """
    acting = asked.acting
    filters = asked.filters
    unit = filters.commune or filters.province or (filters.village.commune if filters.village else None)
    acting.require(Capability.EXPORT_RUN, unit)
    if with_numbers:
        acting.require(Capability.NUMBER_VIEW, unit)
    found = asked.whole(Capability.EXPORT_RUN).ids(MOST_ROWS)
    if not found.ids:
        raise RefusedError(_("Không có hộ nào để xuất."), remedy=_("Bỏ bớt điều kiện lọc."))
    if found.later:
        raise RefusedError(
            _("Danh sách có hơn 50.000 hộ, quá lớn cho một tệp."), remedy=_("Chọn một xã hoặc thêm điều kiện lọc.")
        )
    told = _told(asked)
    notes = [
        _("Phạm vi: %s") % "; ".join(told),
        *([_("Xếp loại theo: %s") % standard_label(filters.standard)] if filters.standard else []),
        _("Số hộ: %(count)s. Lập lúc %(time)s, người lập: %(name)s")
        % {"count": len(found.ids), "time": f"{timezone.localtime():%H:%M %d/%m/%Y}", "name": acting.name},
    ]  # fmt: skip
    chain = head_line(unit)
    content = write_list(
        _("DANH SÁCH HỘ"), [*notes, *([chain] if chain else [])], _rows(asked, found.ids, with_numbers)
    )
    with transaction.atomic():
        record(
            acting, "register.list_exported", unit or acting.user or Household(pk=found.ids[0]), unit=unit,
            role=acting.role_for(Capability.EXPORT_RUN, unit),
            after={"households": len(found.ids), "with_numbers": with_numbers, "filters": told},
        )  # fmt: skip
    return content


def _told(asked: HouseholdList) -> list[str]:
    told = list(asked.filters.words())
    if asked.wanted.private:
        return [*told, _("tìm theo số định danh")]
    return [*told, _("tìm “%s”") % asked.wanted.text] if asked.wanted.text else told


def _rows(asked: HouseholdList, ids: Sequence[int], with_numbers: bool) -> Iterator[ExportedHousehold]:
    homes = Household.objects.select_related("commune", "village", "head")
    for start in range(0, len(ids), _BATCH):
        part = ids[start : start + _BATCH]
        found = homes.in_bulk(part)
        statuses = Status.objects.filter(household_id__in=part, standard_id=asked.filters.standard)
        classes = dict(statuses.values_list("household_id", "household_class"))
        numbers = _numbers(asked, list(found.values()), with_numbers)
        for pk in part:
            if pk in found:
                yield ExportedHousehold(found[pk], classes.get(pk, ""), numbers.get(pk, ""))


def _numbers(asked: HouseholdList, homes: Sequence[Household], with_numbers: bool) -> dict[int, str]:
    """Numbers of heads in force by household, the personal number before the old one."""
    by_head = {home.head_id: home for home in homes if home.head_id is not None}
    rows = PersonalNumber.objects.filter(member_id__in=by_head, until__isnull=True).select_related("member")
    found: dict[int, str] = {}
    for row in sorted(rows, key=lambda item: (item.kind == NumberKind.PERSONAL_ID, item.pk)):
        home = by_head[row.member_id]
        shown = with_numbers and asked.acting.policy.may(Capability.NUMBER_VIEW, home)
        found[home.pk] = reveal(row) if shown else masked(row)
    return found
