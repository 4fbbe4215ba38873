"""A certificate (Mẫu 03), its year boxes, and what happened to it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Recorded, RoundDecision
from rasoat.web.reviews.models.recorded import RECORDED


class CertificateState(models.TextChoices):
    """The states of `graphs/certificate.yaml`."""

    ISSUED = "issued", _("Đã lập, chờ trao")
    HANDED_OUT = "handed_out", _("Đã trao")
    CHANGED = "changed", _("Đã ghi biến động thành viên, chờ trao lại")
    REISSUED = "reissued", _("Đã thay bằng giấy khác")
    RECALLED = "recalled", _("Đã thu hồi")
    VOID = "void", _("Đã hủy")


LIVING = (CertificateState.ISSUED, CertificateState.HANDED_OUT, CertificateState.CHANGED)
"""States in which a paper stands for the household; of these a household has one at most by standard."""


class Certificate(models.Model):
    """One paper for the period of a standard. `code`: random, printed as QR; it tells nothing of the household.

    `holder`: sealed JSON of what is printed of the family (`holders.Holder`). `counts`: False for training and demo
    rounds, whose papers verify as no real paper. `replaces`: the paper lost, torn or wrong before it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="certificates")
    standard_id = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    code = models.CharField(max_length=24, unique=True)
    counts = models.BooleanField(default=True)
    watermark = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField()
    head_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240, blank=True)
    holder = models.BinaryField()
    signer = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=160, blank=True)
    """The title lines of the signature block, divided by line breaks."""
    state = models.CharField(max_length=10, choices=CertificateState.choices, default=CertificateState.ISSUED)
    decision = models.ForeignKey(RoundDecision, on_delete=models.PROTECT, null=True, related_name="certificates")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "commune_id", "village_id", "household_id", "standard_id", "number", "code", "counts", "issued_on",
        "head_name", "signer", "signer_title", "state", "decision_id", "replaces_id",
    )  # fmt: skip
    SEALED_FIELDS = ("holder",)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["household", "standard_id", "counts"], condition=Q(state__in=LIVING), name="certificate_living"
            ),
        )
        indexes = (
            models.Index(fields=["commune", "standard_id", "state", "sort_key", "id"], name="certificate_list"),
            models.Index(fields=["commune", "village", "sort_key"], name="certificate_village"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.head_name}"

    def seal_bond(self, _name: str) -> str:
        """What the holder is sealed to."""
        return f"certificate:{self.public_id}"


class CertificateYear(models.Model):
    """A year box: signed after that year's review. `deprived`: numbers of the indicators, joined by commas.

    `printed_on`: the day its box was first printed over the paper, or with it.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    household_class = models.CharField(max_length=12)
    deprived = models.CharField(max_length=60, blank=True)
    decision = models.ForeignKey(RoundDecision, on_delete=models.PROTECT, null=True, related_name="+")
    printed_on = models.DateField(null=True)

    STATE_FIELDS = ("certificate_id", "year", "household_class", "deprived", "decision_id", "printed_on")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["certificate", "year"], name="certificate_year_once"),)
        ordering = ("year",)

    @property
    def letter(self) -> str:
        """N or CN, as the box has it."""
        return {"poor": "N", "near_poor": "CN"}.get(self.household_class, "")


class CertificateEvent(Recorded):
    """One move of a certificate: who received it, why it was reissued or recalled, by which paper members changed."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    move = models.CharField(max_length=16)
    reason = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=200, blank=True)
    received_by = models.CharField(max_length=120, blank=True)
    relation = models.CharField(max_length=60, blank=True)

    STATE_FIELDS = ("certificate_id", "move", "reason", "document", "received_by", "relation", *RECORDED)

    class Meta:
        indexes = (models.Index(fields=["certificate", "-id"], name="certificate_event_newest"),)
