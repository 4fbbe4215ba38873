"""A complaint (khiếu nại) of those concerned, or a proposal (phản ánh, kiến nghị) of anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.complaints.models.common import LETTER, STEP, Letter, Step
from rasoat.web.reviews.models import Case, Recheck, Recorded
from rasoat.web.reviews.models.recorded import RECORDED
from rasoat.web.rounds.models import Round


class ComplaintKind(models.TextChoices):
    """Both are answered in writing; only a complaint has its clock by law."""

    COMPLAINT = "complaint", _("Khiếu nại")
    PROPOSAL = "proposal", _("Phản ánh, kiến nghị")


class Topic(models.TextChoices):
    """What it is about."""

    OWN = "own", _("Kết quả của chính hộ mình")
    OTHER = "other", _("Kết quả của hộ khác")
    QUARREL = "quarrel", _("Tranh chấp, mâu thuẫn giữa các hộ")
    LEFT_OUT = "left_out", _("Hộ bị bỏ sót, chưa được rà soát")
    PROCEDURE = "procedure", _("Cách làm của đợt rà soát")
    ELSE = "else", _("Việc khác")


class Outcome(models.TextChoices):
    """What the answer says."""

    UPHELD = "upheld", _("Đúng")
    PARTLY = "partly", _("Đúng một phần")
    UNFOUNDED = "unfounded", _("Không đúng")
    EXPLAINED = "explained", _("Đã giải thích, tiếp thu")


class Complaint(Letter, Recorded):
    """One complaint or proposal. `happened_on`: the day it was received. `acted`: who received it, on paper.

    `case`: the household in the round that it concerns; it is held up until the end. `after_decision`: the case was
    decided already. `due_on`: the clock that runs now, in working days; None when none does. `answer`: sealed.
    """

    kind = models.CharField(max_length=9, choices=ComplaintKind.choices)
    topic = models.CharField(max_length=9, choices=Topic.choices)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="complaints")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="complaints")
    after_decision = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    recheck = models.ForeignKey(Recheck, on_delete=models.PROTECT, null=True, related_name="+")
    posted_on = models.DateField(null=True)
    posting_ends_on = models.DateField(null=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    answer = models.BinaryField(default=b"")
    answered_on = models.DateField(null=True)
    answer_number = models.CharField(max_length=60, blank=True)

    STATE_FIELDS = (
        *LETTER, "kind", "topic", "village_id", "round_id", "case_id", "after_decision", "due_on", "recheck_id",
        "posted_on", "posting_ends_on", "outcome", "answered_on", "answer_number", *RECORDED,
    )  # fmt: skip
    SEALED_FIELDS = ("told", "receipt", "answer")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["commune", "kind", "year", "number"], name="complaint_number"),)
        indexes = (models.Index(fields=["commune", "state", "due_on"], name="complaint_open"),)

    def __str__(self) -> str:
        return f"{'KN' if self.kind == ComplaintKind.COMPLAINT else 'PA'}-{self.number:03}/{self.year}"


class ComplaintStep(Step):
    """A step of a complaint."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="steps")

    STATE_FIELDS = ("complaint_id", *STEP)
