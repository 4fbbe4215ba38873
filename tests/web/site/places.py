"""The world that the walk over all addresses goes through: two provinces alike, with one of everything in each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from rasoat.survey.text import fold
from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.accounts.capabilities import LEVELS
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.areas.models import Unit

T = TypeVar("T")


@dataclass
class Place:
    """One corner of the world. `make` remembers: the same maker gives the same object again."""

    province: Unit
    commune: Unit
    village: Unit
    made: dict[Callable[..., Any], Any] = field(default_factory=dict)

    def make(self, maker: Callable[["Place"], T]) -> T:
        if maker not in self.made:
            self.made[maker] = maker(self)
        made: T = self.made[maker]
        return made

    def unit_at(self, level: str) -> Unit | None:
        return {"province": self.province, "commune": self.commune, "village": self.village}.get(level)

    @property
    def acting(self) -> Acting:
        """Who made what stands here."""
        return installer()


def make_place(key: str, province: Unit | None = None) -> Place:
    """A province (unless given) with one commune and one village; keys begin with `key`."""
    province = province or _unit(key, f"Tỉnh {key}", "province")
    commune = _unit(f"{key}0001", f"Xã {key}", "commune", parent=province, province=province)
    village = _unit(f"{key}0001-01", f"Thôn {key}", "village", parent=commune, province=province, commune=commune)
    return Place(province, commune, village)


def person(place: Place, role: str = "commune_officer") -> User:
    """Somebody with a role in the place: on the lowest unit at which the role is held."""
    user = User.objects.create_user(f"{role}-{place.commune.key}".lower(), None, full_name=f"Người {role}")
    level = next((level for level in ("village", "commune", "province") if level in LEVELS[role]), "nation")
    Assignment.objects.create(user=user, role=role, unit=place.unit_at(level), valid_from=date(2025, 7, 1))
    return user


def _unit(key: str, name: str, level: str, **above: Unit) -> Unit:
    unit = Unit.objects.create(
        key=key, code=key, name=name, level=level, area="rural", valid_from=date(2025, 7, 1), folded=fold(name),
        initials="".join(word[0] for word in fold(name).split()), sort_key=fold(name), **above,
    )  # fmt: skip
    own = {name: unit for name in (level,) if name in {"province", "commune"}}
    for name, value in own.items():
        setattr(unit, name, value)
    unit.save()
    return unit
