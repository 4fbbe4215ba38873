"""Results as they were published: already without small counts, so that no page can give them away."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit


class Publication(models.Model):
    """The result of a province in a year under a standard, by commune. The newest that is not withdrawn counts.

    `figures`: `{"columns": [...], "rows": [{"key", "name", column: count or null}], "total": {column: ...}}`; null is a
    count left out. `as_of`: the day of the last decision counted. `threshold`: the least count shown.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    standard_id = models.CharField(max_length=40)
    as_of = models.DateField()
    threshold = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)

    STATE_FIELDS = (
        "province_id", "year", "standard_id", "as_of", "threshold", "figures", "published_by_id", "withdrawn_at",
        "withdrawn_why",
    )  # fmt: skip

    class Meta:
        indexes = (models.Index(fields=["province", "year", "standard_id", "-id"], name="publication_newest"),)
