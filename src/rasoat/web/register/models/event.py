"""What happened to households, and the states they had before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.models.household import Household
from rasoat.web.register.models.member import Member
from rasoat.web.vault.models import SealedFile


class EventKind(models.TextChoices):
    """Kinds of events. A correction says that what was written had been wrong all along."""

    CREATED = "created", _("Lập hộ")
    MOVED_IN = "moved_in", _("Chuyển đến")
    MOVED_OUT = "moved_out", _("Chuyển đi")
    MOVED_WITHIN = "moved_within", _("Chuyển trong tỉnh")
    SPLIT = "split", _("Tách hộ")
    MERGED = "merged", _("Nhập hộ")
    BIRTH = "birth", _("Sinh")
    DEATH = "death", _("Chết")
    JOINED = "joined", _("Thêm thành viên")
    LEFT = "left", _("Thành viên ra khỏi hộ")
    HEAD_CHANGED = "head_changed", _("Đổi chủ hộ")
    HARDSHIP = "hardship", _("Gặp rủi ro, biến cố")
    CHANGED = "changed", _("Thay đổi thông tin")
    CORRECTION = "correction", _("Đính chính")
    ENDED = "ended", _("Kết thúc hộ")
    DUPLICATE = "duplicate", _("Gộp hộ trùng")
    UNDONE = "undone", _("Hoàn tác")
    IMPORTED = "imported", _("Nhập từ tệp")
    UNIT_CHANGE = "unit_change", _("Thay đổi địa giới")


class Hardship(models.TextChoices):
    """What befell a household that may need a review. Never the name of an illness."""

    DISASTER = "disaster", _("Thiên tai, hỏa hoạn, dịch bệnh")
    ILLNESS = "illness", _("Có người ốm đau, tai nạn nặng")
    RETURN = "return", _("Có người đi xa trở về")


class HouseholdEvent(models.Model):
    """One event with its date, reason and paper. `on` is when it happened, `recorded_at` when it was entered.

    `changes` lists fields with values before and after, without identity numbers or health facts. `undone_by` names
    the event that took it back.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="events")
    other_household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="events")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=EventKind.choices)
    on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=200, blank=True)
    paper = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    changes = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.UUIDField(null=True, db_index=True)
    undone_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="undoes")

    STATE_FIELDS = (
        "household_id",
        "other_household_id",
        "member_id",
        "kind",
        "on",
        "reason",
        "document",
        "changes",
        "undone_by_id",
    )

    class Meta:
        indexes = (
            models.Index(fields=["household", "-on", "-id"], name="event_time_line"),
            models.Index(fields=["commune", "-on"], name="event_commune"),
        )


class PastState(models.Model):
    """A state that a household or member had from `since` until `until` (exclusive); `values` by field name.

    Written by `event`, which replaced it. `wrong`: a correction, so the state never really held; it stays readable but
    answers no question about a past date.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="past")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="past")
    event = models.ForeignKey(HouseholdEvent, on_delete=models.PROTECT, related_name="replaced")
    since = models.DateField()
    until = models.DateField()
    values = models.JSONField()
    wrong = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = ("household_id", "member_id", "event_id", "since", "until", "values", "wrong")

    class Meta:
        indexes = (models.Index(fields=["household", "member", "since"], name="past_state_when"),)
