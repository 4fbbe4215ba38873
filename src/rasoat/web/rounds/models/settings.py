"""What an office sets for its rounds: parameters of the procedure, internal days, corrections of the calendar."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit


class ParameterValue(models.Model):
    """A province's word on one parameter of a procedure: confirmed as it stands, or changed, with its document.

    The newest row of a key counts; older ones stay. Without a row the law book's default counts, unconfirmed.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    procedure_id = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    document = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = ("province_id", "procedure_id", "key", "value", "document", "note", "valid_from", "confirmed_by_id")

    class Meta:
        indexes = (models.Index(fields=["province", "procedure_id", "key", "-id"], name="parameter_newest"),)


class InternalDay(models.Model):
    """A day by which a province wants a step done or a report in: never after the legal one."""

    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="internal_days")
    key = models.CharField(max_length=40)
    on = models.DateField()
    document = models.CharField(max_length=200, blank=True)

    STATE_FIELDS = ("round_id", "key", "on", "document")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "key"], name="internal_day_once"),)


class DayChange(models.Model):
    """A day that the calendar has otherwise than the holiday library: worked, or free. No province: everywhere.

    Rows are added and withdrawn, never edited: the calendar in memory is known to be old by that.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = ("province_id", "day", "works", "name", "document")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["province", "day"], name="day_change_once"),
            models.UniqueConstraint(
                fields=["day"], condition=models.Q(province__isnull=True), name="day_change_nation_once"
            ),
        )
