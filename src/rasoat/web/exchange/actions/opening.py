"""Chốt số đầu kỳ: begin, take figures from a decision, type figures and reasons. Its closing has files of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.exchange.models import OpeningLine, OpeningSettlement, OpeningState
from rasoat.web.law import book
from rasoat.web.ledger.record import record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import DecisionLine, DecisionState, UnitCount

CLASSES = ("poor", "near_poor")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a person typed for one line."""

    households: int | None
    persons: int | None
    reason: str = ""


def begin_opening(
    acting: Acting, commune: Unit, *, year: int, standard_id: str, on: date, decision: str = ""
) -> OpeningSettlement:
    """A settlement with a line for each village and class, the register's figures filled in.

    Raises `NotAllowedError`; `RefusedError` for another level, an unknown standard, a future date, or a second one.
    """
    acting.require(Capability.OPENING_SETTLE, commune)
    if commune.level != Level.COMMUNE or commune.valid_until is not None or commune.province is None:
        raise RefusedError(_("Chỉ chốt số cho xã đang hoạt động."), remedy=_("Chọn lại xã."), field="commune")
    if standard_id not in book().standards:
        raise RefusedError(_("Không có chuẩn nghèo này."), remedy=_("Chọn lại chuẩn."), field="standard")
    if on > acting.today():
        raise RefusedError(_("Ngày chốt không được ở tương lai."), remedy=_("Sửa lại ngày."), field="on")
    with transaction.atomic():
        row, is_new = OpeningSettlement.objects.get_or_create(
            commune=commune, year=year, standard_id=standard_id,
            defaults={"province": commune.province, "on": on, "decision": decision.strip()[:100]},
        )  # fmt: skip
        if not is_new:
            raise RefusedError(
                _("Đã có bảng chốt số đầu kỳ %(year)s của xã này.") % {"year": year},
                remedy=_("Mở bảng đó để làm tiếp."),
                field="year",
            )
        lines = refresh_held(row)
        record(
            acting,
            "exchange.opening_begun",
            row,
            unit=commune,
            rows=[row, *lines],
            role=acting.role_for(Capability.OPENING_SETTLE, commune),
        )
    return row


def refresh_held(row: OpeningSettlement) -> list[OpeningLine]:
    """Count the register again; lines appear for villages that have none yet. Inside the caller's transaction."""
    counts = UnitCount.objects.filter(commune=row.commune, standard_id=row.standard_id, household_class__in=CLASSES)
    held = {(each.village_id, each.household_class): (each.households, each.persons) for each in counts}
    lines = {(line.village_id, line.household_class): line for line in row.lines.all()}
    villages = Unit.objects.filter(level=Level.VILLAGE, commune=row.commune, valid_until__isnull=True).values_list(
        "pk", flat=True
    )
    wanted = [(pk, kind) for pk in villages for kind in CLASSES] + list(held)
    for key in dict.fromkeys([*wanted, *lines]):
        line = lines.setdefault(key, OpeningLine(settlement=row, village_id=key[0], household_class=key[1]))
        line.held_households, line.held_persons = held.get(key, (0, 0))
        line.save()
    return list(lines.values())


def take_from_decision(acting: Acting, row: OpeningSettlement) -> int:
    """Fill last year's figures from the decisions recorded for that year; returns how many households they name.

    Raises `NotAllowedError`; `RefusedError` once it is prepared, or when no decision of that year is recorded.
    """
    acting.require(Capability.OPENING_SETTLE, row.commune)
    with transaction.atomic():
        row = open_row(row)
        lines = {(line.village_id, line.household_class): line for line in refresh_held(row)}
        found = (
            DecisionLine.objects.filter(
                decision__commune__in=whole_predecessors([row.commune_id]),
                decision__standard_id=row.standard_id,
                decision__year=row.year - 1,
                decision__state=DecisionState.VALID,
                household_class__in=CLASSES,
            )
            .values("village_id", "household_class")
            .annotate(
                homes=Count("household", distinct=True),
                people=Sum("member_count"),
                unknown=Count("pk", filter=Q(member_count=None)),
            )
        )
        if not found:
            raise RefusedError(
                _("Chưa có quyết định nào của năm %(year)s trong sổ.") % {"year": row.year - 1},
                remedy=_("Nhập danh sách đã ký, hoặc gõ số liệu vào bảng."),
            )
        told: dict[tuple[int | None, str], Any] = {
            (each["village_id"], each["household_class"]): each for each in found
        }
        for new in [key for key in told if key not in lines]:
            lines[new] = OpeningLine(settlement=row, village_id=new[0], household_class=new[1])
        for key, line in lines.items():
            each = told.get(key)
            line.decided_households = each["homes"] if each else 0
            line.decided_persons = (None if each["unknown"] else each["people"]) if each else 0
            line.save()
        record(
            acting, "exchange.opening_taken", row, unit=row.commune, rows=[row, *lines.values()],
            role=acting.role_for(Capability.OPENING_SETTLE, row.commune),
        )  # fmt: skip
    return sum(each["homes"] for each in told.values())


def type_figures(acting: Acting, row: OpeningSettlement, figures: Mapping[int, Figures]) -> None:
    """Keep what was typed, by line. Raises `NotAllowedError`, `RefusedError` once it is prepared."""
    acting.require(Capability.OPENING_SETTLE, row.commune)
    with transaction.atomic():
        row = open_row(row)
        lines = {line.pk: line for line in refresh_held(row)}
        changed = []
        before = {}
        for pk, typed in figures.items():
            line = lines.get(pk)
            if line is None:
                continue
            before[str(pk)] = state_of(line)
            line.decided_households, line.decided_persons, line.reason = (
                typed.households,
                typed.persons,
                typed.reason.strip()[:500],
            )
            line.save()
            changed.append(line)
        record(
            acting,
            "exchange.opening_typed",
            row,
            unit=row.commune,
            rows=[row, *lines.values()],
            before=before,
            after={str(line.pk): state_of(line) for line in changed},
            role=acting.role_for(Capability.OPENING_SETTLE, row.commune),
        )


def open_row(row: OpeningSettlement) -> OpeningSettlement:
    """The settlement locked. Raises `RefusedError` unless it is open."""
    locked = (
        OpeningSettlement.objects.select_for_update(of=("self",)).select_related("commune", "province").get(pk=row.pk)
    )
    if locked.state != OpeningState.OPEN:
        raise RefusedError(_("Bảng này đã trình hoặc đã chốt."), remedy=_("Mở lại với lý do rồi sửa."), code="closed")
    return locked
