"""The village of the demo accounts: half surveyed, one relative declared, somebody not at home."""

from rasoat.web.accounts.acting import acting_as
from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.actions.assign_cases import assign_cases
from rasoat.web.reviews.actions.declare_relative import declare_relative
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.name_reviewer import name_reviewer
from rasoat.web.reviews.actions.record_attempt import record_attempt
from rasoat.web.reviews.models import Case, Situation
from rasoat.web.reviews.recording import Told
from rasoat.web.showcase.review.forms import fill_forms
from rasoat.web.showcase.review.stand import HEAD, Stand


def half_survey(stand: Stand, village: Unit, reviewer: User, head: User) -> None:
    """Two reviewers; the last household is a relative of the first, so the second one visits it."""
    review = stand.review(village)
    first = name_reviewer(stand.officer, review, user=reviewer)
    second = name_reviewer(stand.officer, review, user=head, post="Trưởng thôn")
    assign_cases(stand.officer, first)
    rows = Case.objects.filter(round=stand.round, village=village).order_by("number")
    cases = list(rows.select_related("household", "round", "commune", "village"))
    if len(cases) < 3:
        return
    own = acting_as(reviewer, "showcase")
    declare_relative(own, cases[-1], "em ruột", second, Told(stand.ago(5)))
    record_attempt(own, cases[-2], Told(stand.ago(4)), Situation.ABSENT, HEAD)
    done = cases[: len(cases) // 2]
    fill_forms(stand, done, days=6)
    for case in Case.objects.filter(pk__in=[each.pk for each in done], state="surveyed")[: max(len(done) - 1, 1)]:
        lock_form(own, case)
