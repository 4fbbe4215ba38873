"""Households that may have been missed: something happened to them since the last review, and they are not listed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.survey.text import fold
from rasoat.web.areas.models import Unit
from rasoat.web.register.models import EventKind, Household, HouseholdEvent
from rasoat.web.reviews.models import Application, Case, CaseStep, DismissedPrompt, StepKind, Submission
from rasoat.web.rounds.models import Round, RoundState

ENDED = ("left", "screened_out", "decided")
_OUT = (StepKind.LEFT, StepKind.SCREENED_OUT)
LOOK_BACK = timedelta(days=365)
_WORD = re.compile(r"[^\W_]+")
WORDS: Mapping[str, tuple[str, ...]] = {
    "disaster": ("thiên tai", "bão", "lũ", "lụt", "sạt lở", "hạn hán", "hỏa hoạn", "cháy nhà", "dịch bệnh"),
    "illness": ("ốm", "bệnh", "tai nạn", "phẫu thuật"),
    "return": ("trở về", "quay về", "hồi hương"),
}
"""Words in the reason of an event that tell its cause."""

KINDS: Mapping[str, str] = {
    EventKind.DEATH: "death", EventKind.MOVED_IN: "return", EventKind.JOINED: "return", EventKind.CREATED: "new",
    EventKind.SPLIT: "new",
}  # fmt: skip
CAUSES: Mapping[str, "str | Promise"] = {
    "disaster": _("thiên tai, rủi ro"), "illness": _("ốm đau, tai nạn"), "death": _("có người mất"),
    "return": _("mới chuyển đến, trở về"), "new": _("mới có trong sổ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prompt:
    """A household, why it is named, and the events behind it."""

    household: Household
    causes: tuple[str, ...]
    events: tuple[HouseholdEvent, ...]

    @property
    def words(self) -> "list[str | Promise]":
        """The causes in words."""
        return [CAUSES[cause] for cause in self.causes]


def prompted(row: Round, commune: Unit) -> QuerySet[Household]:
    """Living households of a commune with such an event, without a case, a waiting request or a dismissal.

    What another round has dealt with is not named again, nor a household that stands in another open round.
    """
    events = _events(row).filter(household=OuterRef("pk"))
    homes = Household.objects.filter(Exists(events), commune=commune, ended_on__isnull=True)
    for model in (Case, DismissedPrompt):
        homes = homes.exclude(Exists(model.objects.filter(round=row, household=OuterRef("pk"))))
    elsewhere = Case.objects.filter(household=OuterRef("pk"), round__state=RoundState.OPEN, round__purpose=row.purpose)
    homes = homes.exclude(Exists(elsewhere.exclude(state__in=ENDED)))
    waiting = Application.objects.filter(household=OuterRef("pk"), state="received")
    homes = homes.exclude(Exists(waiting))
    return homes.select_related("village").order_by("village__sort_key", "sort_key", "pk")


def prompts_of(row: Round, homes: "list[Household]") -> list[Prompt]:
    """The causes of some of these households (one query)."""
    events: dict[int, list[HouseholdEvent]] = {home.pk: [] for home in homes}
    for event in _events(row).filter(household__in=events).order_by("-on", "-id"):
        events[event.household_id].append(event)
    found = []
    for home in homes:
        causes = dict.fromkeys(cause for event in events[home.pk] for cause in causes_of(event))
        found.append(Prompt(home, tuple(causes), tuple(events[home.pk])))
    return found


def causes_of(event: HouseholdEvent) -> list[str]:
    """What an event may have meant for the household: by its kind, and by words of its reason."""
    if event.kind == EventKind.HARDSHIP:
        return [event.changes.get("cause", "disaster")]
    said = " ".join(_WORD.findall(fold(event.reason)))
    told = f" {said} "
    found = [KINDS[event.kind]] if event.kind in KINDS else []
    found += [cause for cause, words in WORDS.items() if any(f" {fold(word)} " in told for word in words)]
    return found


def _events(row: Round) -> QuerySet[HouseholdEvent]:
    """Events of the last year that may matter and that no other round has dealt with since they were recorded.

    A round deals with them by a form of the household, by the end of its case, or by a dismissal. SQLite knows no case
    of Vietnamese letters: words are tried in both.
    """
    said = Q(kind__in=[*KINDS, EventKind.HARDSHIP])
    for words in WORDS.values():
        for word in words:
            said |= Q(reason__icontains=word) | Q(reason__icontains=word.capitalize())
    rows = HouseholdEvent.objects.filter(said, on__gte=row.starts_on - LOOK_BACK, undone_by__isnull=True)
    cases = {"case__household": OuterRef("household"), "case__round__purpose": row.purpose}
    known = {"entered_at__gte": OuterRef("recorded_at")}
    dealt = (
        DismissedPrompt.objects.filter(
            household=OuterRef("household"), round__purpose=row.purpose, at__gte=OuterRef("recorded_at")
        ).exclude(round=row),
        Submission.objects.filter(**cases, **known).exclude(case__round=row),
        CaseStep.objects.filter(**cases, **known, kind__in=_OUT).exclude(case__round=row),
    )
    for each in dealt:
        rows = rows.exclude(Exists(each))
    return rows.exclude(kind=EventKind.UNDONE)
