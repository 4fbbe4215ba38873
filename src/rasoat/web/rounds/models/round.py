"""A round of the review: a province's year, or a commune's month."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from rasoat.web.areas.models import Unit
from rasoat.web.rounds.stages import Stage


class Purpose(models.TextChoices):
    """Only official rounds count anywhere; the papers of the others bear a watermark and numbers `MẪU-`."""

    OFFICIAL = "official", _("Chính thức")
    TRAINING = "training", _("Tập huấn")
    DEMO = "demo", _("Trình diễn")


class RoundKind(models.TextChoices):
    """Periodic: once a year. Regular: once a month."""

    PERIODIC = "periodic", _("Rà soát định kỳ")
    REGULAR = "regular", _("Rà soát thường xuyên")


class RoundState(models.TextChoices):
    """A round is prepared, open to the communes, and closed."""

    DRAFT = "draft", _("Đang chuẩn bị")
    OPEN = "open", _("Đang rà soát")
    CLOSED = "closed", _("Đã kết thúc")


class Route(models.TextChoices):
    """How a household comes to its class under a standard."""

    ANSWERS = "answers", _("Chấm điểm từ phiếu")
    TOTAL = "total", _("Đánh dấu thiếu hụt, nhập tổng điểm trên phiếu giấy")
    ENTERED = "entered", _("Nhập kết quả của danh sách đã ký")


class Round(models.Model):
    """One round. `commune`: for a round of a single commune (the monthly review); without it, of the whole province.

    `month` only for regular rounds. `procedure_id`: the procedure of the law book whose steps it follows.
    """

    name = models.CharField(max_length=160)
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.OFFICIAL)
    kind = models.CharField(max_length=8, choices=RoundKind.choices)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    procedure_id = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=6, choices=RoundState.choices, default=RoundState.DRAFT)
    document = models.CharField(max_length=200, blank=True)
    live_score = models.BooleanField(default=False)
    """Whether points show while a form is being filled in: a switch of the province, off unless it says otherwise."""
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    """Counts the changes of a draft: who saves over somebody else's is told."""

    STATE_FIELDS = (
        "name", "purpose", "kind", "year", "month", "province_id", "commune_id", "procedure_id", "starts_on", "ends_on",
        "state", "document", "live_score",
    )  # fmt: skip

    class Meta:
        indexes = (models.Index(fields=["province", "year", "kind"], name="round_year"),)

    def __str__(self) -> str:
        return self.name

    @property
    def counts(self) -> bool:
        """Whether its results may stand in statuses, reports and public figures."""
        return self.purpose == Purpose.OFFICIAL

    @property
    def number_prefix(self) -> str:
        """What the numbers of its papers begin with."""
        return "" if self.counts else "MẪU-"

    @property
    def mark(self) -> str:
        """What every paper of a round that does not count bears, in Vietnamese; empty for official ones."""
        with override("vi"):
            return "" if self.counts else str(self.get_purpose_display()).upper()

    def paper_number(self, number: str) -> str:
        """A number as a paper of the round bears it: with the prefix of rounds that do not count; empty stays empty."""
        number = number.strip()
        return number if not number or number.startswith(self.number_prefix) else f"{self.number_prefix}{number}"


class RoundStandard(models.Model):
    """One standard that the round classifies by: votes, lists, decisions and reports stay apart per standard."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="standards")
    standard_id = models.CharField(max_length=40)
    route = models.CharField(max_length=7, choices=Route.choices)
    table_id = models.CharField(max_length=60, blank=True)
    pack_hash = models.CharField(max_length=64, blank=True)
    watermark = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    effective_from = models.DateField()
    """From when its decisions hold."""

    STATE_FIELDS = ("round_id", "standard_id", "route", "table_id", "pack_hash", "watermark", "position",
                    "effective_from")  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "standard_id"], name="round_standard_once"),)
        ordering = ("position",)


class RoundCommune(models.Model):
    """A commune that takes part in a round. `stage` is the furthest step that all its villages have finished."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="communes")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.LISTING)
    last_active_at = models.DateTimeField(null=True)
    """The last write of the commune in this round: who has been silent is read from it."""

    STATE_FIELDS = ("round_id", "commune_id", "stage")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "commune"], name="round_commune_once"),)
