"""Answers about a household on a day, papers attached to it, and what is still to be done."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.register.models.household import Household
from rasoat.web.register.models.member import Member
from rasoat.web.vault.models import SealedFile


class FactSheet(models.Model):
    """Answers of one day by questionnaire code; never changed, a newer sheet stands beside it.

    `source`: who says so.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="fact_sheets")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=40)
    values = models.JSONField()
    batch = models.UUIDField(null=True, db_index=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = ("household_id", "on", "source", "values")

    class Meta:
        indexes = (models.Index(fields=["household", "-on", "-id"], name="fact_sheet_latest"),)


class Attachment(models.Model):
    """A paper or photo of a household."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="attachments")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="attachments")
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    on = models.DateField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    STATE_FIELDS = ("household_id", "member_id", "file_id", "kind", "label", "on", "removed_at")


class ToDo(models.Model):
    """Something missing that was let in all the same: a number, members, a birth year. Done when `done_at` is set."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="to_dos")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="to_dos")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)
    note = models.CharField(max_length=300, blank=True)
    batch = models.UUIDField(null=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    FOLLOWS_UNITS = True

    class Meta:
        db_table = "register_to_do"
        indexes = (models.Index(fields=["commune", "done_at", "kind"], name="to_do_open"),)
