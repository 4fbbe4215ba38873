"""Which complaints and denunciations a person sees, and in which order."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import CAPABILITIES, Capability
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import in_force
from rasoat.web.boundaries.reach import with_former
from rasoat.web.complaints.models import AgainstLevel, Complaint, Denounced, Denunciation
from rasoat.web.complaints.state_graphs import OPEN_STATES
from rasoat.web.vault.models import SealedFile


@dataclass(frozen=True, slots=True)
class Clocks:
    """Open complaints of an area, for home pages. `unheard`: not taken up yet."""

    open: int
    overdue: int
    unheard: int


def complaints_seen_by(acting: Acting) -> QuerySet[Complaint]:
    """Complaints and proposals of the own area, with what lists show of them.

    Of a commune that has ended: those about a household or of a village are seen by who has it today, the others by who
    has a role everywhere where the commune stands today.
    """
    rows = Complaint.objects.select_related("province", "commune", "village", "case__household", "round")
    return _own(acting, rows)


def _own(acting: Acting, rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    need, visible = Capability.COMPLAINT_VIEW, acting.policy.visible
    gone = rows.filter(commune__valid_until__isnull=False)
    about = visible(need, gone.filter(case__isnull=False), prefix="case__household__")
    placed = visible(need, gone.filter(case__isnull=True, village__isnull=False), prefix="village__")
    other = gone.filter(case__isnull=True, village__isnull=True)
    return visible(need, rows) | about | placed | with_former(acting, need, other, everywhere=True)


def waiting(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Those that wait for something: the clock that runs out first is first, those without a clock last."""
    return rows.filter(state__in=OPEN_STATES).order_by(F("due_on").asc(nulls_last=True), "happened_on", "pk")


def ended(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """Those that are done, newest first."""
    return rows.exclude(state__in=OPEN_STATES).order_by("-happened_on", "-number")


def clocks_of(acting: Acting) -> Clocks:
    """How many complaints are open, overdue and not yet taken up (one query)."""
    rows = _own(acting, Complaint.objects.filter(state__in=OPEN_STATES))
    late, new = Q(due_on__lt=acting.today()), Q(state="received")
    found = rows.aggregate(open=Count("pk"), overdue=Count("pk", filter=late), unheard=Count("pk", filter=new))
    return Clocks(**found)


def denunciations_seen_by(acting: Acting) -> QuerySet[Denunciation]:
    """Denunciations of the own area, without those against the person.

    What is against people of a commune is seen from above only: the body denounced never handles it.
    """
    barred = Denounced.objects.filter(user=acting.user, lifted_at__isnull=True)
    rows = Denunciation.objects.select_related("commune").exclude(pk__in=barred.values("denunciation"))
    seen = acting.policy.visible(Capability.DENUNCIATION_HANDLE, rows)
    own = acting.policy.condition(Capability.DENUNCIATION_HANDLE, deepest="commune")
    if own is None or acting.user is None:
        return rows.none()
    return seen.filter(Q(against=AgainstLevel.VILLAGE) | _from_above(acting)).order_by(
        "state", "-received_on", "-number"
    )


def handlers_of(acting: Acting, row: Denunciation) -> QuerySet[User]:
    """Accounts whose roles reach a denunciation today, without the person asking: one of them may be denounced."""
    roles = [role for role, may in CAPABILITIES.items() if Capability.DENUNCIATION_HANDLE in may]
    reach = Q(unit__isnull=True) | Q(unit__in=(row.commune_id, row.province_id))
    held = Assignment.objects.filter(in_force(acting.today()), reach, role__in=roles).values("user")
    rows = User.objects.filter(pk__in=held, is_active=True).exclude(pk__in=barred_of(row).values("user"))
    return rows.exclude(pk__in=[acting.user.pk] if acting.user else []).order_by("folded", "pk")


def barred_of(row: Denunciation) -> QuerySet[Denounced]:
    """Accounts that do not see a denunciation now."""
    return row.denounced.filter(lifted_at__isnull=True).select_related("user", "denunciation")


def decides_above(acting: Acting, row: Denunciation) -> bool:
    """Whether the person handles denunciations of the province, above the commune that this one is about."""
    return Denunciation.objects.filter(_from_above(acting), pk=row.pk).exists()


def _from_above(acting: Acting) -> Q:
    found = Q(pk__in=())
    for grant in acting.policy.holding(Capability.DENUNCIATION_HANDLE):
        if grant.level == "nation":
            return Q()
        if grant.level == "province":
            found |= Q(province_id=grant.unit_id)
    return found


def may_read_file(acting: Acting, file: SealedFile) -> bool:
    """Scans are read by whoever sees what they belong to."""
    return (
        complaints_seen_by(acting).filter(Q(paper=file)).exists()
        or denunciations_seen_by(acting).filter(paper=file).exists()
    )
