"""What the public site of a province offers, and the legal basis on which names may stand online."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit


class PublicSite(models.Model):
    """The switches of a province. Without a row: complaints are taken, requests not, counts under 5 are left out."""

    province = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="+")
    threshold = models.PositiveSmallIntegerField(default=5)
    complaints = models.BooleanField(default=True)
    applications = models.BooleanField(default=False)
    document = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = ("province_id", "threshold", "complaints", "applications", "document", "changed_by_id")


class NamesBasis(models.Model):
    """The legal basis for names online, of a commune or (without one) of the whole province, until a day."""

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    standard_id = models.CharField(max_length=40)
    document = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    STATE_FIELDS = (
        "province_id", "commune_id", "year", "standard_id", "document", "valid_from", "valid_until", "recorded_by_id",
        "withdrawn_at",
    )  # fmt: skip
