"""A denunciation (tố cáo) of somebody's wrongdoing: a record of its own, seen by few, never by those denounced."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.complaints.models.common import LETTER, STEP, Letter, Step


class AgainstLevel(models.TextChoices):
    """Whom it is against, and so at which level it is handled: never by the denounced body itself."""

    VILLAGE = "village", _("Trưởng thôn, rà soát viên, người ở thôn")
    COMMUNE = "commune", _("Cán bộ, lãnh đạo xã, hoặc chưa rõ")


class Denunciation(Letter):
    """One denunciation. `told`: sealed JSON of `name`, `contact`, `text` and `denounced` (persons in words).

    `received_on`: the day it came in. No note is kept of who typed it in or from which machine.
    """

    against = models.CharField(max_length=7, choices=AgainstLevel.choices)
    received_on = models.DateField()
    paper = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = (*LETTER, "against", "received_on", "paper_id")
    SEALED_FIELDS = ("told", "receipt")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["commune", "year", "number"], name="denunciation_number"),)
        indexes = (models.Index(fields=["commune", "state"], name="denunciation_open"),)

    def __str__(self) -> str:
        return f"TC-{self.number:03}/{self.year}"


class LiftedWhy(models.TextChoices):
    """Why a bar was lifted."""

    MISTAKE = "mistake", _("Chặn nhầm: không phải người bị tố cáo")
    UNFOUNDED = "unfounded", _("Đã kết luận: người này không có việc bị tố cáo")


class Denounced(models.Model):
    """An account that must not see a denunciation, since its person is denounced, until the bar is lifted.

    `by`: who barred it; null when it was barred as the letter came in, for its name. `lifted_*`: who let it see the
    denunciation again, when and why. A bar that was lifted stays as a row; barring anew makes another.
    """

    denunciation = models.ForeignKey(Denunciation, on_delete=models.CASCADE, related_name="denounced")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_why = models.CharField(max_length=9, choices=LiftedWhy.choices, blank=True)

    STATE_FIELDS = ("denunciation_id", "user_id", "by_id", "lifted_at", "lifted_by_id", "lifted_why")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["denunciation", "user"], condition=models.Q(lifted_at__isnull=True), name="denounced_once"
            ),
        )


class DenunciationStep(Step):
    """A step of a denunciation."""

    denunciation = models.ForeignKey(Denunciation, on_delete=models.CASCADE, related_name="steps")

    STATE_FIELDS = ("denunciation_id", *STEP)
