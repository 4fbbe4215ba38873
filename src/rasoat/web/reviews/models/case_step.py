"""What happened to a case besides its form: visits in vain, relatives, leaving, and what the board said of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.reviews.models.case import Case, Situation
from rasoat.web.reviews.models.recorded import RECORDED, Recorded


class StepKind(models.TextChoices):
    """The steps of a household during a round."""

    ATTEMPT = "attempt", _("Đến không gặp")
    RELATIVE = "relative", _("Khai họ hàng")
    HEAD_DIED = "head_died", _("Chủ hộ mất")
    CONFIRMED = "confirmed", _("Xác nhận tình huống")
    REJECTED = "rejected", _("Chưa xác nhận, đến lại")
    LEFT = "left", _("Ra khỏi đợt")
    SCREENED_OUT = "screened_out", _("Không đưa vào rà soát")
    BACK = "back", _("Đưa lại vào đợt")


class CaseStep(Recorded):
    """One step. `witness`: who was there at a visit that led to no form. `text`: the note or the reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    situation = models.CharField(max_length=12, choices=Situation.choices, blank=True)
    witness = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=500, blank=True)

    STATE_FIELDS = ("case_id", "kind", "situation", "witness", "text", *RECORDED)
