"""A commune asks another one for a household that moved to it; nothing moves until that one hands it over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.models.event import HouseholdEvent
from rasoat.web.register.models.household import Household
from rasoat.web.vault.models import SealedFile


class HandoverState(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Chờ trả lời")
    DONE = "done", _("Đã bàn giao")
    REFUSED = "refused", _("Bị từ chối")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Handover(models.Model):
    """A request of `to_commune` for a household that stands in `commune`, with date, reason and paper of the move.

    `named_by`: by what the asking side named the household (a code and name, or a masked number): all that it sees of
    it until then. `answer`: why it was refused or withdrawn. `event`: the move, once it is recorded.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="handovers")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    named_by = models.CharField(max_length=160)
    on = models.DateField()
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=9, choices=HandoverState.choices, default=HandoverState.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    event = models.ForeignKey(HouseholdEvent, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = (
        "household_id", "commune_id", "to_commune_id", "to_village_id", "named_by", "on", "reason", "document",
        "paper_id", "address", "state", "answer", "event_id",
    )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["household"], condition=Q(state="open"), name="handover_open_once"),
        )
        indexes = (
            models.Index(fields=["commune", "state", "-id"], name="handover_from"),
            models.Index(fields=["to_commune", "state", "-id"], name="handover_to"),
        )
