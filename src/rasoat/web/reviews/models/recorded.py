"""What every step on paper records: when it happened and who acted, apart from when and by whom it was entered."""

from django.conf import settings
from django.db import models

from rasoat.web.vault.models import SealedFile


class Recorded(models.Model):
    """A step. `acted`: the person who acted, in words, when it was entered on behalf of that person (nhập thay)."""

    happened_on = models.DateField()
    acted = models.CharField(max_length=160, blank=True)
    on_behalf = models.BooleanField(default=False)
    paper = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


RECORDED = ("happened_on", "acted", "on_behalf", "paper_id", "entered_by_id")
"""The state fields of `Recorded`, for the models that build on it."""
