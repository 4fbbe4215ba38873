"""The papers of a village, made in the background: parts while the work goes on, at the end one file of each kind."""

import uuid

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.reviews.models import VillageReview
from rasoat.web.vault.models import SealedFile


class VillageFolder(models.Model):
    """One order. `plan`: what is made, in order: `[kind, [references]]`; `bundle`: Word documents and the PDF.

    `stage` "archive" is a dossier: its plan holds lines of the index, its `pdf` is the index alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(VillageReview, on_delete=models.PROTECT, related_name="folders")
    stage = models.CharField(max_length=12, blank=True)
    plan = models.JSONField(default=list)
    papers = models.PositiveIntegerField(default=0)
    bundle = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)


class FolderPart(models.Model):
    """A finished step of an order, sealed: a ZIP of what the step made. Erased when the order is done."""

    folder = models.ForeignKey(VillageFolder, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["folder", "position"], name="folder_part_once"),)
        ordering = ("position",)
