"""The board of a province: how far communes are, from their stored stages; days; what is amiss."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.areas.models import Level, Unit
from rasoat.web.desk.chosen import Chosen, chosen
from rasoat.web.desk.report_states import report_states
from rasoat.web.desk.silence import DAYS, silent
from rasoat.web.desk.stage_steps import coming
from rasoat.web.rounds.checklist import waiting_count
from rasoat.web.rounds.deadlines import deadlines
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.stages import Stage


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many communes stand at a step; `share` in percent, for the width of the bar."""

    stage: str
    label: str
    number: int
    share: int


def province_board(request: HttpRequest) -> Mapping[str, Any] | None:
    """For people of a province; None for everybody else (a bounded number of queries for any number of communes)."""
    acting = acting_of(request)
    grants = [grant for grant in acting.policy.holding(Capability.ROUND_VIEW) if grant.level == Level.PROVINCE]
    province = Unit.objects.filter(pk=grants[0].unit_id or 0).first() if grants else None
    if province is None:
        return None
    picked = chosen(request, acting)
    sets = acting.policy.may(Capability.PARAMETER_SET, province)
    told: dict[str, Any] = {
        "province": province, "round": picked.row, "tabs": picked.tabs, "sets": sets,
        "unconfirmed": waiting_count(province, acting.today()), "silent_days": DAYS, "reports": report_states(acting),
    }  # fmt: skip
    return told | (_round(acting, picked) if picked.row is not None else {})


def _round(acting: Acting, picked: Chosen) -> dict[str, Any]:
    row = picked.row
    assert row is not None
    counts, quiet = stage_counts(row, acting)
    days = coming(deadlines(row, acting.today()))
    total = sum(each.number for each in counts)
    done = next(each.number for each in counts if each.stage == Stage.DONE)
    return {"days": days, "stages": counts, "total": total, "done": done, "silent": quiet}


def stage_counts(row: Round, acting: Acting) -> tuple[list[StageCount], int]:
    """Communes of a round by step, and how many have been silent (one query)."""
    rows = RoundCommune.objects.filter(round=row).values_list("stage")
    found = rows.annotate(number=Count("pk"), quiet=Count("pk", filter=silent(acting.now()))).order_by()
    counted = {stage: number for stage, number, _quiet in found}
    total = sum(counted.values()) or 1
    lines = [
        StageCount(stage, str(stage.label), counted.get(stage, 0), round(100 * counted.get(stage, 0) / total))
        for stage in Stage
    ]
    return lines, sum(quiet for _stage, _number, quiet in found)
