"""The officer's board: every village of the commune by step, the overdue first; requests and complaints that wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.complaints.queries import clocks_of
from rasoat.web.desk.chosen import chosen
from rasoat.web.desk.doors import doors_of
from rasoat.web.desk.stage_steps import coming, due_days, stage_badge
from rasoat.web.look.badges import Badge
from rasoat.web.reviews.models import Application, Case, Opinion, Posting, VillageReview
from rasoat.web.reviews.stages import StageRow, stage_table
from rasoat.web.rounds.deadlines import Deadline, deadlines
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.monthly import monthly_offer
from rasoat.web.rounds.stages import ORDER, Stage

COMMUNE = "xa"
SHOWN = tuple(stage for stage in Stage if stage != Stage.LISTING)
"""Steps that have a column: on the way to a list there is no household to count."""


@dataclass(frozen=True, slots=True)
class VillageLine:
    """A village in the table. `cells`: label and number of households by step; `late`: why it is overdue, in words."""

    row: StageRow
    url: str
    label: str
    badge: Badge
    cells: Sequence[tuple[str, int]]
    late: str


def board(request: HttpRequest) -> Mapping[str, Any] | None:
    """What an officer or board member of a commune sees; None for everybody else (twelve queries)."""
    acting = acting_of(request)
    communes = _communes(acting)
    if not communes:
        return None
    wanted = request.GET.get(COMMUNE, "")
    commune = next((each for each in communes if each.key == wanted), communes[0])
    picked = chosen(request, acting)
    told: dict[str, Any] = {
        "commune": commune, "communes": communes, "doors": doors_of(acting, commune), "tabs": picked.tabs,
        "round": picked.row, "requests": _requests(acting, commune), "clocks": clocks_of(acting),
        "monthly": monthly_offer(acting, commune),
    }  # fmt: skip
    if picked.row is not None:
        days = deadlines(picked.row, acting.today())
        told |= {
            "days": coming(days), "steps": [stage.label for stage in SHOWN],
            "villages": village_lines(picked.row, commune, days, acting.today()),
        }  # fmt: skip
    return told


def village_lines(row: Round, commune: Unit, days: list[Deadline], today: date) -> list[VillageLine]:
    """Every village of a commune with its step: the overdue first, then the slowest (five queries)."""
    due, waits = due_days(days), _waits(row, commune, today)
    lines = [_line(each, due, waits, today) for each in stage_table(row, commune)]
    return sorted(lines, key=lambda line: (not line.late, ORDER[line.row.stage]))


def _line(row: StageRow, due: Mapping[str, date], waits: Mapping[int, str], today: date) -> VillageLine:
    stage = Stage(row.stage)
    late = waits.get(row.review.pk, "") if row.review else ""
    if not late and stage != Stage.DONE and (day := due.get(stage)) is not None and day < today:
        late = _("Quá hạn bước này %(days)s ngày") % {"days": (today - day).days}
    url = reverse("reviews:village_steps", args=[row.review.pk]) if row.review else ""
    return VillageLine(
        row, url, row.village.full_name if row.village else _("Chưa rõ thôn"), _badge(row, stage),
        [(str(each.label), row.counts.get(each, 0)) for each in SHOWN], late,
    )  # fmt: skip


def _badge(row: StageRow, stage: Stage) -> Badge:
    """The step of a village; one whose list has no household is through without having done anything."""
    return stage_badge(stage) if row.cases or stage != Stage.DONE else Badge(_("Không có hộ"), "circle-check", "plain")


def _waits(row: Round, commune: Unit, today: date) -> dict[int, str]:
    """Villages in which something is past its day: a posting not taken down, an opinion that has not come."""
    found: dict[int, str] = {}
    ended = Posting.objects.filter(review__round=row, review__commune=commune, ended_on=None, ends_on__lt=today)
    for review_id, ends_on in ended.values_list("review_id", "ends_on"):
        found[review_id] = _("Niêm yết hết hạn %(day)s, chưa ghi kết thúc") % {"day": f"{ends_on:%d/%m/%Y}"}
    own = whole_predecessors({commune.pk})
    late = Opinion.objects.filter(round=row, commune__in=own, given_on=None, due_on__lt=today)
    asked = {case: due for cases, due in late.values_list("asked", "due_on") for case in cases}
    villages = {
        village: due
        for case, village in Case.objects.filter(pk__in=asked).values_list("pk", "village")
        if (due := asked[case])
    }
    reviews = VillageReview.objects.filter(round=row, village__in=villages)
    for review_id, village_id in reviews.values_list("pk", "village_id"):
        found[review_id] = _("Ý kiến quá hạn từ %(day)s") % {"day": f"{villages[village_id]:%d/%m/%Y}"}
    return found


def _communes(acting: Acting) -> list[Unit]:
    """Communes that the person runs the review of: held at the commune itself, not from above."""
    grants = [grant for grant in acting.policy.holding(Capability.REVIEW_RUN) if grant.level == Level.COMMUNE]
    held = {grant.unit_id for grant in grants if grant.unit_id is not None}
    return list(Unit.objects.filter(pk__in=held).order_by("sort_key", "pk")) if held else []


def _requests(acting: Acting, commune: Unit) -> dict[str, Any]:
    """Requests that no round has taken in yet, and the oldest of them."""
    rows = acting.policy.visible(Capability.REVIEW_VIEW, Application.objects.filter(commune=commune, state="received"))
    found = rows.aggregate(number=Count("pk"), oldest=Min("happened_on"))
    days = (acting.today() - found["oldest"]).days if found["oldest"] else None
    return {**found, "days": days}
