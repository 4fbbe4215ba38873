"""A sample of re-checks: the promise of its seed, the frozen list it is drawn from, the households drawn."""

import uuid

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import Case, Recheck
from rasoat.web.rounds.models import Round
from rasoat.web.vault.models import SealedFile

OPEN = ("promised", "frozen")
"""States of a sample that is not drawn yet: a round has one of these at a time."""


class RecheckPlan(models.Model):
    """A sample of a round. `promise`: SHA-256 of the seed, told before the data are frozen.

    `seed`: sealed until it is drawn, then published as `published_seed`. `frame`: the frozen list, a line a household;
    `frame_digest`: its SHA-256. `share`: households in a thousand of each stratum, `least` at the least. A later sample
    of the round is drawn from the households that stood in no frame before it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="recheck_plans")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    standard_id = models.CharField(max_length=40)
    share = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=200)
    promise = models.CharField(max_length=64)
    seed = models.BinaryField()
    published_seed = models.CharField(max_length=64, blank=True)
    frame = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    frame_digest = models.CharField(max_length=64, blank=True)
    frame_size = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, default="promised")
    reason = models.CharField(max_length=500, blank=True)
    promised_at = models.DateTimeField(auto_now_add=True)
    promised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)

    STATE_FIELDS = (
        "round_id", "province_id", "standard_id", "share", "least", "document", "promise", "frame_id", "frame_digest",
        "published_seed", "state", "reason",
    )  # fmt: skip
    SEALED_FIELDS = ("seed",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round"], condition=models.Q(state__in=OPEN), name="recheck_plan_open"),
        )

    def seal_bond(self, _name: str) -> str:
        """What the seed is sealed to."""
        return f"recheck_plan:{self.pk}"


class SampledCase(models.Model):
    """A household drawn. `stood`: its class when the data were frozen. `recheck`: by an independent person."""

    plan = models.ForeignKey(RecheckPlan, on_delete=models.PROTECT, related_name="sampled")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    stood = models.CharField(max_length=12)
    recheck = models.OneToOneField(Recheck, on_delete=models.PROTECT, null=True, related_name="sampled")

    STATE_FIELDS = ("plan_id", "case_id", "commune_id", "village_id", "stood", "recheck_id")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "case"], name="sampled_once"),)
        indexes = (models.Index(fields=["plan", "commune", "village"], name="sampled_place"),)
