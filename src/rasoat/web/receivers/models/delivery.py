"""One list handed over: what was asked for, the sealed files, who took it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.receivers.models.limit import PersonLimit
from rasoat.web.receivers.models.receiver import ProfileVersion, Receiver
from rasoat.web.vault.models import SealedFile


class DeliveryState(models.TextChoices):
    """The states of `graphs/delivery.yaml`."""

    MAKING = "making", _("Đang lập")
    MADE = "made", _("Đã lập, chờ giao")
    DELIVERED = "delivered", _("Đã giao")
    DROPPED = "dropped", _("Đã bỏ")


class Delivery(PersonLimit):
    """A list of a commune, or of the whole province, as the register stood `on` a day, of the persons of its limit.

    `previous`: the list handed over last for that day or one before, which it is compared with.

    `kept`: the facts that were handed over, packed and sealed: what the next list is compared with. It is given to
    nobody. `with_numbers`, `with_health`: the profile takes such facts, so the files are for those who may see them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receiver = models.ForeignKey(Receiver, on_delete=models.PROTECT, related_name="deliveries")
    profile = models.ForeignKey(ProfileVersion, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=DeliveryState.choices, default=DeliveryState.MAKING)
    on = models.DateField()
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    with_numbers = models.BooleanField(default=False)
    with_health = models.BooleanField(default=False)
    households = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    added_file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    removed_file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    changed_file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    kept = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    notes = models.JSONField(default=list)
    taken_by = models.CharField(max_length=160, blank=True)
    taken_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "receiver_id", "profile_id", "province_id", "commune_id", "state", "on", "previous_id", "with_numbers",
        "with_health", "households", "people", "added", "removed", "changed", "file_id", "added_file_id",
        "removed_file_id", "changed_file_id", "kept_id", "taken_by", "taken_on", "reason", "owner_id",
        *PersonLimit.LIMIT_FIELDS,
    )  # fmt: skip

    class Meta:
        indexes = (models.Index(fields=["receiver", "commune", "-created_at"], name="delivery_newest"),)

    @property
    def place(self) -> Unit:
        """The commune, or the province for all of it."""
        return self.commune or self.province
