"""An office's own version of the text of a paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from rasoat.web.areas.models import Unit


class PaperTemplate(models.Model):
    """A version of a text. `unit`: the province or commune that it belongs to; `commune` is null for a province's.

    A text has at most one draft and one version in use a unit; without one in use the province's counts, then the
    shipped one. `version` counts the saves of a draft: who saves over somebody else's is told.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField()
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = ("unit_id", "commune_id", "kind", "number", "text", "note", "state", "reason")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "kind", "number"], name="paper_template_number"),
            models.UniqueConstraint(
                fields=["unit", "kind", "state"],
                condition=Q(state__in=("draft", "current")),
                name="paper_template_once",
            ),
        )
