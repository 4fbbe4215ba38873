"""Drawn households go along when their commune merges or is split while the round is open."""

from collections.abc import Sequence

from rasoat.web.areas.models import Unit
from rasoat.web.trust.models import SampledCase


def take_samples_along(case_ids: Sequence[int], to: Unit) -> list[SampledCase]:
    """The hook of a commune that takes cases over: it shows their drawn households from now on."""
    rows = SampledCase.objects.filter(case__in=case_ids)
    rows.update(commune=to)
    return list(rows.order_by("pk"))
