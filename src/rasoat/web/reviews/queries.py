"""What the reviews answer: cases inside the own area, their time-line, how far villages are."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import Application, Case, VillageReview
from rasoat.web.reviews.stages import stage_table
from rasoat.web.rounds.models import Round, RoundState

__all__ = [
    "WorkRow", "applications_seen_by", "case_by_id", "cases_of", "my_cases", "reviews_seen_by", "stage_table",
    "work_list",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A village of a commune: its cases by state. `review` None: cases whose village is not known."""

    review: VillageReview | None
    counts: dict[str, int] = field(default_factory=dict)
    held: int = 0

    @property
    def total(self) -> int:
        """All cases."""
        return sum(self.counts.values())

    @property
    def to_survey(self) -> int:
        """Cases that wait for a form."""
        return self.counts.get("listed", 0) + self.counts.get("returned", 0)


def cases_of(
    acting: Acting, row: Round | None = None, *, commune: Unit | None = None, village: Unit | None = None,
    state: str = "", capability: Capability = Capability.REVIEW_VIEW,
) -> QuerySet[Case]:  # fmt: skip
    """Cases that the person may see, in the order of the lists, with household and village."""
    rows = Case.objects.select_related("household", "village", "commune", "round", "reviewer")
    rows = acting.policy.visible(capability, rows)
    if row is not None:
        rows = rows.filter(round=row)
    if commune is not None:
        rows = rows.filter(commune=commune)
    if village is not None:
        rows = rows.filter(village=village)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("commune_id", "village__sort_key", "village_id", "number")


def case_by_id(acting: Acting, public_id: uuid.UUID) -> Case | None:
    """A case that the person may see; None for any other."""
    return cases_of(acting).select_related("province", "situation_confirmed_by").filter(public_id=public_id).first()


def my_cases(acting: Acting) -> QuerySet[Case]:
    """Households given to the person in rounds that are open."""
    rows = cases_of(acting, capability=Capability.REVIEW_SURVEY).filter(round__state=RoundState.OPEN)
    return rows.filter(reviewer=acting.user) if acting.user else rows.none()


def applications_seen_by(acting: Acting) -> QuerySet[Application]:
    """Requests of the person's area, newest first."""
    rows = Application.objects.select_related("commune", "village", "household", "case", "entered_by")
    rows = acting.policy.visible(Capability.REVIEW_VIEW, rows)
    return rows.order_by("-happened_on", "-entered_at")


def reviews_seen_by(acting: Acting, capability: Capability = Capability.REVIEW_VIEW) -> QuerySet[VillageReview]:
    """Villages of rounds inside the person's area."""
    rows = VillageReview.objects.select_related("village", "commune", "round")
    return acting.policy.visible(capability, rows).order_by("village__sort_key", "village_id")


def work_list(acting: Acting, row: Round, commune: Unit) -> Sequence[WorkRow]:
    """Villages of a commune with their cases by state (two queries)."""
    counts: dict[int | None, dict[str, int]] = {}
    held: dict[int | None, int] = {}
    found = acting.policy.visible(Capability.REVIEW_VIEW, Case.objects.filter(round=row, commune=commune))
    for village, state, is_held, number in (
        found.order_by().values_list("village", "state", "held").annotate(number=Count("pk"))
    ):
        of = counts.setdefault(village, {})
        of[state] = of.get(state, 0) + number
        held[village] = held.get(village, 0) + (number if is_held else 0)
    reviews = reviews_seen_by(acting).filter(round=row, commune=commune)
    rows = [WorkRow(each, counts.get(each.village_id, {}), held.get(each.village_id, 0)) for each in reviews]
    if None in counts:
        rows.append(WorkRow(None, counts[None], held[None]))
    return rows
