"""Forms of the demonstration: the answers of the synthetic households, keyed in from paper."""

from collections.abc import Iterable

from rasoat.web.reviews.actions.lock_forms import lock_forms
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.models import Case, Entry, VillageReview
from rasoat.web.reviews.survey.answers import Answers
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import Filled
from rasoat.web.showcase.review.stand import REVIEWER, Stand

SECONDS = 300
"""How long a form took, about."""


def fill_forms(stand: Stand, cases: Iterable[Case], *, days: int) -> int:
    """Key in the forms of some households; returns how many. A household without answers is left for the visitor."""
    sheet = sheet_of(stand.round)
    filled = 0
    for case in cases:
        row = stand.answers.get(case.household_id)
        if row is None:
            continue
        told = {key: row[key] for key in sheet.by_key if row.get(key) is not None}
        form = Filled(
            Answers(told), stand.told(days, REVIEWER), entry=Entry.KEYED, seconds=SECONDS + case.number * 17 % 200
        )
        submit_form(stand.officer, case, form)
        filled += 1
    return filled


def lock_village(stand: Stand, review: VillageReview, *, days: int) -> int:
    """Key in and lock all forms of a village; returns how many stayed open."""
    cases = Case.objects.filter(round=stand.round, village=review.village, state="listed")
    fill_forms(stand, cases.select_related("household", "round", "commune", "village").order_by("number"), days=days)
    return lock_forms(stand.officer, review).left_open
