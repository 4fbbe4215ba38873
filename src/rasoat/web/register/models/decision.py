"""Decisions and their lines; the status of a household on a day is a query over them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import AreaKind, Unit
from rasoat.web.register.models.household import Household
from rasoat.web.vault.models import SealedFile


class DecisionSource(models.TextChoices):
    """Where a decision came from."""

    IMPORTED = "imported", _("Nhập từ danh sách đã ký")
    REVIEW = "review", _("Từ đợt rà soát")


class DecisionState(models.TextChoices):
    """A withdrawn decision (its import was undone) stays readable and counts for nothing."""

    VALID = "valid", _("Có hiệu lực")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Decision(models.Model):
    """A decision of a commune under one standard. `number` and `signed_on` may be unknown in old lists."""

    number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    year = models.PositiveSmallIntegerField()
    standard_id = models.CharField(max_length=40)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=DecisionSource.choices)
    state = models.CharField(max_length=9, choices=DecisionState.choices, default=DecisionState.VALID)
    watermark = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.UUIDField(null=True, db_index=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = (
        "number", "signed_on", "effective_from", "effective_until", "year", "standard_id", "commune_id", "source",
        "state",
    )  # fmt: skip

    class Meta:
        indexes = (models.Index(fields=["commune", "standard_id", "-effective_from"], name="decision_latest"),)


class DecisionLine(models.Model):
    """One household in a decision, with what the list said of it on that day."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="decision_lines")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    area = models.CharField(max_length=5, choices=AreaKind.choices)
    household_class = models.CharField(max_length=12)
    reason = models.CharField(max_length=40, blank=True)
    head_name = models.CharField(max_length=120, blank=True)
    member_count = models.PositiveSmallIntegerField(null=True)
    income_score = models.IntegerField(null=True)
    deprivation_score = models.IntegerField(null=True)
    deprived = models.CharField(max_length=200, blank=True)
    values = models.JSONField(default=dict)

    STATE_FIELDS = (
        "decision_id",
        "household_id",
        "household_class",
        "reason",
        "income_score",
        "deprivation_score",
        "deprived",
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "household"], name="decision_line_once"),)


class Status(models.Model):
    """The class in force today by household and standard: a copy of what the decisions say, for lists and filters."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="statuses")
    standard_id = models.CharField(max_length=40)
    household_class = models.CharField(max_length=12)
    since = models.DateField()
    line = models.ForeignKey(DecisionLine, on_delete=models.CASCADE, related_name="+")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)

    FOLLOWS_UNITS = True

    class Meta:
        constraints = (models.UniqueConstraint(fields=["household", "standard_id"], name="status_once"),)
        indexes = (models.Index(fields=["commune", "standard_id", "household_class"], name="status_class"),)


class UnitCount(models.Model):
    """Stored totals of the register by village (or commune where the village is unknown), standard and class.

    The class is empty for all living households. Refreshed by the actions that change them.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    standard_id = models.CharField(max_length=40, blank=True)
    household_class = models.CharField(max_length=12, blank=True)
    households = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)

    FOLLOWS_UNITS = True

    class Meta:
        indexes = (models.Index(fields=["commune", "standard_id", "household_class"], name="unit_count_commune"),)
