"""Requests for households of other communes: naming a household without seeing it, who sees a request, closing it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rasoat.survey.text import clean, fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import locked_chains, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.identity import SHOWN, index_of, masked, tidy
from rasoat.web.register.models import Handover, HandoverState, Household, HouseholdEvent, PersonalNumber

MISSED = "register.handover_missed"
MOST_MISSES = 20
"""Failed tries of one person in 24 hours, after which no more are answered: nobody finds households by trying."""


def seen_by(acting: Acting) -> QuerySet[Handover]:
    """Requests of which the person sees a side: that of the household, then and now, or that of those who ask."""
    ways = [
        acting.policy.condition(Capability.HOUSEHOLD_VIEW, prefix=prefix, deepest="commune")
        for prefix in ("", "household__", "to_commune__")
    ]
    rows = Handover.objects.select_related(
        "commune", "to_commune", "to_village", "household__commune", "household__village", "asked_by", "answered_by",
        "paper",
    )  # fmt: skip
    one, two, three = ways
    if one is None or two is None or three is None:
        return rows.none()
    return rows.filter(one | two | three).order_by("-id")


def sees_any(acting: Acting) -> bool:
    """Whether requests are a matter of this person at all: people of a commune and above."""
    return acting.policy.condition(Capability.HOUSEHOLD_VIEW, deepest="commune") is not None


def waiting_for(acting: Acting) -> int:
    """How many requests wait for an answer of this person."""
    rows = Handover.objects.filter(state=HandoverState.OPEN)
    return acting.policy.visible(Capability.HOUSEHOLD_EDIT, rows, prefix="household__").count()


def open_request(home: Household) -> Handover | None:
    """The request for a household that waits for an answer; there is one at most."""
    return home.handovers.filter(state=HandoverState.OPEN).first()


def named_household(
    acting: Acting, commune: Unit, *, number: str = "", code: str = "", head_name: str = ""
) -> tuple[Household, str]:
    """The living household of the province that bears this number, or this code and head's name; and how it was named.

    Nothing else finds one, and a person's failed tries are noted and counted. Raises `NotAllowedError` for a number
    without the right to see numbers; `RefusedError` when there is no such household, or several, or too many tries.
    """
    if number:
        acting.require(Capability.NUMBER_VIEW, commune)
    since = acting.now() - timedelta(days=1)
    if Entry.objects.filter(user=acting.user, action=MISSED, at__gte=since).count() >= MOST_MISSES:
        raise RefusedError(
            _("Hôm nay đã tìm không thấy %(count)s lần.") % {"count": MOST_MISSES},
            remedy=_("Liên hệ xã cũ của hộ để hỏi đúng mã hộ, rồi thử lại ngày mai."),
        )
    shown = masked(PersonalNumber(tail=tidy(number)[-SHOWN:]))
    named_by = shown if number else f"{clean(code)} {clean(head_name)}"
    found = _found(commune, number, code, head_name)
    if not found:
        with transaction.atomic():
            record(acting, MISSED, commune, unit=commune, after={"named_by": named_by})
        raise RefusedError(
            _("Không có hộ nào như vậy đang ở trong sổ của tỉnh."),
            remedy=_("Kiểm tra số định danh, hoặc mã hộ và họ tên chủ hộ. Hộ từ tỉnh khác thì dùng Nhập hộ mới."),
            field="number" if number else "code",
        )
    if len(found) > 1:
        raise RefusedError(
            _("Số này đang có ở %(count)s hộ: %(units)s.")
            % {"count": len(found), "units": ", ".join(sorted({row.commune.full_name for row in found}))},
            remedy=_("Các xã ấy xử lý hộ trùng trước, rồi đề nghị lại."),
            field="number",
        )
    return found[0], named_by


def _found(commune: Unit, number: str, code: str, head_name: str) -> list[Household]:
    rows = Household.objects.select_related("commune").filter(province=commune.province_id, ended_on__isnull=True)
    if number:
        bears = {"members__numbers__index": index_of(number), "members__numbers__until__isnull": True}
        return list(rows.filter(**bears, members__left_on__isnull=True).distinct())
    coded = rows.filter(code__in={code.strip(), code.strip().upper()})
    return [row for row in coded if fold(row.head_name) == fold(head_name)]


def locked_open(row: Handover) -> Handover:
    """The request, locked until the transaction ends. Raises `RefusedError` when it is closed already."""
    fresh = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("commune", "to_commune", "to_village", "household__commune", "paper")
        .get(pk=row.pk)
    )
    if fresh.state != HandoverState.OPEN:
        raise RefusedError(
            _("Đề nghị này đã xong: %(state)s.") % {"state": fresh.get_state_display().lower()},
            remedy=_("Mở lại trang để xem."),
            code="gone",
        )
    return fresh


def close(
    acting: Acting, row: Handover, state: HandoverState, *, place: Household | Unit, answer: str = "",
    event: HouseholdEvent | None = None,
) -> None:  # fmt: skip
    """Close a locked request in the right of `place`; inside the action's transaction."""
    role = acting.role_for(Capability.HOUSEHOLD_EDIT, place)
    row.state, row.answer, row.event = state, answer.strip(), event
    row.answered_by, row.answered_at = acting.user, acting.now()
    row.save()
    note(acting, f"register.handover_{state}", row, role=role, before={"state": HandoverState.OPEN}, reason=answer)


def note(acting: Acting, action: str, row: Handover, *, role: str, before: Any = None, reason: str = "") -> None:
    """One entry with the rows in the chain of the asked commune, a short one in the chain of the asking commune."""
    locked_chains([row.commune, row.to_commune])
    after = {"state": row.state, "named_by": row.named_by, "commune": row.commune.key, "to": row.to_commune.key}
    told: dict[str, Any] = {"before": before, "after": after, "reason": reason, "role": role}
    record(acting, action, row, unit=row.commune, rows=[row, *([row.paper] if row.paper else [])], **told)
    record(acting, action, row, unit=row.to_commune, **told)
