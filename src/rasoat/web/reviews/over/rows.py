"""The rows of a commune in one round, taken over by another commune. Inside the action's transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Model

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import (
    Application,
    Case,
    DismissedPrompt,
    QuickAnswers,
    Result,
    ReviewMove,
    SignedList,
    Submission,
    VillageReview,
)
from rasoat.web.reviews.over.hooks import run_over
from rasoat.web.reviews.over.places import WhereNow
from rasoat.web.rounds.models import Round

BATCH = 500
_OF_A_CASE: Sequence[type[Model]] = (Result, Submission, QuickAnswers, Application)
Moved = dict[int, list[Model]]
"""Rows by id of the commune that takes them over."""


def move_rows(acting: Acting, row: Round, old: Unit, now: WhereNow, document: str) -> Moved:
    """Reviews of villages, cases with their results and forms, requests, and lists that wait for their confirmation.

    Postings, meetings, re-checks and letters go with what they belong to; decisions, opinions and lists that were
    entered are papers and stay with the commune of their day.
    """
    rows = Case.objects.select_for_update(of=("self",)).filter(round=row, commune=old)
    cases = list(rows.select_related("household").order_by("pk"))
    reviews = list(VillageReview.objects.select_for_update().filter(round=row, commune=old).order_by("pk"))
    now.read([*(case.village_id for case in cases), *(review.village_id for review in reviews)])
    moved: Moved = {}
    for target, own in _apart((now.of(case.village_id, case.household), case) for case in cases):
        moved.setdefault(target.pk, []).extend(_cases(own, target))
    for target, own in _apart((now.of(review.village_id), review) for review in reviews):
        moved.setdefault(target.pk, []).extend(_reviews(acting, own, old, target, now, document))
    for target, own in _apart(_lists(row, old, now)):
        moved.setdefault(target.pk, []).extend(_placed(own, target))
    prompts = DismissedPrompt.objects.filter(round=row, commune=old).select_related("household").order_by("pk")
    for target, own in _apart((now.of(None, each.household), each) for each in prompts):
        moved.setdefault(target.pk, []).extend(_placed(own, target))
    return moved


def move_requests(old: Unit, now: WhereNow) -> Moved:
    """Requests that wait for a round, or for their household to be found."""
    rows = Application.objects.select_for_update(of=("self",)).filter(commune=old, state="received")
    waiting = list(rows.select_related("household").order_by("pk"))
    now.read(each.village_id for each in waiting)
    found = _apart((now.of(each.village_id, each.household), each) for each in waiting)
    return {target.pk: _placed(own, target) for target, own in found}


def _cases(cases: Sequence[Case], to: Unit) -> list[Model]:
    found: list[Model] = _placed(cases, to)
    ids = [case.pk for case in cases]
    for at in range(0, len(ids), BATCH):
        part = ids[at : at + BATCH]
        for model in _OF_A_CASE:
            found += _placed(list(model._default_manager.filter(case__in=part).order_by("pk")), to)
        found += run_over(part, to)
    return found


def _reviews(
    acting: Acting, reviews: Sequence[VillageReview], old: Unit, to: Unit, now: WhereNow, document: str
) -> list[Model]:
    ended = (old.valid_until or now.day) + timedelta(days=1)
    on = max(ended, to.valid_from or ended)
    moves = [
        ReviewMove(review=review, before=old, after=to, on=on, document=document[:200], by=acting.user)
        for review in reviews
    ]
    return [*_placed(reviews, to), *ReviewMove.objects.bulk_create(moves, batch_size=BATCH)]


def _lists(row: Round, old: Unit, now: WhereNow) -> Iterator[tuple[Unit, SignedList]]:
    """Signed lists that nobody has entered: of a village, or of a commune that went over as a whole."""
    waiting = SignedList.objects.select_for_update(of=("self",)).filter(
        round=row, commune=old, confirmed_at=None, dropped_at=None
    )
    found = list(waiting.order_by("pk"))
    now.read(each.village_id for each in found)
    for each in found:
        if each.village_id is not None or len(now.communes) == 1:
            yield now.of(each.village_id), each


def _placed(rows: Sequence[Any], to: Unit) -> list[Any]:
    """The rows, of another commune from now on."""
    for at in range(0, len(rows), BATCH):
        part = rows[at : at + BATCH]
        type(part[0])._default_manager.filter(pk__in=[each.pk for each in part]).update(commune=to)
    for each in rows:
        each.commune = to
    return list(rows)


def _apart(pairs: Iterable[tuple[Unit, Any]]) -> list[tuple[Unit, list[Any]]]:
    """Rows by the commune that they go to, in the order of the first."""
    units: dict[int, Unit] = {}
    found: dict[int, list[Any]] = {}
    for unit, each in pairs:
        units[unit.pk] = unit
        found.setdefault(unit.pk, []).append(each)
    return [(units[pk], rows) for pk, rows in found.items()]
