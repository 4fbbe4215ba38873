"""Who may read the scans and photos of the later steps: whoever sees the record they belong to."""

from django.db.models import Q

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import may_change
from rasoat.web.reviews.models import Meeting, Opinion, Posting, Recheck, RoundDecision
from rasoat.web.vault.models import SealedFile


def may_read_step(acting: Acting, file: SealedFile) -> bool:
    """Scans of meetings, postings, opinions, decisions and re-checks."""
    visible = acting.policy.visible
    posted = Q(paper=file) | Q(photo=file) | Q(ended_paper=file) | Q(ended_photo=file)
    return (
        visible(Capability.REVIEW_VIEW, Meeting.objects.filter(paper=file), prefix="review__").exists()
        or visible(Capability.REVIEW_VIEW, Posting.objects.filter(posted), prefix="review__").exists()
        or any(_follows(acting, row) for row in Opinion.objects.filter(paper=file).select_related("commune"))
        or any(_follows(acting, row) for row in RoundDecision.objects.filter(paper=file).select_related("commune"))
        or visible(Capability.REVIEW_VIEW, Recheck.objects.filter(paper=file), prefix="case__").exists()
    )


def _follows(acting: Acting, row: Opinion | RoundDecision) -> bool:
    """Whether the person sees the commune of a paper, or everything that followed it."""
    return may_change(acting, Capability.REVIEW_VIEW, row.commune)
