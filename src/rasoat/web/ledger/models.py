"""One chain of entries a commune; `units` without a commune (province, nation) have a chain of their own."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce

from rasoat.web.areas.models import Unit


class Chain(models.Model):
    """Where a chain stands. Writers lock this row, so entries of one unit follow one another."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, null=True, related_name="chain")
    length = models.PositiveBigIntegerField(default=0)
    head = models.BinaryField(default=bytes)

    class Meta:
        constraints = (models.UniqueConstraint(Coalesce("unit", 0), name="chain_once_a_unit"),)


class Entry(models.Model):
    """Who did what to which record, when, from where; linked to the entry before it.

    `hash` = SHA-256 over the canonical JSON of all columns but `payload` and `hash`, with `previous` first. `payload`
    (reason, values before and after) is sealed and may be erased: only `payload_digest` is in the chain. `rows`
    fingerprints every row the action left behind: `[model, pk, digest as hex or null when the row went]`;
    `["ledger.payload", pk of an entry, null]` says that the action erased that entry's payload.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=150)
    on_behalf_of = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=30, blank=True)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.UUIDField()
    action = models.CharField(max_length=60)
    subject_model = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    payload = models.BinaryField(null=True)
    payload_digest = models.BinaryField()
    erased_at = models.DateTimeField(null=True)
    previous = models.BinaryField()
    hash = models.BinaryField()

    SEALED_FIELDS = ("payload",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["chain", "number"], name="entry_number_once"),)
        indexes = (
            models.Index(fields=["subject_model", "subject_id", "at"], name="entry_subject"),
            models.Index(fields=["request_id"], name="entry_request"),
            models.Index(fields=["chain", "-id"], name="entry_latest"),
            models.Index(fields=["user", "-id"], name="entry_user"),
        )

    def seal_bond(self, field: str) -> str:  # noqa: ARG002
        """What the payload is sealed to."""
        return f"ledger:{self.chain_id}:{self.number}"
