"""Requests of households: to be reviewed, to be taken off the list, to be certified as of average living standard."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Household
from rasoat.web.reviews.models.recorded import RECORDED, Recorded


class RequestKind(models.TextChoices):
    """Which form, and which box of it."""

    REVIEW = "review", _("Mẫu 01: rà soát hộ nghèo, hộ cận nghèo")
    AVERAGE = "average", _("Mẫu 01: xác định hộ có mức sống trung bình")
    EXIT_POOR = "exit_poor", _("Mẫu 04: công nhận thoát nghèo")
    EXIT_NEAR_POOR = "exit_near_poor", _("Mẫu 04: công nhận thoát cận nghèo")


class RequestChannel(models.TextChoices):
    """How it came in."""

    IN_PERSON = "in_person", _("Nộp trực tiếp")
    POST = "post", _("Qua bưu điện")
    PORTAL = "portal", _("Cổng dịch vụ công")
    ONLINE = "online", _("Trang công khai của hệ thống")


class Application(Recorded):
    """One request. `happened_on`: the day it was received. `file_code`: the portal's, or our receipt's number.

    `case` is set when it is taken into a round; without one it waits for the next.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=RequestKind.choices)
    channel = models.CharField(max_length=9, choices=RequestChannel.choices)
    file_code = models.CharField(max_length=60, blank=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="applications")
    applicant = models.CharField(max_length=120)
    details = models.BinaryField(default=b"")
    """Sealed JSON: what the form says of applicant and members (numbers, birth dates, addresses)."""
    reason = models.CharField(max_length=500, blank=True)
    case = models.ForeignKey("reviews.Case", on_delete=models.PROTECT, null=True, related_name="applications")
    state = models.CharField(max_length=12, default="received")
    answer = models.CharField(max_length=1000, blank=True)
    """The reason of a refusal to review it, as printed in the answer."""
    answered_on = models.DateField(null=True)

    STATE_FIELDS = (
        "commune_id", "village_id", "kind", "channel", "file_code", "household_id", "applicant", "reason", "case_id",
        "state", "answer", "answered_on", *RECORDED,
    )  # fmt: skip
    SEALED_FIELDS = ("details",)

    class Meta:
        indexes = (models.Index(fields=["commune", "state", "happened_on"], name="application_open"),)

    def seal_bond(self, _name: str) -> str:
        """What the details are sealed to."""
        return f"application:{self.pk}"
