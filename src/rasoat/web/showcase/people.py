"""One demonstration account a role. Their passwords work on a demonstration site only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rasoat.web.accounts.models import Role
from rasoat.web.accounts.showcase_accounts import PREFIX
from rasoat.web.areas.models import Unit


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A demonstration account: how to sign in, and as whom."""

    username: str
    role: Role
    unit: Unit | None
    full_name: str
    phone: str = ""


NOBODYS_NUMBER = "0000 000 000"
"""No telephone has it; it shows where the number of the commune's officer stands."""

NAMES: Mapping[Role, tuple[str, str]] = {
    Role.PROVINCE_ADMIN: ("quantri.tinh", "province"),
    Role.PROVINCE_OFFICER: ("canbo.so", "province"),
    Role.PROVINCE_CHAIR: ("lanhdao.tinh", "province"),
    Role.COMMUNE_CHAIR: ("chutich.xa", "commune"),
    Role.COMMUNE_BOARD: ("banchidao.xa", "commune"),
    Role.COMMUNE_OFFICER: ("canbo.xa", "commune"),
    Role.VILLAGE_HEAD: ("truongthon", "village"),
    Role.REVIEWER: ("rasoatvien", "village"),
    Role.RECHECKER: ("phuctra", "other"),
    Role.FRONT_OBSERVER: ("mattran.xa", "commune"),
    Role.TRAINEE: ("hocvien", "commune"),
    Role.AUDITOR: ("thanhtra", "province"),
    Role.MINISTRY_VIEWER: ("canbo.bo", "nation"),
    Role.TECHNICAL_ADMIN: ("kythuat", "nation"),
}
"""Username (after `demo.`) and place of each role.

Places are the first commune and village of the province, its second commune (`other`), or the nation.
"""


def demo_accounts(province: Unit, communes: Sequence[Unit], village: Unit) -> list[DemoAccount]:
    """The accounts of a synthetic province with these units. The former district role has no unit there."""
    places = {
        "province": province, "commune": communes[0], "other": communes[-1], "village": village, "nation": None,
    }  # fmt: skip
    return [
        DemoAccount(
            PREFIX + username,
            role,
            places[place],
            f"{role.label} (mẫu)",
            NOBODYS_NUMBER if role == Role.COMMUNE_OFFICER else "",
        )
        for role, (username, place) in NAMES.items()
    ]
