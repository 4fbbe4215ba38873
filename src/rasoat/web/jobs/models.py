"""The Job table: the truth about background work."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.look.saying import told


class JobState(models.TextChoices):
    """`waiting` -> `running` -> `done`, `failed` or `cancelled`; a lease that runs out puts it back to `waiting`."""

    WAITING = "waiting", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    DONE = "done", _("Xong")
    FAILED = "failed", _("Lỗi")
    CANCELLED = "cancelled", _("Đã dừng")


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
"""States in which nothing more happens by itself."""


class Job(models.Model):
    """One piece of background work. Its handler commits each batch together with `checkpoint`, so a kill loses nothing.

    It acts as `owner`, with the owner's roles of the day it runs; `strong`: a second factor stood behind the order.
    `attempts` counts starts without a step done in between. `dedupe`: two jobs of the same kind and dedupe key are one.
    `label` is a message, `label_values` its values (`look.saying`). `lease_until` and `leased_by` say who works on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    label_values = models.JSONField(default=dict)
    dedupe = models.CharField(max_length=80, null=True)
    arguments = models.JSONField(default=dict)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    strong = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=JobState.choices, default=JobState.WAITING)
    checkpoint = models.JSONField(default=dict)
    done_steps = models.PositiveIntegerField(default=0)
    all_steps = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["state", "created_at"], name="job_next"),
            models.Index(fields=["owner", "-created_at"], name="job_owner"),
        )
        constraints = (models.UniqueConstraint(fields=["kind", "dedupe"], name="job_once"),)

    def __str__(self) -> str:
        return told(self.label, self.label_values)

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.state in ENDED

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None while the size of the work is unknown."""
        return min(100, 100 * self.done_steps // self.all_steps) if self.all_steps else None


class ChoreRun(models.Model):
    """A daily chore: the day up to which it is done, and until when a worker has it in hand."""

    name = models.CharField(max_length=60, primary_key=True)
    day = models.DateField()
    claimed_until = models.DateTimeField(null=True)
