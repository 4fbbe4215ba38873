"""A village in a round: its reviewers, its meetings and postings. Villages move independently."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models.case import Case
from rasoat.web.reviews.models.recorded import RECORDED, Recorded
from rasoat.web.rounds.models import Round
from rasoat.web.vault.models import SealedFile


class VillageReview(models.Model):
    """A village in a round. `stage` repeats what its cases say, for lists; `ask`: whom the village head calls."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="villages")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    village = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=12, default="listing")
    listed_on = models.DateField(null=True)
    meeting_at = models.DateTimeField(null=True)
    meeting_place = models.CharField(max_length=200, blank=True)
    ask = models.CharField(max_length=160, blank=True)

    STATE_FIELDS = ("round_id", "village_id", "stage", "listed_on", "meeting_at", "meeting_place", "ask")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "village"], name="village_review_once"),)
        indexes = (models.Index(fields=["round", "commune", "stage"], name="village_review_stage"),)


class ReviewMove(models.Model):
    """A village's review that went over to another commune, when communes merged or were split.

    `on`: the first day of `after` as the commune of the village. Papers written before `at` are those of `before`.
    """

    review = models.ForeignKey(VillageReview, on_delete=models.CASCADE, related_name="moves")
    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    document = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = ("review_id", "before_id", "after_id", "on", "document", "by_id")

    class Meta:
        ordering = ("at", "pk")


class Reviewer(models.Model):
    """Somebody who fills in forms in a village, with or without an account. `post`: what they are besides."""

    review = models.ForeignKey(VillageReview, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True)

    STATE_FIELDS = ("review_id", "user_id", "name", "post", "ended_on")


class MeetingResult(models.TextChoices):
    """How a meeting ended."""

    PASSED = "passed", _("Thống nhất")
    PARTLY = "partly", _("Thống nhất một phần")
    FAILED = "failed", _("Không thống nhất, phải rà soát lại")


class Meeting(Recorded):
    """A village meeting (họp dân). `happened_on`: the day. `acted`: the chair, who is the village head.

    `present` counts everybody; `households_present` those of the review list, of `households_on_list`.
    """

    review = models.ForeignKey(VillageReview, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    begins_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    secretary = models.CharField(max_length=120, blank=True)
    officials = models.JSONField(default=list)
    """Who came for board, party cell, associations, Front: `{"body": ..., "name": ..., "post": ...}`."""
    present = models.PositiveIntegerField()
    households_present = models.PositiveIntegerField(null=True)
    households_on_list = models.PositiveIntegerField(null=True)
    opinions = models.TextField(blank=True)
    front_remarks = models.TextField(blank=True)
    skip_reason = models.CharField(max_length=500, blank=True)
    """Why it was held before every household had a proposed class."""
    result = models.CharField(max_length=6, choices=MeetingResult.choices)
    voted = models.JSONField(default=dict)
    """By standard, the households voted on as they stood that day (`voted_rows`): reprinted minutes say the same."""

    LEDGER_FIELDS = ("voted",)
    """What the ledger fingerprints besides."""

    STATE_FIELDS = (
        "review_id", "number", "place", "secretary", "officials", "present", "households_present",
        "households_on_list", "opinions", "front_remarks", "skip_reason", "result", *RECORDED,
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "number"], name="meeting_once"),)


class MeetingOutcome(models.Model):
    """What a meeting said under one standard: of the whole list (`case` null), or of one household apart."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="outcomes")
    standard_id = models.CharField(max_length=40)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="meeting_outcomes")
    agree = models.PositiveIntegerField()
    passed = models.BooleanField()
    household_class = models.CharField(max_length=12, blank=True)
    departs = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)

    STATE_FIELDS = (
        "meeting_id", "standard_id", "case_id", "agree", "passed", "household_class", "departs", "reason",
    )  # fmt: skip


class Posting(Recorded):
    """A list on the notice boards. `happened_on`: the day it was put up; `ends_on`: counted in working days.

    `acted`: who put it up. `ended_on`: when it was taken down, with minutes of its own.
    """

    review = models.ForeignKey(VillageReview, on_delete=models.PROTECT, related_name="postings")
    number = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    places = models.JSONField(default=list)
    loudspeaker_on = models.DateField(null=True)
    photo = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    ended_acted = models.CharField(max_length=160, blank=True)
    ended_paper = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    ended_photo = models.ForeignKey(SealedFile, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = (
        "review_id", "number", "days", "ends_on", "places", "loudspeaker_on", "photo_id", "ended_on", "ended_acted",
        "ended_paper_id", "ended_photo_id", *RECORDED,
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["review", "number"], name="posting_once"),)


class PostedCase(models.Model):
    """A household on a posted list, under one standard, with the class that stood there."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="postings")
    standard_id = models.CharField(max_length=40)
    household_class = models.CharField(max_length=12)

    STATE_FIELDS = ("posting_id", "case_id", "standard_id", "household_class")
