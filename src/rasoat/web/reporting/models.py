"""Reports of a place, figures published elsewhere to compare with, and thresholds of the new rural programme."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.rounds.models import Round
from rasoat.web.vault.models import SealedFile


class ReportKind(models.TextChoices):
    """What is reported."""

    PRELIMINARY = "preliminary", _("Kết quả sơ bộ")
    OFFICIAL = "official", _("Kết quả chính thức")
    MONTHLY = "monthly", _("Rà soát thường xuyên trong tháng")
    NTM = "ntm", _("Tiêu chí nghèo của xã nông thôn mới")
    EVALUATION = "evaluation", _("Đánh giá cuối kỳ của chuẩn")


class Report(models.Model):
    """One version of a report of a commune, or of a province (no commune). `month`: 0 but for monthly ones.

    `practice`: of a round that does not count (training, demonstration): watermarked, summed up nowhere.
    `first_year`: of an evaluation. `figures`: tables as JSON (`packing`), no names of people. `checks`: what failed or
    could not be told. `reasons`: by key of a check, why it may stand. `gaps`: communes without results, with why.
    `figures_digest`: SHA-256 of the figures; `hashes`: of the files. `excel`, `pdf`: the tables; `lists`: with people.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=11, choices=ReportKind.choices)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="reports")
    practice = models.BooleanField(default=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    standard_id = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=0)
    first_year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default="counting")
    nil = models.BooleanField(default=False)
    unsettled = models.PositiveIntegerField(default=0)
    """Households of the round without a result yet: not counted."""
    watermark = models.CharField(max_length=200, blank=True)
    figures = models.JSONField(default=dict)
    figures_digest = models.CharField(max_length=64, blank=True)
    hashes = models.JSONField(default=dict)
    checks = models.JSONField(default=list)
    reasons = models.JSONField(default=dict)
    gaps = models.JSONField(default=list)
    excel = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    lists = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)
    """Why it was sent back, or replaced the version before."""
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "kind", "round_id", "practice", "province_id", "commune_id", "standard_id", "year", "month", "first_year",
        "number",
        "state", "nil", "unsettled", "figures_digest", "hashes", "checks", "reasons", "gaps", "replaces_id", "reason",
        "made_by_id", "approved_by_id",
    )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "province", "commune", "standard_id", "year", "month"],
                condition=~models.Q(state="replaced") & models.Q(commune__isnull=False, practice=False),
                name="report_commune_living",
            ),
            models.UniqueConstraint(
                fields=["kind", "province", "standard_id", "year", "month"],
                condition=~models.Q(state="replaced") & models.Q(commune__isnull=True, practice=False),
                name="report_province_living",
            ),
            models.UniqueConstraint(
                fields=["kind", "round", "commune", "standard_id"],
                condition=~models.Q(state="replaced") & models.Q(commune__isnull=False, practice=True),
                name="report_practice_commune",
            ),
            models.UniqueConstraint(
                fields=["kind", "round", "standard_id"],
                condition=~models.Q(state="replaced") & models.Q(commune__isnull=True, practice=True),
                name="report_practice_province",
            ),
        )
        indexes = (models.Index(fields=["kind", "year", "standard_id", "state"], name="report_year"),)

    @property
    def place(self) -> Unit:
        """Whose report it is."""
        return self.commune or self.province


class PublishedFigure(models.Model):
    """A figure published elsewhere, typed in to compare: a cell of a table, where it stands, who said so."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="published")
    table = models.CharField(max_length=4)
    row = models.PositiveSmallIntegerField()
    column = models.CharField(max_length=30)
    value = models.IntegerField()
    source = models.CharField(max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = ("report_id", "table", "row", "column", "value", "source", "entered_by_id")


class NtmBasis(models.TextChoices):
    """Which households count in the rate."""

    POOR = "poor", _("Hộ nghèo")
    LISTED = "listed", _("Hộ nghèo và hộ cận nghèo")


class NtmThreshold(models.Model):
    """The highest rate at which a commune meets the poverty criterion, by a document of the office.

    `most`: in hundredths of a percent. No commune: of all without one of their own. The newest row counts.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    standard_id = models.CharField(max_length=40)
    basis = models.CharField(max_length=6, choices=NtmBasis.choices)
    most = models.PositiveIntegerField()
    document = models.CharField(max_length=200)
    valid_from = models.DateField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "province_id", "commune_id", "standard_id", "basis", "most", "document", "valid_from", "set_by_id",
    )  # fmt: skip

    class Meta:
        indexes = (models.Index(fields=["province", "standard_id", "-id"], name="ntm_newest"),)
