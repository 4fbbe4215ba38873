"""A signed list of results as an office brought it in: the workbook, the paper it stands on, and whether it counts."""

import uuid

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models.recorded import RECORDED, Recorded
from rasoat.web.rounds.models import Round
from rasoat.web.vault.models import SealedFile


class SignedList(Recorded):
    """The classes of a village (or a whole commune: no village) under one standard, out of a workbook.

    `happened_on`: the day it was signed. It waits until somebody has looked at the preview and confirms it; or it is
    dropped, and its files are erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="signed_lists")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    standard_id = models.CharField(max_length=40)
    document = models.CharField(max_length=200)
    """Number, day and place of the list as the paper has them."""
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    results = models.PositiveIntegerField(null=True)
    """How many results were written; null while nobody has confirmed it."""
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    STATE_FIELDS = (
        "round_id", "commune_id", "village_id", "standard_id", "document", "file_id", "results", "confirmed_at",
        "confirmed_by_id", "dropped_at", *RECORDED,
    )  # fmt: skip

    class Meta:
        indexes = (models.Index(fields=["round", "commune", "-entered_at"], name="signed_list_newest"),)

    @property
    def waits(self) -> bool:
        """Whether nobody has confirmed or dropped it."""
        return self.confirmed_at is None and self.dropped_at is None
