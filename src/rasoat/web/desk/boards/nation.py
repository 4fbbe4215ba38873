"""The board of the ministry: for each province how far its communes are, its days, its reports, what is amiss."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.desk.report_states import failing_by_province
from rasoat.web.desk.silence import DAYS, silent
from rasoat.web.desk.stage_steps import DueDay, coming
from rasoat.web.reporting.models import Report, ReportKind
from rasoat.web.reporting.state_graphs import SETTLED
from rasoat.web.rounds.checklist import waiting_counts
from rasoat.web.rounds.deadlines import OFFICIAL, PRELIMINARY, STEPS, Deadline, deadlines
from rasoat.web.rounds.models import Purpose, Round, RoundCommune, RoundKind, RoundState
from rasoat.web.rounds.parameters import Setting, settings_by_province
from rasoat.web.rounds.stages import Stage


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that a province owes: by when, and whether its own office has approved it."""

    line: Deadline
    approved: bool


@dataclass(frozen=True, slots=True)
class ProvinceLine:
    """A province in the ministry's tables.

    `round`: the round of the whole province, None where only single communes are in monthly ones. `cells`: communes by
    step. `next`: the next of its days, the last one when all are past. `monthly`: communes in monthly rounds.
    """

    unit: Unit
    round: Round | None
    cells: Sequence[tuple[str, int]]
    total: int
    done: int
    silent: int
    next: DueDay | None
    preliminary: ReportDue | None
    official: ReportDue | None
    failing: int
    unconfirmed: int
    monthly: int


def board(request: HttpRequest) -> Mapping[str, Any] | None:
    """For the ministry: official rounds that are open; None for everybody else (as many queries for any number)."""
    acting = acting_of(request)
    if not any(grant.level == Level.NATION for grant in acting.policy.holding(Capability.ROUND_VIEW)):
        return None
    lines = province_lines(acting)
    told = {line.unit.pk for line in lines}
    provinces = Unit.objects.filter(alive(acting.today()), level=Level.PROVINCE).exclude(pk__in=told)
    return {
        "provinces": lines, "absent": list(provinces.order_by("sort_key", "pk")), "silent_days": DAYS,
        "demo": settings.DEMO, "steps": [stage.label for stage in Stage],
    }  # fmt: skip


def province_lines(acting: Acting) -> list[ProvinceLine]:
    """Every province that has a round open which counts; on a demonstration site its demo rounds stand for those."""
    running = Q(state=RoundState.OPEN, purpose=Purpose.DEMO if settings.DEMO else Purpose.OFFICIAL)
    rounds = _rounds(running)
    monthly = _monthly(running)
    units = Unit.objects.filter(pk__in={*rounds, *monthly}).order_by("sort_key", "pk")
    counts, quiet = _stages(acting, rounds.values())
    days = _days(acting, rounds.values())
    approved = _approved(rounds.values())
    failing = failing_by_province(acting)
    unconfirmed = waiting_counts([unit.pk for unit in units], acting.today())
    lines = []
    for unit in units:
        row = rounds.get(unit.pk)
        cells = counts.get(row.pk, {}) if row else {}
        due = days.get(row.pk, []) if row else []
        lines.append(ProvinceLine(
            unit, row, [(str(stage.label), cells.get(stage, 0)) for stage in Stage], sum(cells.values()),
            cells.get(Stage.DONE, 0), quiet.get(row.pk, 0) if row else 0, _next(due),
            _report(due, PRELIMINARY, row, approved), _report(due, OFFICIAL, row, approved), failing[unit.pk],
            unconfirmed[unit.pk], monthly.get(unit.pk, 0),
        ))  # fmt: skip
    return lines


def _rounds(running: Q) -> dict[int, Round]:
    """The round of each whole province, by province: the periodic one where it is open, else the youngest."""
    rows = Round.objects.filter(running, commune=None).select_related("province")
    rows = rows.prefetch_related("internal_days", "standards").order_by("starts_on", "pk")
    found: dict[int, Round] = {}
    for row in sorted(rows, key=lambda each: each.kind == RoundKind.PERIODIC):
        found[row.province_id] = row
    return found


def _monthly(running: Q) -> dict[int, int]:
    within = Round.objects.filter(running, kind=RoundKind.REGULAR)
    rows = RoundCommune.objects.filter(round__in=within).values_list("province")
    return dict(rows.annotate(number=Count("commune", distinct=True)).order_by())


def _stages(acting: Acting, rounds: Iterable[Round]) -> tuple[dict[int, dict[str, int]], dict[int, int]]:
    """Communes by step, and how many have been silent, by round (one query)."""
    rows = RoundCommune.objects.filter(round__in=[row.pk for row in rounds]).values_list("round", "stage")
    found = rows.annotate(number=Count("pk"), quiet=Count("pk", filter=silent(acting.now()))).order_by()
    counts: dict[int, dict[str, int]] = {}
    quiet: dict[int, int] = {}
    for row, stage, number, still in found:
        counts.setdefault(row, {})[stage] = number
        quiet[row] = quiet.get(row, 0) + still
    return counts, quiet


def _days(acting: Acting, rounds: Iterable[Round]) -> dict[int, list[Deadline]]:
    """What is due in each round (a query a procedure)."""
    by_procedure: dict[str, list[Round]] = {}
    for row in rounds:
        by_procedure.setdefault(row.procedure_id, []).append(row)
    found: dict[int, list[Deadline]] = {}
    for procedure_id, rows in by_procedure.items():
        asked = [(row.province_id, row.starts_on) for row in rows]
        held: Mapping[int, Mapping[str, Setting]] = settings_by_province(asked, procedure_id)
        found |= {row.pk: deadlines(row, acting.today(), settings=held[row.province_id]) for row in rows}
    return found


def _next(lines: Sequence[Deadline]) -> DueDay | None:
    days = sorted(coming([line for line in lines if line.key in STEPS]), key=lambda day: day.due)
    return next((day for day in days if day.days_left >= 0), days[-1] if days else None)


def _approved(rounds: Iterable[Round]) -> set[tuple[int, str, str]]:
    """Round, kind and standard of provinces' own reports that are approved (one query)."""
    rows = Report.objects.filter(
        round__in=[row.pk for row in rounds], commune=None, state__in=SETTLED,
        kind__in=(ReportKind.PRELIMINARY, ReportKind.OFFICIAL),
    )  # fmt: skip
    return set(rows.values_list("round", "kind", "standard_id"))


def _report(
    lines: Sequence[Deadline], kind: str, row: Round | None, approved: set[tuple[int, str, str]]
) -> ReportDue | None:
    """A report counts as approved when that of every standard of the round is."""
    line = next((each for each in lines if each.key == kind), None)
    if line is None or row is None:
        return None
    wanted = {(row.pk, kind, each.standard_id) for each in row.standards.all()}
    return ReportDue(line, bool(wanted) and wanted <= approved)
