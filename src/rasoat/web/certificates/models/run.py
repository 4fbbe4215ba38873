"""Work on many certificates at once: issuing after a decision, printing."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.reviews.models import RoundDecision
from rasoat.web.vault.models import SealedFile


class RunKind(models.TextChoices):
    """What the run makes."""

    ISSUE = "issue", _("Cấp giấy theo quyết định")
    PAPERS = "papers", _("In giấy chứng nhận")
    BOXES = "boxes", _("In đè ô năm lên giấy đã có")


class CertificateRun(models.Model):
    """One run of a commune, or of one of its villages. `issued`, `boxed`, `recalled`, `printed`: how many papers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=6, choices=RunKind.choices)
    decision = models.ForeignKey(RoundDecision, on_delete=models.PROTECT, related_name="certificate_runs")
    issued = models.PositiveIntegerField(default=0)
    boxed = models.PositiveIntegerField(default=0)
    recalled = models.PositiveIntegerField(default=0)
    printed = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(kind="issue"), name="certificate_issue_once"
            ),
        )
