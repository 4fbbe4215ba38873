"""What people answered once: how the columns of a kind of book are mapped, which place a written name means."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit


class ImportProfile(models.Model):
    """A mapping profile of a commune's or province's own kind of book, used again when the same headings come."""

    name = models.CharField(max_length=120)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    headings = models.CharField(max_length=64)
    text = models.TextField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = ("name", "province_id", "commune_id", "headings", "text")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commune", "headings"], name="import_profile_commune"),
            models.UniqueConstraint(
                fields=["province", "headings"],
                condition=models.Q(commune__isnull=True),
                name="import_profile_province",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PlaceName(models.Model):
    """Which unit a written place means in this province. `written` is folded: commune, then `|` and the village.

    `village` is empty where the place is known as a commune only.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    written = models.CharField(max_length=250)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = ("province_id", "written", "commune_id", "village_id")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["province", "written"], name="place_name_once"),)
