"""Nobody without an outcome: what is still missing in a commune, case by case and request by request."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.actions.record_attempt import NOT_MET
from rasoat.web.reviews.listing.listed import waiting
from rasoat.web.reviews.listing.prompts import prompted
from rasoat.web.reviews.models import Application, Case, Result, Situation
from rasoat.web.reviews.state_graphs import RESULT
from rasoat.web.rounds.models import Round

GONE = ("left", "screened_out")


@dataclass(frozen=True, slots=True)
class Completeness:
    """Figures of a commune. All of `open_` must be 0 before its decision."""

    cases: int
    open_cases: int
    waiting_requests: int
    open_prompts: int
    outcomes: dict[str, int]

    @property
    def open_(self) -> int:
        """Everything that is still missing."""
        return self.open_cases + self.waiting_requests + self.open_prompts


def open_cases_of(row: Round, commune: Unit) -> Q:
    """The filter for cases of a commune that have no outcome yet: no result, or something not settled."""
    waiting_result = Result.objects.filter(round=row, commune=commune, state__in=("waiting", "rejected"))
    undone = Q(pk__in=waiting_result.values("case")) & ~Q(state__in=GONE)
    unsettled = Q(situation=Situation.HEAD_DIED) | Q(situation__in=NOT_MET, situation_confirmed_by__isnull=True)
    ended = Q(household__ended_on__isnull=False) | ~Q(household__commune=F("commune"))
    return undone | (~Q(state__in=(*GONE, "decided")) & (~Q(state="locked") | unsettled | ended))


def completeness(row: Round, commune: Unit) -> Completeness:
    """How far a commune is (five queries)."""
    cases = Case.objects.filter(round=row, commune=commune)
    counts = cases.aggregate(all=Count("pk"), open=Count("pk", filter=open_cases_of(row, commune)))
    states = Result.objects.filter(round=row, commune=commune).order_by().values_list("state")
    return Completeness(
        cases=counts["all"], open_cases=counts["open"], waiting_requests=len(waiting_requests(row, commune)),
        open_prompts=prompted(row, commune).count(),
        outcomes=dict(states.annotate(number=Count("pk"))),
    )  # fmt: skip


def waiting_requests(row: Round, commune: Unit) -> list[Application]:
    """Requests without an answer that this round must deal with, those without a household among them."""
    unlinked = Application.objects.filter(commune=commune, state="received", household__isnull=True)
    if row.month is not None:
        unlinked = unlinked.filter(happened_on__lte=row.starts_on)
    return [*waiting(row, [commune.pk]), *unlinked.order_by("happened_on")]


def open_rows(row: Round, commune: Unit) -> QuerySet[Case]:
    """The cases without an outcome, with their results, in the order of the lists."""
    rows = Case.objects.filter(open_cases_of(row, commune), round=row, commune=commune)
    results = Prefetch("results", Result.objects.order_by("pk"))
    return rows.select_related("household", "village").prefetch_related(results).order_by("village__sort_key", "number")


def missing_of(case: Case) -> Iterator[str]:
    """What is missing of one case, in words. The case comes with `household` and `results`."""
    home = case.household
    if case.state in {*GONE, "decided"}:
        return
    if home.ended_on is not None:
        yield _("hộ đã ra khỏi sổ: cho ra khỏi đợt")
    elif home.commune_id != case.commune_id:
        yield _("hộ đã chuyển sang xã khác: cho ra khỏi đợt")
    if case.situation in NOT_MET and case.situation_confirmed_by_id is None:
        yield _("%(situation)s: Ban Chỉ đạo chưa xác nhận") % {"situation": case.get_situation_display()}
    elif case.state in {"listed", "returned"}:
        yield _("chưa có phiếu")
    if case.state == "surveyed":
        yield _("phiếu chưa khóa")
    if case.situation == Situation.HEAD_DIED:
        yield _("chưa có chủ hộ mới")
    if case.state == "locked":
        for result in case.results.all():
            if result.state in {"waiting", "rejected"}:
                yield f"{standard_name(result.standard_id)}: {RESULT.states[result.state].label}"
