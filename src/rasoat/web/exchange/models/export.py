"""One export: what was asked for, and the sealed file that a job made of it."""

import uuid

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.vault.models import SealedFile


class Export(models.Model):
    """A register of a commune (or of a whole province) as a file. `kind`: layout; `profile`: of a receiving system.

    `notes`: warnings, each a text by language or a sentence (`look.saying`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    profile = models.CharField(max_length=60, blank=True)
    standard_id = models.CharField(max_length=40)
    with_numbers = models.BooleanField(default=False)
    origin = models.ForeignKey("exchange.Import", on_delete=models.PROTECT, null=True, related_name="exports")
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    notes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = ("province_id", "commune_id", "kind", "profile", "standard_id", "with_numbers", "file_id")

    @property
    def place(self) -> Unit:
        """The commune, or the province for all of it."""
        return self.commune or self.province
