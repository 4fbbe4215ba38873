"""Frozen lists of samples: read back, and who stands in one already."""

from rasoat.web.trust.drawing import Framed, read
from rasoat.web.trust.models import RecheckPlan
from rasoat.web.vault.files import open_sealed


def frame_of(plan: RecheckPlan) -> list[Framed]:
    """The frozen list of a sample."""
    assert plan.frame is not None
    return list(read(b"".join(open_sealed(plan.frame))))


def framed_before(plan: RecheckPlan) -> set[str]:
    """Codes of the households that stand in the frame of an earlier sample of the round under the same standard."""
    rows = RecheckPlan.objects.filter(round=plan.round_id, standard_id=plan.standard_id, state="drawn")
    return {each.code for earlier in rows.exclude(pk=plan.pk).select_related("frame") for each in frame_of(earlier)}
