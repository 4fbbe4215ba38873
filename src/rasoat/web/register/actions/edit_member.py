"""Change what is known of a member: from a day on, or as a correction; identity numbers too."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.personal_id import findings
from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.births import check_birth
from rasoat.web.register.duplicates import notice
from rasoat.web.register.happening import Happening
from rasoat.web.register.household_rows import HEAD
from rasoat.web.register.identity import index_of, number_row, tidy
from rasoat.web.register.models import EventKind, HouseholdEvent, Member, NumberKind, PersonalNumber, ToDo
from rasoat.web.register.occasion import Occasion
from rasoat.web.register.stale import check_version
from rasoat.web.register.to_dos import settle_of_member

EDITABLE = frozenset({
    "full_name", "relation", "sex", "birth_date", "birth_year", "ethnicity", "activity", "has_health_insurance",
    "education_level", "attends_school", "school_level", "gets_social_allowance", "facts", "extra",
})  # fmt: skip
"""Columns that may be written here; numbers go apart, health facts by `edit_health`."""


def edit_member(
    acting: Acting, member: Member, values: Mapping[str, Any], occasion: Occasion, *,
    numbers: Mapping[NumberKind, str] | None = None, correction: bool = False, version: int | None = None,
) -> HouseholdEvent | None:  # fmt: skip
    """Write `values` (by column, `EDITABLE` only) and `numbers` (an empty text takes a number away).

    None when nothing differs. Raises `NotAllowedError`; `StaleError`; `RefusedError` for an empty name, a birth in the
    future, a relation that would make or unmake the head.
    """
    home = member.household
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    if unknown := values.keys() - EDITABLE:
        raise ValueError(f"not editable: {sorted(unknown)}")
    values = _tidied(values, member.full_name, acting.today())
    kind = EventKind.CORRECTION if correction else EventKind.CHANGED
    with transaction.atomic():
        happening = Happening(acting, kind, home, occasion, member=member)
        row = Member.objects.select_for_update().get(pk=member.pk)
        _check(happening, row, values)
        check_version(row, version, values)
        wanted = _numbers_that_differ(row, numbers or {})
        if not wanted and all(getattr(row, name) == value for name, value in values.items()):
            transaction.set_rollback(True)
            return None
        happening.change(row, correction=correction, **values)
        if row.pk == happening.home.head_id and row.full_name != happening.home.head_name:
            happening.change(happening.home, correction=correction, head_name=row.full_name)
        _replace_numbers(happening, row, wanted, correction=correction)
        _settle_to_dos(happening, row, wanted)
        event = happening.finish("register.member_corrected" if correction else "register.member_changed")
        notice(acting, [home.pk])
    return event


def _tidied(values: Mapping[str, Any], name: str, today: date) -> dict[str, Any]:
    told = dict(values)
    if "full_name" in told:
        told["full_name"] = clean(told["full_name"])
        if not told["full_name"]:
            raise RefusedError(_("Chưa ghi họ và tên."), remedy=_("Nhập họ và tên."), field="full_name")
    if told.get("birth_date"):
        told["birth_year"] = told["birth_date"].year
    check_birth(told.get("full_name", name), told.get("birth_date"), told.get("birth_year"), today=today)
    return told


def _check(happening: Happening, row: Member, values: Mapping[str, Any]) -> None:
    if row.household_id != happening.home.pk or row.left_on is not None:
        raise RefusedError(
            _("Người này không còn ở trong hộ."), remedy=_("Mở lại trang hộ để xem thành viên hiện nay.")
        )
    told = values.get("relation", row.relation)
    if (told == HEAD) != (row.pk == happening.home.head_id):
        raise RefusedError(_("Không đổi chủ hộ ở đây."), remedy=_("Ghi biến động Đổi chủ hộ."), field="relation")


def _numbers_that_differ(row: Member, numbers: Mapping[NumberKind, str]) -> dict[NumberKind, str]:
    held = {one.kind: one for one in row.numbers.filter(until__isnull=True)}
    wanted = {}
    for kind, plain in numbers.items():
        number, now = tidy(plain), held.get(kind)
        if (now is None and number) or (now is not None and (not number or bytes(now.index) != index_of(number))):
            wanted[kind] = number
    return wanted


def _replace_numbers(happening: Happening, row: Member, wanted: Mapping[NumberKind, str], *, correction: bool) -> None:
    closed, opened = [], []
    on = happening.event.on
    for kind, number in wanted.items():
        for old in PersonalNumber.objects.filter(member=row, kind=kind, until__isnull=True):
            old.until = (old.since or row.since) if correction else on
            old.save(update_fields=["until"])
            closed.append(old)
        if number:
            new = number_row(row, kind, number, row.since if correction else on)
            new.save(force_insert=True)
            opened.append(new)
    happening.wrote(*closed, *opened)
    if wanted:
        happening.changes["numbers"] = {"closed": [one.pk for one in closed], "opened": [one.pk for one in opened]}


def _settle_to_dos(happening: Happening, row: Member, wanted: Mapping[NumberKind, str]) -> None:
    if row.birth_year:
        settle_of_member(row, "birth_missing")
    if any(wanted.values()):
        settle_of_member(row, "number_missing", "number_lost")
    number = wanted.get(NumberKind.PERSONAL_ID)
    if number is not None:
        settle_of_member(row, "number_odd")
        odd = findings(number, row.sex, row.birth_year)
        if odd:
            ToDo.objects.create(
                household=happening.home, member=row, commune_id=row.commune_id, kind="number_odd",
                note=", ".join(str(item) for item in odd),
            )  # fmt: skip
