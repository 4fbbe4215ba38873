"""Which results and lists a page of signed lists is about."""

from django.db.models import QuerySet

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.boundaries.reach import with_former
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Result, SignedList
from rasoat.web.rounds.models import Round, Route


def entered_standards(row: Round) -> list[tuple[str, str]]:
    """Standards of a round whose results come from signed lists: id and name, in order."""
    found = [each for each in row.standards.all() if each.route == Route.ENTERED]
    return [(each.standard_id, standard_name(each.standard_id)) for each in found]


def results_for(row: Round, commune: Unit, village: Unit | None, standard_id: str) -> QuerySet[Result]:
    """Results that a list may speak of, in the order of the village lists."""
    rows = Result.objects.filter(round=row, commune=commune, standard_id=standard_id)
    if village is not None:
        rows = rows.filter(village=village)
    rows = rows.select_related("case__household__head", "case__village", "assessment")
    return rows.order_by("case__village__sort_key", "case__village_id", "case__number")


def lists_seen_by(acting: Acting) -> QuerySet[SignedList]:
    """Signed lists of communes where the person runs the review, and of those that went into them as a whole."""
    rows = SignedList.objects.select_related("round__province", "commune", "village", "file", "paper", "confirmed_by")
    return with_former(acting, Capability.REVIEW_RUN, rows, everywhere=True).order_by("-entered_at")
