"""A body that waits for lists, and the versions of its export profile."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.receivers.models.limit import PersonLimit
from rasoat.web.vault.models import SealedFile


class ReceiverKind(models.TextChoices):
    """Who it is."""

    INSURER = "insurer", _("Cơ quan bảo hiểm xã hội")
    SCHOOL = "school", _("Nhà trường, ngành giáo dục")
    BANK = "bank", _("Ngân hàng chính sách")
    POWER = "power", _("Điện lực (hỗ trợ tiền điện)")
    MINISTRY = "ministry", _("Phần mềm của Bộ, của Trung ương")
    OTHER = "other", _("Nơi nhận khác")


class Receiver(PersonLimit):
    """A receiver of a province. `basis`: the law by which personal data may be handed over to it.

    `health_basis`: the law by which it may have health facts; empty: it never gets any.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ReceiverKind.choices)
    name = models.CharField(max_length=160)
    standard_id = models.CharField(max_length=40)
    classes = models.JSONField(default=list)
    basis = models.CharField(max_length=300)
    health_basis = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = (
        "province_id", "kind", "name", "standard_id", "classes", "basis", "health_basis", "active", "set_by_id",
        *PersonLimit.LIMIT_FIELDS,
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["province", "name"], name="receiver_once"),)

    def __str__(self) -> str:
        return self.name


class ProfileState(models.TextChoices):
    """A version is drafted, checked and put to use; the next one takes its place."""

    DRAFT = "draft", _("Đang soạn")
    CURRENT = "current", _("Đang dùng")
    SUPERSEDED = "superseded", _("Đã thay")


class ProfileVersion(models.Model):
    """A version of a receiver's export profile (`rasoat.survey.exporting`), as YAML, with its empty template."""

    receiver = models.ForeignKey(Receiver, on_delete=models.PROTECT, related_name="profiles")
    version = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    text = models.TextField()
    template = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ProfileState.choices, default=ProfileState.DRAFT)
    changes = models.PositiveIntegerField(default=1)
    """Grows by one at each write: two people editing at once are noticed."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = ("receiver_id", "version", "year", "text", "template_id", "state", "made_by_id")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["receiver", "version"], name="profile_version_once"),)
