"""What is still to be done about households: words, and closing what has been done."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.models import Household, Member, ToDo

KINDS = {
    "members_missing": _("Thiếu thành viên"),
    "number_missing": _("Chưa có số định danh"),
    "number_odd": _("Số định danh cần kiểm tra"),
    "number_lost": _("Mất số định danh, cần hỏi lại"),
    "birth_missing": _("Chưa rõ năm sinh"),
    "village_missing": _("Chưa rõ thôn"),
    "relation_missing": _("Chưa rõ quan hệ với chủ hộ"),
}
"""Words of the kinds; others are shown as they are."""

SAID_ALREADY = frozenset({"number_missing", "birth_missing", "village_missing"})
"""Kinds whose note says nothing more than their word."""

FINDINGS = {
    "personal-id-not-digits": _("số định danh có ký tự không phải chữ số"),
    "personal-id-length": _("số định danh không đủ 12 chữ số"),
    "personal-id-lost-zero": _("số định danh có lẽ mất số 0 ở đầu"),
    "personal-id-sex": _("số định danh không khớp giới tính"),
    "personal-id-year": _("số định danh không khớp năm sinh"),
}
"""Words of what is odd about a number; warnings, never refusals."""


def open_to_dos(home: Household) -> QuerySet[ToDo]:
    """What is still to be done about a household, with the members' names."""
    rows = home.to_dos.filter(done_at__isnull=True).select_related("member")
    return rows.only("kind", "note", "household", "member__full_name")


def words_of(to_do: ToDo) -> tuple[str, str]:
    """What a to-do is about, and its note in words."""
    told = "" if to_do.kind in SAID_ALREADY else to_do.note
    if to_do.kind == "number_odd":
        told = ", ".join(str(FINDINGS.get(code, code)) for code in to_do.note.split(", "))
    if to_do.kind == "members_missing":
        told = _("còn thiếu %(count)s thành viên") % {"count": "".join(filter(str.isdigit, to_do.note))}
    return str(KINDS.get(to_do.kind, to_do.kind)), told


def settle_members_missing(home: Household) -> None:
    """Every member is known now."""
    home.to_dos.filter(kind="members_missing", done_at__isnull=True).update(done_at=timezone.now())


def settle_of_member(member: Member, *kinds: str) -> None:
    """These things are known of the member now."""
    member.to_dos.filter(kind__in=kinds, done_at__isnull=True).update(done_at=timezone.now())
