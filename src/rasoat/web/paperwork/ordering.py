"""Put an order of a village's papers into the queue: the same for what is printed and for what is archived."""

from typing import Any

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.jobs.actions.enqueue import enqueue, owner_of
from rasoat.web.ledger.record import record
from rasoat.web.look.saying import Said
from rasoat.web.paperwork.models import VillageFolder
from rasoat.web.reviews.models import VillageReview


def ordered(
    acting: Acting, review: VillageReview, job_kind: str, *, stage: str, plan: list[Any], label: str
) -> VillageFolder:  # fmt: skip
    """The order with its job and its entry in the ledger. `label` is a message with the village as `%(unit)s`."""
    with transaction.atomic():
        folder = VillageFolder.objects.create(
            province_id=review.province_id, commune=review.commune, village=review.village, review=review, stage=stage,
            plan=plan, owner=owner_of(acting),
        )  # fmt: skip
        folder.job = enqueue(
            acting, job_kind, label=Said(label, {"unit": review.village.full_name}),
            arguments={"folder": str(folder.pk)}, unit=review.commune, steps=len(plan) + 1,
        )  # fmt: skip
        folder.save(update_fields=["job"])
        record(
            acting, "paperwork.folder_ordered", folder, unit=review.commune,
            after={"village": review.village.full_name, "stage": stage, "steps": len(plan)},
            role=acting.role_for(Capability.REVIEW_RUN, review),
        )  # fmt: skip
    return folder
