"""Pairs of households that may be one and the same, and what people said about them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.register.models.household import Household


class PairState(models.TextChoices):
    """What has been said about a pair."""

    OPEN = "open", _("Chờ xem")
    LATER = "later", _("Để sau")
    APART = "apart", _("Không trùng")
    MERGED = "merged", _("Đã gộp")


class PairGround(models.TextChoices):
    """Why two households were put side by side."""

    NUMBER = "number", _("Cùng số định danh")
    NAME = "name", _("Giống họ tên và năm sinh")


class DuplicatePair(models.Model):
    """Two households (the one with the smaller id first) that share people. `people`: pairs of member ids that match.

    `score` (0 to 100): likeness of the names; 100 for equal numbers. A pair said to be apart is not put up again
    unless new people match.
    """

    first = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=6, choices=PairGround.choices)
    score = models.PositiveSmallIntegerField()
    people = models.JSONField(default=list)
    state = models.CharField(max_length=6, choices=PairState.choices, default=PairState.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    event = models.ForeignKey("register.HouseholdEvent", on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = ("first_id", "second_id", "ground", "score", "people", "state", "reason", "event_id")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),)
        indexes = (models.Index(fields=["state", "-score", "id"], name="duplicate_pair_open"),)
