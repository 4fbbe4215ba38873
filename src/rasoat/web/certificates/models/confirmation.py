"""A single confirmation (giấy xác nhận): what a school, a bank or a hospital asks a household to bring."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Decision, Household, Member
from rasoat.web.reviews.models import SignerForm


class Purpose(models.TextChoices):
    """For whom it is."""

    PUPIL = "pupil", _("Học sinh, sinh viên: miễn giảm học phí, hỗ trợ chi phí học tập")
    BANK = "bank", _("Ngân hàng: vay vốn tín dụng ưu đãi")
    HOSPITAL = "hospital", _("Bệnh viện: khám bệnh, chữa bệnh")
    OTHER = "other", _("Việc khác")


class Confirmation(models.Model):
    """That a household (`member`: one of its people) is on the list on a day, by a decision in force.

    `content`: sealed JSON of what is printed of the person. `code`: random, printed as QR.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="confirmations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    standard_id = models.CharField(max_length=40)
    household_class = models.CharField(max_length=12)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=24, unique=True)
    on = models.DateField()
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    purpose_note = models.CharField(max_length=200, blank=True)
    with_number = models.BooleanField(default=False)
    content = models.BinaryField()
    signer = models.CharField(max_length=120, blank=True)
    signer_form = models.CharField(max_length=4, choices=SignerForm.choices, default=SignerForm.SELF)
    signer_post = models.CharField(max_length=120, blank=True)
    counts = models.BooleanField(default=True)
    state = models.CharField(max_length=6, default="issued")
    reason = models.CharField(max_length=500, blank=True)
    client_key = models.UUIDField(null=True, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "commune_id", "household_id", "member_id", "standard_id", "household_class", "decision_id", "year", "number",
        "code", "on", "purpose", "purpose_note", "with_number", "signer", "signer_form", "signer_post", "counts",
        "state", "reason", "made_by_id",
    )  # fmt: skip
    SEALED_FIELDS = ("content",)

    class Meta:
        indexes = (models.Index(fields=["commune", "-on", "-id"], name="confirmation_list"),)

    def __str__(self) -> str:
        return self.number

    def seal_bond(self, _name: str) -> str:
        """What the content is sealed to."""
        return f"confirmation:{self.public_id}"
