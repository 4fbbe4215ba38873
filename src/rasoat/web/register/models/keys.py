"""Uniqueness kept in tables of its own, so that the large tables can be partitioned later."""

import uuid

from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.register.models.household import Household


class ClientKey(models.Model):
    """A key made by a client for one write: the second write with the same key finds the first one's record."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    model = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)


class SourceKey(models.Model):
    """The id that a household has in an office's own files, by which a later file finds it again."""

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)
    value = models.CharField(max_length=60)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="source_keys")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["province", "source", "value"], name="source_key_once"),)


class Counter(models.Model):
    """The last number given out, by name (`household:PROVINCE`)."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)
