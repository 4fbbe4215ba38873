"""A household in a round, and what each standard says of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import AreaKind, Unit
from rasoat.web.register.models import Household
from rasoat.web.rounds.models import Round


class Origin(models.TextChoices):
    """Why a household is reviewed."""

    CURRENT_LIST = "current_list", _("Đang trong danh sách")
    APPLICATION = "application", _("Có đơn đề nghị")
    OFFICER = "officer", _("Cán bộ đề nghị")


class Situation(models.TextChoices):
    """What became of the household during the round; all but the first have a place in reports 2 and 3."""

    NORMAL = "normal", _("Bình thường")
    ABSENT = "absent", _("Vắng nhà")
    REFUSING = "refusing", _("Không hợp tác")
    UNREACHABLE = "unreachable", _("Không liên lạc được")
    MOVED_OUT = "moved_out", _("Đã chuyển đi")
    ELSEWHERE = "elsewhere", _("Đang có tên ở xã khác")
    HEAD_DIED = "head_died", _("Chủ hộ đã mất")
    DISSOLVED = "dissolved", _("Hộ không còn người")
    SPLIT = "split", _("Tách hộ")
    MERGED = "merged", _("Nhập hộ")


class Case(models.Model):
    """One household in one round. Its steps up to the locked form are common to all standards.

    `held`: an open complaint holds up this case only. `opening`: class by standard at the opening of the round.
    `reviewer_name` stands for reviewers without an account.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="cases")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="cases")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    area = models.CharField(max_length=5, choices=AreaKind.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    """The number of the case in its village's list: what is printed on the form and typed or scanned when keying."""
    head_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240, blank=True)
    member_count = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    origin_reason = models.CharField(max_length=500, blank=True)
    opening = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="listed")
    situation = models.CharField(max_length=12, choices=Situation.choices, default=Situation.NORMAL)
    situation_note = models.CharField(max_length=500, blank=True)
    situation_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewer_name = models.CharField(max_length=120, blank=True)
    relative_of_reviewer = models.CharField(max_length=160, blank=True)
    """The relation declared, when the reviewer first named is a relative and was substituted."""
    held = models.BooleanField(default=False)
    unlocks = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = (
        "round_id", "household_id", "commune_id", "village_id", "number", "head_name", "origin", "origin_reason",
        "state", "situation", "situation_note", "situation_confirmed_by_id", "reviewer_id", "reviewer_name",
        "relative_of_reviewer", "held", "unlocks",
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "household"], name="case_once"),)
        indexes = (
            models.Index(fields=["round", "commune", "village", "number"], name="case_list"),
            models.Index(fields=["round", "commune", "state"], name="case_state"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.head_name}"


class Result(models.Model):
    """What one standard says of a case, from the score to the decision. A row for each standard of the round.

    `proposed`: the class by score (or as entered); `agreed`: the class the meeting agreed on; `final`: that of the
    decision. `departs`: the meeting departed from the score, for `reason`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="results")
    standard_id = models.CharField(max_length=40)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, default="waiting")
    opening_class = models.CharField(max_length=12, blank=True)
    assessment = models.ForeignKey("reviews.Assessment", on_delete=models.PROTECT, null=True, related_name="+")
    proposed = models.CharField(max_length=12, blank=True)
    agreed = models.CharField(max_length=12, blank=True)
    final = models.CharField(max_length=12, blank=True)
    departs = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    STATE_FIELDS = (
        "case_id", "standard_id", "state", "opening_class", "assessment_id", "proposed", "agreed", "final", "departs",
        "reason",
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "standard_id"], name="result_once"),)
        indexes = (models.Index(fields=["round", "commune", "standard_id", "state"], name="result_state"),)
