"""What pages of the later steps share: finding the village or commune of a round, and the procedure's help."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from rasoat.law.procedure import ReviewKind, Step
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import VillageReview
from rasoat.web.rounds.law import procedure, words
from rasoat.web.rounds.mark_words import MARKS
from rasoat.web.rounds.models import Round, RoundCommune


@dataclass(frozen=True, slots=True)
class Help:
    """A step of the procedure for people: its name, what to do with an example, the law behind it.

    `weak`: how the step is known, when nobody has compared it with the law.
    """

    code: str
    name: str
    text: str
    law: str
    weak: str


def review_or_404(request: HttpRequest, review_id: int) -> VillageReview:
    """A village in a round, when the person may see its review."""
    rows = VillageReview.objects.select_related("round__province", "village", "commune")
    return get_object_or_404(acting_of(request).policy.visible(Capability.REVIEW_VIEW, rows), pk=review_id)


def place_or_404(request: HttpRequest, round_id: int, key: str) -> RoundCommune:
    """A commune in a round, when the person may see the review of the whole commune."""
    rows = RoundCommune.objects.select_related("round__province", "commune")
    visible = acting_of(request).policy.visible(Capability.REVIEW_VIEW, rows)
    found = visible.filter(round=round_id, commune__key=key).first()
    if found is None:
        raise Http404
    return found


def standards_of(row: Round) -> list[tuple[str, str]]:
    """Ids and names of the standards of a round, in order."""
    return [(each.standard_id, standard_name(each.standard_id)) for each in row.standards.all()]


def help_of(row: Round) -> list[Help]:
    """The steps of the round's procedure, in order."""
    return [_help(step) for step in procedure(row.procedure_id).steps(ReviewKind(row.kind))]


def help_on(row: Round, code: str) -> Help | None:
    """The help of one step; None where the procedure has no such step."""
    return next((each for each in help_of(row) if each.code == code), None)


def _help(step: Step) -> Help:
    told = step.evidence
    law = ", ".join(filter(None, [told.article, told.instrument]))
    doubt = str(MARKS[told.mark].label) if told.mark.needs_office else ""
    return Help(step.code, words(step.name), words(step.help), law, doubt)
