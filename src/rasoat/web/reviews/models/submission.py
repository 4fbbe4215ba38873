"""A filled form, never changed, and what each standard makes of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models.case import Case
from rasoat.web.reviews.models.recorded import RECORDED, Recorded


class Entry(models.TextChoices):
    """How the form came in."""

    FORM = "form", _("Nhập trên trang")
    KEYED = "keyed", _("Nhập nhanh từ phiếu giấy")
    TOTAL = "total", _("Đánh dấu thiếu hụt và tổng điểm của phiếu giấy")
    PHONE = "phone", _("Từ điện thoại")
    SIGNED_LIST = "signed_list", _("Từ danh sách đã ký")


class Submission(Recorded):
    """A form as filled in for a case. `happened_on`: the day of the survey. A new survey is a new submission.

    `sealed`: canonical JSON of the answers (`{"household": {...}, "members": [...]}`), bound to `id`. `standing`: the
    one that counts; `returned_reason`: why it was sent back. `seconds`: how long the filling in took, where known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    entry = models.CharField(max_length=11, choices=Entry.choices)
    packs = models.JSONField(default=dict)
    """Hash of the law pack by standard: which law the form was filled in under."""
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    """A keyed digest of the answers: forms that are copies of each other are noticed without opening them."""
    interpreter = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    seconds = models.PositiveIntegerField(null=True)
    contradictions = models.JSONField(default=list)
    standing = models.BooleanField(default=True)
    returned_reason = models.CharField(max_length=500, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = (
        "case_id", "number", "entry", "packs", "digest", "interpreter", "language", "seconds", "contradictions",
        "standing", "returned_reason", *RECORDED,
    )  # fmt: skip
    SEALED_FIELDS = ("sealed",)

    class Meta:
        indexes = (models.Index(fields=["case", "-number"], name="submission_newest"),)

    def seal_bond(self, _name: str) -> str:
        """What the answers are sealed to."""
        return f"submission:{self.pk}"


class Assessment(models.Model):
    """What one standard makes of one submission: made once, kept. `detail`: points by item, the deciding rule."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="assessments")
    standard_id = models.CharField(max_length=40)
    pack_hash = models.CharField(max_length=64, blank=True)
    income_score = models.IntegerField(null=True)
    deprivation_score = models.IntegerField(null=True)
    deprived = models.CharField(max_length=200, blank=True)
    household_class = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    refused = models.JSONField(default=list)
    """Why no class could be given: faults in words."""
    detail = models.JSONField(default=dict)
    watermark = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "submission_id", "standard_id", "pack_hash", "income_score", "deprivation_score", "deprived",
        "household_class", "reason", "refused",
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["submission", "standard_id"], name="assessment_once"),)


class Unlock(models.Model):
    """A locked form opened again, for a reason; the number of them is shown to the province."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="unlockings")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = ("case_id", "submission_id", "reason", "by_id")
