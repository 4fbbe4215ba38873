"""What people see of samples, and how far first reviews and blind re-checks agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import Submission
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.queries import rounds_seen_by
from rasoat.web.trust.agreement import Agreement, agreement
from rasoat.web.trust.models import OPEN, RecheckPlan, SampledCase
from rasoat.web.vault.models import SealedFile


def plans_seen_by(acting: Acting) -> QuerySet[RecheckPlan]:
    """Samples of rounds of the own area: everybody who sees a round may redo the draw."""
    rows = RecheckPlan.objects.filter(round__in=rounds_seen_by(acting)).select_related("round", "province", "frame")
    counts = {"all": Count("sampled"), "done": Count("sampled", filter=Q(sampled__recheck__done=True))}
    return rows.annotate(**counts).order_by("-promised_at")


def rounds_to_sample(acting: Acting) -> QuerySet[Round]:
    """Open rounds that may have a sample promised: the first, or one for what came after the last freeze."""
    rows = rounds_seen_by(acting, Capability.RECHECK_DRAW).filter(state="open")
    return rows.exclude(pk__in=RecheckPlan.objects.filter(state__in=OPEN).values("round")).order_by("-starts_on")


def sampled_seen_by(acting: Acting) -> QuerySet[SampledCase]:
    """Drawn households: all of the own area for who draws, one's own for who looks again."""
    rows = SampledCase.objects.select_related("case", "commune", "village", "recheck", "plan__round")
    draws = acting.policy.condition(Capability.RECHECK_DRAW)
    does = acting.policy.condition(Capability.RECHECK_DO)
    seen = Q(pk__in=[])
    if draws is not None:
        seen |= draws
    if does is not None:
        seen |= does & Q(recheck__checker=acting.user)
    return rows.filter(seen).order_by("commune__sort_key", "village__sort_key", "case__number")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Drawn households of a commune, or of one of its villages, that nobody has to look at yet."""

    commune: Unit
    village: Unit | None
    number: int

    @property
    def key(self) -> str:
        """The unit that stands for the place."""
        return (self.village or self.commune).key

    @property
    def words(self) -> str:
        """As the list of places says it."""
        village = f", {self.village.full_name}" if self.village else ""
        return f"{self.commune.full_name}{village} ({self.number})"


def waiting_places(rows: QuerySet[SampledCase]) -> list[Waiting]:
    """Where drawn households wait for somebody, commune by commune, each followed by its villages (one query)."""
    villages: dict[Unit, Counter[Unit]] = {}
    for row in rows.filter(recheck__isnull=True):
        found = villages.setdefault(row.commune, Counter())
        found[row.village or row.commune] += 1
    return [
        place
        for commune, found in villages.items()
        for place in (
            Waiting(commune, None, found.total()),
            *(Waiting(commune, unit, number) for unit, number in found.items() if unit != commune),
        )
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """Agreement in one village, or of one reviewer."""

    name: str
    found: Agreement


@dataclass(frozen=True, slots=True)
class Told:
    """Agreement of a sample: of all, by village, by reviewer."""

    whole: Agreement
    villages: list[Line]
    reviewers: list[Line]


def agreement_of(plan: RecheckPlan) -> Told:
    """Compare the classes that stood with those found blind (two queries)."""
    rows = plan.sampled.filter(recheck__done=True).select_related("case__reviewer", "commune", "village", "recheck")
    acted = _acted(plan)
    villages: dict[str, list[tuple[str, str]]] = defaultdict(list)
    reviewers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    pairs: list[tuple[str, str]] = []
    for row in rows.order_by("commune__sort_key", "village__sort_key"):
        assert row.recheck is not None
        pair = (row.stood, row.recheck.classes.get(plan.standard_id, ""))
        village = row.village.full_name if row.village else "–"
        villages[f"{row.commune.full_name}, {village}"].append(pair)
        case = row.case
        name = case.reviewer.get_full_name() if case.reviewer else case.reviewer_name or acted.get(case.pk, "")
        reviewers[f"{name or '–'} ({row.commune.full_name})"].append(pair)
        pairs.append(pair)
    return Told(agreement(pairs), _lines(villages.items()), _lines(sorted(reviewers.items())))


def _acted(plan: RecheckPlan) -> dict[int, str]:
    """Who filled in the form that stands, by case: reviewers without an account are told apart by it."""
    rows = Submission.objects.filter(case__in=plan.sampled.values("case"), standing=True).order_by("number")
    return dict(rows.values_list("case_id", "acted"))


def _lines(groups: Iterable[tuple[str, list[tuple[str, str]]]]) -> list[Line]:
    return [Line(name, agreement(pairs)) for name, pairs in groups]


def may_read_file(acting: Acting, file: SealedFile) -> bool:
    """The frozen list of a sample, for whoever sees the round, once the sample is drawn."""
    return plans_seen_by(acting).filter(frame=file, state="drawn").exists()
