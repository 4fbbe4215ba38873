"""Draw the sample from the frozen list and publish the seed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row
from rasoat.web.trust.drawing import Framed, drawn, promise_of
from rasoat.web.trust.frames import frame_of
from rasoat.web.trust.models import RecheckPlan, SampledCase
from rasoat.web.trust.moving import locked_plan, moved
from rasoat.web.vault.sealing import unseal

BATCH = 500


def draw_sample(acting: Acting, plan: RecheckPlan) -> list[SampledCase]:
    """The same seed and list always give the same households (`drawing`).

    Raises `NotAllowedError`; `RefusedError` when the list is not frozen or the seed is not the one promised.
    """
    with transaction.atomic():
        plan = locked_plan(acting, plan)
        seed = unseal(plan.seed, bound_to=plan.seal_bond("seed")).decode("ascii")
        if promise_of(seed) != plan.promise:
            raise RefusedError(_("Mầm không khớp cam kết."), remedy=_("Bỏ mẫu này và báo quản trị kỹ thuật."))
        chosen = drawn(frame_of(plan), seed, plan.share, plan.least) if plan.frame_id else []
        plan.published_seed, plan.drawn_at = seed, acting.now()
        sampled = insert(_rows(plan, chosen))
        moved(acting, plan, "draw", rows=sampled, seed=seed, households=len(sampled))
    return sampled


def _rows(plan: RecheckPlan, chosen: Sequence[Framed]) -> list[SampledCase]:
    found: list[SampledCase] = []
    for at in range(0, len(chosen), BATCH):
        part = {each.code: each for each in chosen[at : at + BATCH]}
        found += [
            make_row(
                SampledCase, plan=plan, case=case, province_id=case.province_id, commune_id=case.commune_id,
                village_id=case.village_id, stood=part[str(case.public_id)].household_class,
            )
            for case in Case.objects.filter(round=plan.round_id, public_id__in=part).order_by("pk")
        ]  # fmt: skip
    return found
