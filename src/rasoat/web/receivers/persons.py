"""The persons of a household that a receiver waits for: what is usual for its kind, in words, and member by member."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _

from rasoat.survey.exporting.profile import ExportProfile
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.models import Limit, Persons, ReceiverKind
from rasoat.web.receivers.profiles import facts_of
from rasoat.web.register.models import Member

OLDEST: Final = 130
USUAL: Final[Mapping[str, Limit]] = MappingProxyType({
    ReceiverKind.INSURER: Limit(),
    ReceiverKind.SCHOOL: Limit(Persons.PUPILS, 3, 18),
    ReceiverKind.BANK: Limit(Persons.HEADS),
    ReceiverKind.POWER: Limit(Persons.HEADS),
    ReceiverKind.MINISTRY: Limit(),
})  # fmt: skip
"""Whom each kind of receiver gets unless the province says otherwise; of other receivers it has to be said."""


def checked_limit(kind: ReceiverKind, told: Limit | None) -> Limit:
    """The limit as told, without ages that say nothing; the usual one of the kind when none is told.

    Raises `RefusedError` when nothing is usual, or for ages that make no sense.
    """
    limit = told or USUAL.get(kind)
    if limit is None:
        raise RefusedError(
            _("Chưa chọn giao những ai trong hộ."), remedy=_("Chọn đúng những người mà việc của nơi nhận cần."),
            field="persons",
        )  # fmt: skip
    if not limit.of_some:
        return Limit(limit.persons)
    low, high = limit.age_from, limit.age_to
    if (low is None) != (high is None) or (low is None and limit.persons == Persons.AGES):
        raise RefusedError(_("Chưa ghi đủ hai đầu của độ tuổi."), remedy=_("Ghi từ tuổi, đến tuổi."), field="age_from")
    if low is not None and high is not None and not low <= high <= OLDEST:
        raise RefusedError(
            _("Độ tuổi không đúng."), remedy=_("Ghi từ tuổi nhỏ đến tuổi lớn, tính tròn năm."), field="age_to"
        )
    return limit


def words_of(limit: Limit) -> str:
    """The limit in the reader's words."""
    if not limit.of_some or limit.age_from is None:
        return str(limit.persons.label)
    ages = {"low": limit.age_from, "high": limit.age_to}
    if limit.persons == Persons.AGES:
        return _("Người từ %(low)s đến %(high)s tuổi") % ages
    return _("Người đang đi học; chưa ghi có đi học hay không thì người từ %(low)s đến %(high)s tuổi") % ages


def need_own_facts(limit: Limit, profile: ExportProfile) -> None:
    """Raise `RefusedError` for a profile with facts of heads, when a head may not be among those handed over."""
    if limit.of_some and any(fact.scope == "head" for fact in facts_of(profile)):
        raise RefusedError(
            _("Mẫu ghi thông tin riêng của chủ hộ, mà nơi nhận này chỉ nhận: %(who)s.") % {"who": words_of(limit)},
            remedy=_("Bỏ các cột “Chủ hộ: …” trong mẫu (cột tên chủ hộ vẫn giữ được), hoặc sửa ở trang nơi nhận."),
            code="head-facts",
        )  # fmt: skip


def takes(limit: Limit, member: Member, head_id: int | None, day: date) -> bool | None:
    """Whether a member is handed over; None when the register does not know enough of the member to tell."""
    if limit.persons == Persons.ALL:
        return True
    if limit.persons == Persons.HEADS:
        return member.pk == head_id
    if limit.persons == Persons.PUPILS:
        attends = _attends(member)
        if attends is not None:
            return attends
    age = age_on(member, day)
    if age is None or limit.age_from is None or limit.age_to is None:
        return None
    return limit.age_from <= age <= limit.age_to


def age_on(member: Member, day: date) -> int | None:
    """Full years on a day; by the year alone where only that is known."""
    born = member.birth_date
    if born is not None:
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return None if member.birth_year is None else day.year - member.birth_year


def _attends(member: Member) -> bool | None:
    if member.attends_school is None and (member.school_level or member.activity == "studying"):
        return True
    return member.attends_school
