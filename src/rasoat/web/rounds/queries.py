"""Which rounds a person sees, and which one a commune is in."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.rounds.models import Purpose, Round, RoundCommune, RoundState

_OFFICIAL_FIRST = Case(When(purpose=Purpose.OFFICIAL, then=Value(0)), default=Value(1))


def rounds_seen_by(acting: Acting, capability: Capability = Capability.ROUND_VIEW) -> QuerySet[Round]:
    """Rounds of the own area. A commune or village sees the province's once its commune takes part: never drafts."""
    if _of_nation(acting, capability):
        return Round.objects.all()
    provinces = _held(acting, capability, Level.PROVINCE)
    below = communes_seen_by(acting, capability).values("pk")
    takes_part = RoundCommune.objects.filter(round=OuterRef("pk"), commune__in=below)
    return Round.objects.filter(Q(province__in=provinces) | Q(commune__in=below) | Exists(takes_part))


def communes_seen_by(acting: Acting, capability: Capability = Capability.ROUND_VIEW) -> QuerySet[Unit]:
    """Communes of the own area, and those of the own villages."""
    communes = Unit.objects.filter(level=Level.COMMUNE)
    condition = acting.policy.condition(capability, unit_rows=True)
    if condition is None:
        return communes.none()
    villages = Unit.objects.filter(pk__in=_held(acting, capability, Level.VILLAGE)).values("commune")
    return communes if _of_nation(acting, capability) else communes.filter(condition | Q(pk__in=villages))


def provinces_seen_by(acting: Acting, capability: Capability = Capability.ROUND_VIEW) -> QuerySet[Unit]:
    """Provinces of the own area, and those in which the own communes and villages lie."""
    provinces = Unit.objects.filter(level=Level.PROVINCE)
    if _of_nation(acting, capability):
        return provinces
    held = _held(acting, capability)
    return provinces.filter(Q(pk__in=held) | Q(pk__in=Unit.objects.filter(pk__in=held).values("province")))


def _of_nation(acting: Acting, capability: Capability) -> bool:
    return any(grant.level == Level.NATION for grant in acting.policy.holding(capability))


def _held(acting: Acting, capability: Capability, level: str = "") -> list[int]:
    """Units on which the person holds the capability, of one level if wanted."""
    holding = acting.policy.holding(capability)
    return [grant.unit_id for grant in holding if grant.unit_id is not None and level in ("", grant.level)]


def current_rounds(acting: Acting) -> QuerySet[Round]:
    """Open rounds of the own area: official ones first, the youngest first."""
    rows = rounds_seen_by(acting).filter(state=RoundState.OPEN).select_related("province", "commune")
    return rows.order_by(_OFFICIAL_FIRST, "-starts_on", "-pk")


def open_round_of(commune: Unit, kind: str, *, purpose: str = Purpose.OFFICIAL) -> Round | None:
    """The open round of that kind in which a commune takes part, the youngest where there are several."""
    rows = Round.objects.filter(communes__commune=commune, state=RoundState.OPEN, kind=kind, purpose=purpose)
    return rows.order_by("-starts_on", "-pk").first()


def places_to_manage(acting: Acting) -> list[Unit]:
    """Where a person may make rounds: provinces, and the communes of theirs unless their area is the nation."""
    today = acting.today()
    rows = acting.policy.visible(Capability.ROUND_MANAGE, Unit.objects.filter(alive(today)))
    nation = _of_nation(acting, Capability.ROUND_MANAGE)
    levels = [Level.PROVINCE] if nation else [Level.PROVINCE, Level.COMMUNE]
    return list(rows.filter(level__in=levels).select_related("province"))
