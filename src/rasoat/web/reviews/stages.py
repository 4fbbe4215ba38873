"""At which step a village stands: read from the results of its cases, kept for lists by the actions that move them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Count
from django.utils import timezone

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import Result, VillageReview
from rasoat.web.reviews.state_graphs import RESULT
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.stages import ORDER, Stage

STAGE_OF: Mapping[str, Stage] = {
    "waiting": Stage.SURVEY, "rejected": Stage.SURVEY, "scored": Stage.MEETING, "agreed": Stage.POSTING,
    "posted": Stage.POSTED, "cleared": Stage.OPINION, "opinion": Stage.OPINION, "ready": Stage.DECISION,
    "prepared": Stage.SIGNING, "complained": Stage.RECHECK, "recognised": Stage.DONE, "escaped": Stage.DONE,
    "refused": Stage.DONE, "left": Stage.DONE,
}  # fmt: skip
"""The step that a result waits for. A complaint holds its own case only: it decides when nothing else is left."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """A village in the table of steps. `review` and `village` are None for cases whose village is not known.

    `counts`: results by stage (a case counts once for each standard); `cases`: households; `held`: those held up.
    """

    review: VillageReview | None
    village: Unit | None
    stage: str
    counts: Mapping[str, int] = field(default_factory=dict)
    cases: int = 0
    held: int = 0


def stage_of(states: Iterable[str]) -> str:
    """The first step, in order, that one of these states of results waits for.

    >>> str(stage_of(["posted", "agreed", "complained"])), str(stage_of([]))
    ('posting', 'listing')
    """
    return min((STAGE_OF[state] for state in states), key=ORDER.__getitem__, default=Stage.LISTING)


def stage_table(row: Round, commune: Unit) -> list[StageRow]:
    """Every village of a commune with its step, in order (three queries)."""
    counted = _counts(row.pk, commune.pk)
    reviews = VillageReview.objects.filter(round=row, commune=commune).select_related("village")
    reviews = reviews.order_by("village__sort_key", "village_id")
    cases = _cases(row.pk, commune.pk)
    places: list[tuple[VillageReview | None, int | None]] = [(each, each.village_id) for each in reviews]
    if None in counted:
        places.append((None, None))
    return [
        StageRow(
            review, review.village if review else None, _stage(review, counted.get(key, {})),
            _by_stage(counted.get(key, {})), *cases.get(key, (0, 0)),
        )
        for review, key in places
    ]  # fmt: skip


def unsettled_cases(row: Round) -> int:
    """Households of a round whose result is not at an end under every standard (one query)."""
    open_still = [code for code, state in RESULT.states.items() if not state.end]
    return Result.objects.filter(round=row, state__in=open_still).values("case").distinct().count()


def refresh_stages(round_id: int, commune_id: int) -> list[models.Model]:
    """Write the stages of a commune's villages and its own again; returns the rows that changed, for the ledger.

    Called by every action that moves results, inside its transaction and before it writes the ledger.
    """
    counted = _counts(round_id, commune_id)
    changed: list[models.Model] = []
    stages = []
    for review in VillageReview.objects.select_for_update().filter(round=round_id, commune=commune_id).order_by("pk"):
        stage = _stage(review, counted.get(review.village_id, {}))
        stages.append(stage)
        if stage != review.stage:
            review.stage = stage
            review.save(update_fields=["stage"])
            changed.append(review)
    if None in counted:
        stages.append(stage_of(counted[None]))
    own = RoundCommune.objects.select_for_update().filter(round=round_id, commune=commune_id).first()
    if own is not None:
        slowest = min(stages, key=ORDER.__getitem__, default=Stage.LISTING)
        if slowest != own.stage:
            own.stage = slowest
            changed.append(own)
        own.last_active_at = timezone.now()
        own.save(update_fields=["stage", "last_active_at"])
    return changed


def refresh_stages_of(rows: Iterable[Result]) -> list[models.Model]:
    """`refresh_stages` of every commune in which these results stand: not always that of the paper about them."""
    places = sorted({(row.round_id, row.commune_id) for row in rows})
    return [changed for place in places for changed in refresh_stages(*place)]


def _stage(review: VillageReview | None, states: Mapping[str, int]) -> str:
    """A village without a case has nothing to do once its list is made."""
    if not states and review is not None and review.listed_on is not None:
        return Stage.DONE
    return stage_of(states)


def _counts(round_id: int, commune_id: int) -> dict[int | None, dict[str, int]]:
    """Results by village and state (one grouped query)."""
    found: dict[int | None, dict[str, int]] = {}
    rows = Result.objects.filter(round=round_id, commune=commune_id).values_list("village_id", "state")
    for village_id, state, number in rows.annotate(number=Count("pk")).order_by():
        found.setdefault(village_id, {})[state] = number
    return found


def _cases(round_id: int, commune_id: int) -> dict[int | None, tuple[int, int]]:
    """Households by village, and how many of them are held (one grouped query)."""
    rows = Result.objects.filter(round=round_id, commune=commune_id).values_list("village_id")
    counted = rows.annotate(
        cases=Count("case", distinct=True), held=Count("case", distinct=True, filter=models.Q(state="complained"))
    )
    return {village_id: (number, held) for village_id, number, held in counted.order_by()}


def _by_stage(states: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for state, number in states.items():
        found[STAGE_OF[state]] = found.get(STAGE_OF[state], 0) + number
    return found
