"""What complaints and denunciations have in common: how they come in, the receipt, the steps."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.vault.sealed_columns import BlindIndex

RECEIPT = "receipt"


class Channel(models.TextChoices):
    """How it came in."""

    PAPER = "paper", _("Đơn trên giấy")
    PHONE = "phone", _("Điện thoại")
    MEETING = "meeting", _("Nói tại cuộc họp, buổi tiếp dân")
    PUBLIC = "public", _("Trang công khai")


class Letter(models.Model):
    """Something that somebody sent in. Who sent it and what it says are sealed, and so is the receipt code.

    `number`: in the book of the commune, by kind and year. `told`: sealed JSON of `name`, `contact`, `text`; an
    anonymous letter has no name. `receipt`: the code with which the sender asks for the state without signing in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    channel = models.CharField(max_length=7, choices=Channel.choices)
    anonymous = models.BooleanField(default=False)
    told = models.BinaryField()
    receipt = models.BinaryField()
    receipt_index = models.BinaryField(db_index=True)
    receipt_version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default="received")
    version = models.PositiveIntegerField(default=1)

    BLIND_INDEX = BlindIndex(column="receipt_index", version="receipt_version", of=RECEIPT, purpose=RECEIPT)

    class Meta:
        abstract = True

    def seal_bond(self, name: str) -> str:
        """What a sealed column is bound to."""
        return f"{self._meta.model_name}:{self.pk}:{name}"


LETTER = ("commune_id", "year", "number", "channel", "anonymous", "state")
"""The state fields of `Letter`, for the models that build on it."""


class Step(models.Model):
    """A move of the state graph: what, when, by whom. `note`: sealed, what was written down with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    move = models.CharField(max_length=20)
    state = models.CharField(max_length=10)
    happened_on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.BinaryField(default=b"")

    SEALED_FIELDS = ("note",)

    class Meta:
        abstract = True

    def seal_bond(self, name: str) -> str:
        """What the note is sealed to."""
        return f"{self._meta.model_name}:{self.pk}:{name}"


STEP = ("move", "state", "happened_on", "by_id")
"""The state fields of `Step`."""
