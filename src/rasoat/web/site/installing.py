"""The first day of an installation: keys, tables, units, and the first two people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.web.accounts.acting import installer
from rasoat.web.accounts.actions.invite import invite
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.slips import address_of
from rasoat.web.areas.models import Level, Unit
from rasoat.web.boundaries.actions.load_shipped_units import load_shipped_units
from rasoat.web.site.preparing import check_database, check_keys, migrate
from rasoat.web.vault.keyring import new_ring, write_ring


@dataclass(frozen=True, slots=True)
class Slip:
    """What the first people need to get in: shown once, on the screen of the installer."""

    full_name: str
    username: str
    role: str
    address: str
    expires_at: datetime


def install(admin: str, province_code: str = "", province_admin: str = "") -> Sequence[Slip]:
    """Set an installation up; an interrupted one is carried on. Returns the slips of the first people.

    `admin`: full name of the technical administrator; `province_admin`: that of the province `province_code`, if any.
    Raises `FaultsFoundError` when there is an installation already, or no such province.
    """
    check_database()
    migrate()
    _refuse_second(Path(settings.KEYS_PATH))
    if not Path(settings.KEYS_PATH).exists():
        write_ring(settings.KEYS_PATH, new_ring())
    check_keys(settings.KEYS_PATH)
    load_shipped_units(installer())
    province = _province(province_code) if province_code else None
    people: list[tuple[str, Role, Unit | None]] = [(admin, Role.TECHNICAL_ADMIN, None)]
    if province is not None:
        people.append((province_admin, Role.PROVINCE_ADMIN, province))
    return [_invited(name, role, unit) for name, role, unit in people]


def _invited(full_name: str, role: Role, unit: Unit | None) -> Slip:
    invitation, code = invite(installer(), full_name=full_name, role=role, unit=unit)
    return Slip(full_name, invitation.user.username, str(role.label), address_of(code), invitation.expires_at)


def _refuse_second(keys: Path) -> None:
    if not User.objects.exists():
        return
    lost = "" if keys.exists() else "; tệp khóa thì không có: rasoat keys restore"
    raise FaultsFoundError([Fault(
        rule="already-installed",
        vi=f"nơi này đã được cài đặt, có tài khoản{lost}",
        en="there is an installation here already",
        remedy_vi="mở bằng rasoat serve; muốn cài bản khác thì đặt RASOAT_DATA_DIR hoặc RASOAT_DATABASE_URL khác",
        remedy_en="open it with rasoat serve; for another one set another RASOAT_DATA_DIR or RASOAT_DATABASE_URL",
        place=Place(file=str(settings.DATA_ROOT)),
    )])  # fmt: skip


def _province(code: str) -> Unit:
    found = Unit.objects.filter(level=Level.PROVINCE, code=code, valid_until__isnull=True).first()
    if found is None:
        living = Unit.objects.filter(level=Level.PROVINCE, valid_until__isnull=True).order_by("code")
        known = ", ".join(f"{unit.code} {unit.name}" for unit in living)
        raise FaultsFoundError([Fault(
            rule="no-such-province",
            vi="không có tỉnh nào đang hoạt động mang mã này", en="no living province has this code",
            remedy_vi=f"chọn một mã: {known}", remedy_en="choose one of the codes listed", value=code,
        )])  # fmt: skip
    return found
