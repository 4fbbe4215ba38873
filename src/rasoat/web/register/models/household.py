"""A household: its own id for life, and today's state."""

import uuid

from django.db import models

from rasoat.web.areas.models import AreaKind, Unit


class Household(models.Model):
    """Today's state of one household. `since`: from when this state holds. `ended_on`: the day it left the register.

    `head_name`, `member_count`, `ethnicity`, `female_head` repeat what the members say, so that lists need no join.
    `causes` and `supports` are codes joined by `;`. `extra` keeps columns of imported files that have no place here.
    `version` grows by one at each write: two people editing at once are noticed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    code = models.CharField(max_length=24, db_index=True)
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=5, choices=AreaKind.choices)
    head = models.ForeignKey("register.Member", on_delete=models.PROTECT, null=True, related_name="+")
    head_name = models.CharField(max_length=120, blank=True)
    sort_key = models.CharField(max_length=240, blank=True)
    member_count = models.PositiveSmallIntegerField(default=0)
    ethnicity = models.CharField(max_length=2, blank=True)
    female_head = models.BooleanField(null=True)
    permanent_address = models.CharField(max_length=250, blank=True)
    present_address = models.CharField(max_length=250, blank=True)
    region_code = models.CharField(max_length=4, blank=True)
    flag_minority = models.BooleanField(null=True)
    flag_local_minority = models.BooleanField(null=True)
    flag_no_labour = models.BooleanField(null=True)
    flag_merit = models.BooleanField(null=True)
    causes = models.CharField(max_length=120, blank=True)
    supports = models.CharField(max_length=120, blank=True)
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="offshoots")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    extra = models.JSONField(default=dict, blank=True)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    end_kind = models.CharField(max_length=16, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = (
        "village_id", "commune_id", "province_id", "area", "head_id", "head_name", "permanent_address",
        "present_address", "region_code", "flag_minority", "flag_local_minority", "flag_no_labour", "flag_merit",
        "causes", "supports", "latitude", "longitude", "extra", "ended_on", "end_kind", "origin_id",
    )  # fmt: skip
    """What history keeps and the ledger fingerprints."""
    LEDGER_FIELDS = ("code", "public_id", "since")
    """What the ledger fingerprints besides."""

    FOLLOWS_UNITS = True

    class Meta:
        indexes = (
            models.Index(fields=["commune", "ended_on", "sort_key", "id"], name="household_list"),
            models.Index(fields=["village", "ended_on", "sort_key", "id"], name="household_village"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.head_name}"
