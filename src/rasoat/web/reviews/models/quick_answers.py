"""A quick form (Phiếu A) as filled in: its answers are kept, what came of it, and why."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models.case import Case
from rasoat.web.reviews.models.recorded import RECORDED, Recorded


class QuickOutcome(models.TextChoices):
    """What the paper says in the end; nothing is computed where the law that was read has no rule."""

    PASSED = "pass", _("Đạt: rà soát tiếp")
    FAILED = "fail", _("Không đạt")
    OVERRIDE = "override", _("Không đạt nhưng vẫn rà soát")


class QuickAnswers(Recorded):
    """One filled quick form of a case; a later one stands beside the earlier ones.

    `sealed`: canonical JSON `[[question, yes or no], ...]` in the words of the day, bound to `id`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="quick_forms")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    outcome = models.CharField(max_length=8, choices=QuickOutcome.choices)
    reason = models.CharField(max_length=500, blank=True)

    STATE_FIELDS = ("case_id", "outcome", "reason", *RECORDED)
    SEALED_FIELDS = ("sealed",)

    def seal_bond(self, _name: str) -> str:
        """What the answers are sealed to."""
        return f"quick-form:{self.pk}"
