"""Look through a list of people before anybody is invited: what each line asks for, and what is wrong with it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rasoat.survey.text import clean, fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import LEVELS, Capability
from rasoat.web.accounts.granting import check_grant, grants_for
from rasoat.web.accounts.invite_list import Line
from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.policy import NotAllowedError, Policy, in_force
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError

PHONE = re.compile(r"\+?[0-9]{8,15}")
Key = tuple[str, int | None, str]
"""Role, unit, and name in small letters: who holds that already need not be invited."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One person to invite."""

    full_name: str
    role: str
    unit: Unit | None
    phone: str = ""
    position: str = ""

    @property
    def key(self) -> Key:
        """What makes two lines the same person."""
        return self.role, self.unit.pk if self.unit else None, self.full_name.casefold()


@dataclass(frozen=True, slots=True)
class Checked:
    """A line looked through: `wanted` when all is right, else `fault`. `person`: who has this account already.

    A line without a name is neither: it is left out.
    """

    line: Line
    wanted: Wanted | None = None
    fault: str = ""
    person: User | None = None

    @property
    def role_label(self) -> str:
        """The role in words of the language shown, or as it was written."""
        return str(Role(self.wanted.role).label) if self.wanted else self.line.role


def check_list(acting: Acting, lines: Sequence[Line]) -> list[Checked]:
    """What every line comes to, in the order of the list (a few queries, whatever its length)."""
    roles = {line.number: role_of(line.role) for line in lines}
    units = {
        role: _units(acting, role, {line.unit for line in lines if roles[line.number] == role})
        for role in {role for role in roles.values() if role}
    }
    found = [_checked(acting, line, roles[line.number], units.get(roles[line.number], [])) for line in lines]
    found = _without_doubles(found)
    holders = holders_of(row.wanted for row in found if row.wanted)
    return [
        Checked(row.line, row.wanted, person=holder)
        if row.wanted and (holder := holder_of(row.wanted, holders))
        else row
        for row in found
    ]


def role_of(text: str) -> str:
    """The code of a role by its code or its name in either language, without tones; empty for none."""
    names = {role.value: role.value for role in Role} | {fold(role.value): role.value for role in Role}
    for language in ("vi", "en"):
        with translation.override(language):
            names |= {fold(str(role.label)): role.value for role in Role}
    return names.get(fold(text), "")


def holders_of(wanted: Iterable[Wanted]) -> dict[Key, list[User]]:
    """Active people who hold the roles wanted on the units wanted, by role, unit and name (one query)."""
    listed = list(wanted)
    rows = Assignment.objects.filter(
        in_force(timezone.localdate()),
        role__in={row.role for row in listed},
        delegated_from=None,
        user__is_active=True,
    ).filter(Q(unit__in={row.unit.pk for row in listed if row.unit}) | Q(unit=None))
    found: dict[Key, list[User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("pk"):
        found[row.role, row.unit_id, clean(row.user.full_name).casefold()].append(row.user)
    return found


def holder_of(wanted: Wanted, holders: dict[Key, list[User]]) -> User | None:
    """Who is meant by a line: the same name, role and unit, and no other telephone number."""
    for user in holders.get(wanted.key, ()):
        if not (wanted.phone and user.phone and wanted.phone != bare_phone(user.phone)):
            return user
    return None


def bare_phone(text: str) -> str:
    """A telephone number without what people write between its digits."""
    return re.sub(r"[\s.()-]", "", text)


def _checked(acting: Acting, line: Line, role: str, units: Sequence[Unit]) -> Checked:
    if not line.name:
        return Checked(line)
    phone = bare_phone(line.phone)
    try:
        if len(line.name) > 120 or len(line.position) > 120:
            raise RefusedError(_("Họ tên hoặc chức vụ quá dài."), remedy=_("Không quá 120 chữ."))
        if not role:
            raise RefusedError(
                _("Không có vai trò “%(role)s”.") % {"role": line.role},
                remedy=_("Ghi tên vai trò như ở trang Mời người mới."),
            )
        if phone and not PHONE.fullmatch(phone):
            raise RefusedError(_("Số điện thoại không đúng."), remedy=_("Ghi 8 đến 15 chữ số, hoặc để trống."))
        unit = _unit_of(line.unit, role, units)
        check_grant(acting, None, role, unit)
    except (RefusedError, NotAllowedError) as refusal:
        return Checked(line, fault=str(refusal))
    return Checked(line, Wanted(line.name, role, unit, phone, line.position))


def _units(acting: Acting, role: str, texts: Iterable[str]) -> list[Unit]:
    """Units of today on which the person may give a role and whose name, key or code is among the texts (one query)."""
    names: set[str] = set()
    codes: set[str] = set()
    for text in texts:
        words = fold(text.split(",")[0]).split()
        names |= {" ".join(words[at:]) for at in range(len(words))}
        codes.add(text.strip().upper())
    policy = Policy(tuple(grants_for(acting, role)), acting.policy.scopes)
    rows = policy.visible(Capability.ACCOUNT_INVITE, Unit.objects.filter(level__in=LEVELS[role]))
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=timezone.localdate()))
    rows = rows.filter(Q(folded__in=names) | Q(key__in=codes) | Q(code__in=codes))
    return list(rows.select_related("parent", "commune", "province").order_by("pk"))


def _unit_of(text: str, role: str, units: Sequence[Unit]) -> Unit | None:
    """The unit that a text names by key, code or name; where two are alike, the one above stands after a comma."""
    if "nation" in LEVELS[role] and fold(text) in {"", "ca nuoc", "nation"}:
        return None
    name, _comma, above = text.partition(",")
    wanted = fold(name)
    found = [unit for unit in units if text.strip().upper() in {unit.key, unit.code}]
    found = found or [unit for unit in units if fold(unit.full_name) == wanted]
    found = found or [unit for unit in units if unit.folded == wanted]
    if above.strip():
        found = [unit for unit in found if unit.parent and fold(above) in fold(unit.parent.full_name)]
    if len(found) == 1:
        return found[0]
    if found:
        parents = "; ".join(str(unit.parent) for unit in found[:4])
        raise RefusedError(
            _("Có %(count)s đơn vị tên “%(name)s”: %(parents)s.")
            % {"count": len(found), "name": text, "parents": parents},
            remedy=_("Ghi thêm đơn vị cấp trên sau dấu phẩy, hoặc ghi mã đơn vị."),
        )
    raise RefusedError(
        _("Không thấy đơn vị “%(name)s” hợp với vai trò này trong địa bàn của mình.") % {"name": text or "–"},
        remedy=_("Sửa tên cho giống danh mục đơn vị, hoặc ghi mã đơn vị."),
    )


def _without_doubles(rows: Sequence[Checked]) -> list[Checked]:
    """The second of two lines that ask for the same is a fault."""
    first: dict[tuple[Key, str], int] = {}
    found = []
    for row in rows:
        if row.wanted is None:
            found.append(row)
            continue
        earlier = first.setdefault((row.wanted.key, row.wanted.phone), row.line.number)
        if earlier != row.line.number:
            fault = _("Trùng với dòng %(number)s.") % {"number": earlier}
            found.append(Checked(row.line, fault=f"{fault} {_('Xóa một trong hai dòng.')}"))
        else:
            found.append(row)
    return found
