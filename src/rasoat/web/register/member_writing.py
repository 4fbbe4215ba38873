"""Write a new member into a living household as part of an event."""

from datetime import date

from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.births import check_birth
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.happening import Happening, living_members
from rasoat.web.register.household_rows import HEAD, health_row, member_row, member_to_dos, number_rows
from rasoat.web.register.models import Household, Member, ToDo


def write_member(
    happening: Happening, home: Household, draft: MemberDraft, *, since: date, joined_on: date | None, join_kind: str
) -> Member:
    """A new member with numbers, health facts and to-dos.

    Raises `RefusedError` without a name, as a second head, for a birth in the future or after `joined_on`.
    """
    if not draft.full_name.strip():
        raise RefusedError(_("Chưa ghi họ và tên."), remedy=_("Nhập họ và tên."), field="full_name")
    if draft.relation == HEAD:
        raise RefusedError(
            _("Hộ đã có chủ hộ."), remedy=_("Chọn quan hệ khác, rồi dùng Đổi chủ hộ nếu cần."), field="relation"
        )
    today = happening.acting.today()
    check_birth(draft.full_name, draft.birth_date, draft.birth_year, today=today, joined_on=joined_on)
    member = member_row(draft, home, since)
    member.full_name = clean(draft.full_name)
    member.number = next_number(home)
    member.birth_year = draft.birth_date.year if draft.birth_date else draft.birth_year
    member.joined_on, member.join_kind = joined_on, join_kind
    member.save(force_insert=True)
    happening.wrote(member)
    for row in number_rows(draft, member):
        row.save(force_insert=True)
        happening.wrote(row)
    health = health_row(draft, member)
    if health is not None:
        health.save(force_insert=True)
        happening.wrote(health)
    ToDo.objects.bulk_create(member_to_dos(home, draft, member))
    happening.changes.setdefault("created_members", []).append(member.pk)
    happening.event.member = member
    happening.event.save(update_fields=["member"])
    return member


def next_number(home: Household) -> int:
    """The next free number inside a household; numbers of people who left are not given out again."""
    last = Member.objects.filter(household=home).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def unknown_members(home: Household) -> int:
    """How many members the office counted without naming them (a list of heads only)."""
    return max(0, home.member_count - len(living_members(home)))
