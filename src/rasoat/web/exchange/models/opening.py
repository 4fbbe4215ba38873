"""Chốt số đầu kỳ: what the register holds against what last year's decision said, village by village."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit


class OpeningState(models.TextChoices):
    """open -> prepared -> approved; a reopened one is open again."""

    OPEN = "open", _("Đang đối chiếu")
    PREPARED = "prepared", _("Chờ duyệt")
    APPROVED = "approved", _("Đã chốt")


class OpeningSettlement(models.Model):
    """One commune, one standard, one year whose opening figures are settled. `decision`: last year's paper."""

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    standard_id = models.CharField(max_length=40)
    on = models.DateField()
    decision = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=8, choices=OpeningState.choices, default=OpeningState.OPEN)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    reopened_reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "commune_id", "year", "standard_id", "on", "decision", "state", "prepared_by_id", "approved_by_id",
        "reopened_reason",
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["commune", "year", "standard_id"], name="opening_once"),)

    def __str__(self) -> str:
        return f"{self.commune} {self.year}"


class OpeningLine(models.Model):
    """One village (or the households without one) and one class: the decision's figures, the register's, the reason.

    `decided_*` is null until somebody types it in or it is taken from a decision.
    """

    settlement = models.ForeignKey(OpeningSettlement, on_delete=models.CASCADE, related_name="lines")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    household_class = models.CharField(max_length=12)
    decided_households = models.PositiveIntegerField(null=True)
    decided_persons = models.PositiveIntegerField(null=True)
    held_households = models.PositiveIntegerField(default=0)
    held_persons = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)

    STATE_FIELDS = (
        "settlement_id", "village_id", "household_class", "decided_households", "decided_persons", "held_households",
        "held_persons", "reason",
    )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["settlement", "village", "household_class"], name="opening_line_village"),
            models.UniqueConstraint(
                fields=["settlement", "household_class"],
                condition=models.Q(village__isnull=True),
                name="opening_line_commune",
            ),
        )

    @property
    def differs(self) -> bool:
        """Whether the register and the decision say different things. Persons count where the decision tells them."""
        persons = self.held_persons if self.decided_persons is None else self.decided_persons
        return (self.decided_households, persons) != (self.held_households, self.held_persons)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to explain."""
        return self.decided_households is not None and (not self.differs or bool(self.reason.strip()))
