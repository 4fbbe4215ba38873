"""The law packs that rounds score with, kept when a round opens."""

from django.db import models


class KeptPack(models.Model):
    """A law pack as canonical JSON under its SHA-256. Rounds name it (`RoundStandard.pack_hash`); rows stay for good.

    The name proves the content, so the row needs no entry of its own in the ledger: that of the round's standard is
    enough.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.hash[:12]
