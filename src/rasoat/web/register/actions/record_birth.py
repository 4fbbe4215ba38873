"""A child is born into a household."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.duplicates import notice
from rasoat.web.register.happening import Happening
from rasoat.web.register.member_writing import write_member
from rasoat.web.register.models import EventKind, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion


def record_birth(
    acting: Acting, home: Household, child: MemberDraft, occasion: Occasion, *, version: int | None = None
) -> HouseholdEvent:
    """Write the child as a member from the day of the event; without a birth date that day is the birth date.

    Raises `NotAllowedError`; `RefusedError` for a date before the birth or before the household, a missing name,
    a birth before last year.
    """
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    born = child.birth_date or (occasion.on if child.birth_year in {None, occasion.on.year} else None)
    if born is not None and born > occasion.on:
        raise RefusedError(
            _("Ngày sinh sau ngày ghi biến động."), remedy=_("Ghi ngày sinh làm ngày xảy ra."), field="on"
        )
    if child.birth_year and child.birth_year < occasion.on.year - 1:
        raise RefusedError(
            _("Năm sinh %(year)s không phải của trẻ mới sinh.") % {"year": child.birth_year},
            remedy=_("Sửa năm sinh; trẻ sinh đã lâu mà chưa có trong sổ thì dùng Thêm thành viên."), field="birth",
        )  # fmt: skip
    with transaction.atomic():
        happening = Happening(acting, EventKind.BIRTH, home, occasion, version=version)
        member = write_member(
            happening, happening.home, replace(child, birth_date=born, relation=child.relation or "child"),
            since=occasion.on, joined_on=occasion.on, join_kind=EventKind.BIRTH,
        )  # fmt: skip
        happening.grow(happening.home, 1)
        event = happening.finish("register.member_born", after={"member": member.full_name})
        notice(acting, [home.pk])
    return event
