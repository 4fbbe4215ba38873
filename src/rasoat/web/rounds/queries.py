"""Which rounds a person sees, and which one a commune is in."""

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.rounds.models import Purpose, Round, RoundCommune, RoundKind, RoundState

OFFICIAL_FIRST = Case(When(purpose=Purpose.OFFICIAL, then=Value(0)), default=Value(1))
PERIODIC_FIRST = Case(When(kind=RoundKind.PERIODIC, then=Value(0)), default=Value(1))


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
    """Open rounds of the own area: official ones first, periodic before monthly ones, the youngest first."""
    rows = rounds_seen_by(acting).filter(state=RoundState.OPEN).select_related("province", "commune")
    return rows.order_by(OFFICIAL_FIRST, PERIODIC_FIRST, "-starts_on", "-pk")


def open_round_of(commune: Unit, kind: str, *, purpose: str = Purpose.OFFICIAL) -> Round | None:
    """The open round of that kind in which a commune takes part, the youngest where there are several."""
    rows = Round.objects.filter(communes__commune=commune, state=RoundState.OPEN, kind=kind, purpose=purpose)
    return rows.order_by("-starts_on", "-pk").first()


def places_to_manage(acting: Acting) -> list[Unit]:
    """Where a person may make rounds: provinces, the communes of theirs unless their area is the nation, and communes
    that organise their own monthly review.
    """
    standing = Unit.objects.filter(alive(acting.today()))
    nation = _of_nation(acting, Capability.ROUND_MANAGE)
    levels = [Level.PROVINCE] if nation else [Level.PROVINCE, Level.COMMUNE]
    wide = acting.policy.visible(Capability.ROUND_MANAGE, standing).filter(level__in=levels)
    own = Unit.objects.filter(pk__in=_held(acting, Capability.ROUND_REGULAR, Level.COMMUNE))
    rows = standing.filter(Q(pk__in=wide.values("pk")) | Q(pk__in=own.values("pk")))
    return list(rows.select_related("province"))


def rounds_shown_to(acting: Acting) -> QuerySet[Round]:
    """Rounds whose own pages a person may open: those seen, and for trainees the training rounds of their units.

    A trainee sees the round, its days, standards and communes; never its households, who are people of the register.
    """
    seen = rounds_seen_by(acting)
    if not acting.policy.may(Capability.TRAINING_VIEW):
        return seen
    return seen | rounds_seen_by(acting, Capability.TRAINING_VIEW).filter(
        purpose=Purpose.TRAINING, state__in=(RoundState.OPEN, RoundState.CLOSED)
    )


def communes_shown_to(acting: Acting, row: Round) -> QuerySet[Unit]:
    """Communes of a round that a person sees: those of the own area."""
    seen = communes_seen_by(acting)
    if row.purpose != Purpose.TRAINING or not acting.policy.may(Capability.TRAINING_VIEW):
        return seen
    return seen | communes_seen_by(acting, Capability.TRAINING_VIEW)


def communes_left_out(acting: Acting) -> list[tuple[Unit, Round]]:
    """Own communes, held as such, that stand today and are not in an open round of their province (two queries)."""
    held = _held(acting, Capability.ROUND_VIEW, Level.COMMUNE)
    if not held:
        return []
    communes = list(Unit.objects.filter(alive(acting.today()), pk__in=held).order_by("sort_key"))
    rounds = Round.objects.filter(
        province__in={unit.province_id for unit in communes}, commune__isnull=True, state=RoundState.OPEN
    ).prefetch_related(Prefetch("communes", RoundCommune.objects.filter(commune__in=communes)))
    return [
        (unit, row) for row in rounds.order_by("-starts_on", "pk") for unit in communes
        if row.province_id == unit.province_id and unit.pk not in {each.commune_id for each in row.communes.all()}
    ]  # fmt: skip
