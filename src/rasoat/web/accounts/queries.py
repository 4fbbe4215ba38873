"""What pages ask of accounts. Everything is cut to the area of the person who asks."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from rasoat.survey.text import fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import LEVELS, Capability
from rasoat.web.accounts.granting import grants_for
from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.policy import Policy, in_force
from rasoat.web.areas.models import Level, Unit

FOUND = 20
"""Units shown at a time in a picker."""


def people_visible(acting: Acting) -> QuerySet[User]:
    """People who hold, or held, a role inside the area in which this person may look at accounts."""
    area = acting.policy.condition(Capability.ACCOUNT_VIEW, prefix="unit__")
    if area is None:
        return User.objects.none()
    return User.objects.filter(Exists(Assignment.objects.filter(area, user=OuterRef("pk"))))


def people_found(acting: Acting, *, text: str = "", role: str = "", place: str = "", state: str = "") -> QuerySet[User]:
    """The list of people: `text` in the name or sign-in name, `place` in the name of the unit, both without tones.

    `state`: `active`, `inactive`, `waiting` (slip not used yet), or any. Roles in force come along, in two queries.
    """
    rows = people_visible(acting)
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    held = Assignment.objects.filter(in_force(timezone.localdate()), user=OuterRef("pk"))
    if role:
        held = held.filter(role=role)
    for word in fold(place).split():
        held = held.filter(Q(unit__folded__contains=word) | Q(unit__commune__folded__contains=word))
    if role or place.strip():
        rows = rows.filter(Exists(held))
    match state:
        case "active":
            rows = rows.filter(is_active=True)
        case "inactive":
            rows = rows.filter(is_active=False)
        case "waiting":
            rows = rows.filter(is_active=True, password__startswith="!")
    current = Assignment.objects.filter(in_force(timezone.localdate())).select_related("unit__parent").order_by("pk")
    return (
        rows.annotate(has_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))))
        .prefetch_related(Prefetch("assignments", queryset=current, to_attr="roles_now"))
        .order_by("folded", "pk")
    )


def units_for_role(acting: Acting, role: str, text: str = "") -> list[Unit | None]:
    """Units of today on which the person may give a role, by name without tones; None first for the nation."""
    if role not in LEVELS:
        return []
    grants = tuple(grants_for(acting, role))
    found: list[Unit | None] = []
    if "nation" in LEVELS[role] and any(grant.level == "nation" for grant in grants) and not text.strip():
        found.append(None)
    today = timezone.localdate()
    rows = Policy(grants, acting.policy.scopes).visible(Capability.ACCOUNT_INVITE, Unit.objects.all())
    rows = rows.filter(level__in=LEVELS[role]).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))
    for word in fold(text).split():
        rows = rows.filter(Q(folded__contains=word) | Q(parent__folded__contains=word) | Q(initials__startswith=word))
    found.extend(
        rows.select_related("parent", "commune", "province").order_by("parent__sort_key", "sort_key", "pk")[:FOUND]
    )
    return found


def villages_without_head(acting: Acting) -> list[Unit]:
    """Villages of today in the person's own communes that have no head with an account (one query); none for a person
    who looks after whole provinces: the list would be too long for one sheet.
    """
    grants = [grant for grant in grants_for(acting, Role.VILLAGE_HEAD) if grant.level == "commune"]
    if not grants:
        return []
    today = timezone.localdate()
    headed = Assignment.objects.filter(in_force(today), role=Role.VILLAGE_HEAD, unit=OuterRef("pk"))
    rows = Unit.objects.filter(level=Level.VILLAGE, commune__in=[grant.unit_id for grant in grants])
    rows = rows.filter(~Exists(headed.filter(user__is_active=True))).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    )
    return list(rows.select_related("parent").order_by("parent__sort_key", "sort_key", "pk"))
