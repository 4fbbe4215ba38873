"""Who manages which round, over every role, level, kind, purpose and place: no commune reaches beyond its own month."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS, Capability
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.policy import Grant, NotAllowedError, Policy
from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import Purpose, RoundKind
from rasoat.web.rounds.reach import may_manage_round, require_round


@dataclass(frozen=True)
class Aim:
    purpose: str
    kind: str
    province: Unit
    commune: Unit | None


def _unit(pk: int, level: str, province: int, commune: int | None) -> Unit:
    return Unit(pk=pk, level=level, province_id=province, commune_id=commune)


PROVINCES = [_unit(1, "province", 1, None), _unit(2, "province", 2, None)]
COMMUNES = [_unit(10 + at, "commune", province.pk, 10 + at) for at, province in enumerate([*PROVINCES, PROVINCES[0]])]
VILLAGES = [_unit(20, "village", 1, 10)]
UNITS = {"province": PROVINCES, "commune": COMMUNES, "village": VILLAGES}


@st.composite
def grants(draw: st.DrawFn) -> Grant:
    role = draw(st.sampled_from(sorted(Role.values)))
    level = draw(st.sampled_from(sorted(LEVELS[role] - {"district"}) or ["province"]))
    unit = draw(st.sampled_from(UNITS[level])) if level in UNITS else None
    return Grant(role, level, unit.pk if unit else None)


@st.composite
def aims(draw: st.DrawFn) -> Aim:
    commune = draw(st.none() | st.sampled_from(COMMUNES))
    province = next(each for each in PROVINCES if each.pk == (commune.province_id if commune else 1))
    return Aim(draw(st.sampled_from(Purpose.values)), draw(st.sampled_from(RoundKind.values)), province, commune)


@given(held=st.lists(grants(), max_size=3), aim=aims())
def test_a_round_is_managed_from_above_or_is_the_own_month(held: list[Grant], aim: Aim) -> None:
    acting = Acting(None, Policy(tuple(held)), "web")
    place = aim.commune or aim.province
    above = any(Capability.ROUND_MANAGE in CAPABILITIES[grant.role] and grant.covers(place) for grant in held)
    month = aim.commune is not None and aim.kind == "regular" and aim.purpose != "demo" and any(
        Capability.ROUND_REGULAR in CAPABILITIES[grant.role] and grant.covers(aim.commune) for grant in held
    )  # fmt: skip

    try:
        role = require_round(acting, aim)
    except NotAllowedError:
        role = ""

    assert may_manage_round(acting, aim) == (above or month)
    assert bool(role) == (above or month)
    assert not role or role in {grant.role for grant in held}
