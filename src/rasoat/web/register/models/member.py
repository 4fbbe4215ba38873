"""Persons of households; their numbers and health facts are sealed and kept apart."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.models.household import Household
from rasoat.web.vault.sealed_columns import BlindIndex


class Member(models.Model):
    """Today's state of one person in one household. Codes are those of the questionnaire (`rasoat.survey`).

    `birth_date` may be unknown while `birth_year` is known. `facts` holds the remaining answers of the questionnaire.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    full_name = models.CharField(max_length=120)
    relation = models.CharField(max_length=20, blank=True)
    sex = models.PositiveSmallIntegerField(null=True)
    birth_date = models.DateField(null=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    ethnicity = models.CharField(max_length=2, blank=True)
    activity = models.CharField(max_length=20, blank=True)
    has_health_insurance = models.BooleanField(null=True)
    education_level = models.CharField(max_length=20, blank=True)
    attends_school = models.BooleanField(null=True)
    school_level = models.CharField(max_length=20, blank=True)
    gets_social_allowance = models.BooleanField(null=True)
    facts = models.JSONField(default=dict, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    joined_on = models.DateField(null=True)
    join_kind = models.CharField(max_length=16, blank=True)
    left_on = models.DateField(null=True)
    leave_kind = models.CharField(max_length=16, blank=True)
    since = models.DateField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = (
        "household_id", "province_id", "commune_id", "number", "full_name", "relation", "sex", "birth_date",
        "birth_year", "ethnicity", "activity", "has_health_insurance", "education_level", "attends_school",
        "school_level", "gets_social_allowance", "facts", "extra", "joined_on", "join_kind", "left_on", "leave_kind",
    )  # fmt: skip
    """What history keeps and the ledger fingerprints."""
    LEDGER_FIELDS = ("public_id", "since")
    """What the ledger fingerprints besides."""

    FOLLOWS_UNITS = True

    class Meta:
        indexes = (models.Index(fields=["commune", "birth_year"], name="member_birth_year"),)

    def __str__(self) -> str:
        return self.full_name


class NumberKind(models.TextChoices):
    """Kinds of identity numbers."""

    PERSONAL_ID = "personal_id", _("Số định danh cá nhân / CCCD")
    OLD_ID = "old_id", _("Số CMND")


class PersonalNumber(models.Model):
    """One identity number of a member, sealed to `number:MEMBER_PUBLIC_ID:KIND`. `index` finds equal numbers.

    `tail` (the last three digits) is all that masked screens show. A replaced number keeps its row with `until`.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="numbers")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=NumberKind.choices)
    sealed = models.BinaryField()
    index = models.BinaryField(db_index=True)
    index_version = models.PositiveSmallIntegerField(default=1)
    tail = models.CharField(max_length=3)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    STATE_FIELDS = ("member_id", "kind", "tail", "since", "until")
    """What the ledger fingerprints, with the sealed number itself; the index follows from the number."""
    SEALED_FIELDS = ("sealed",)
    SEAL_NEEDS = ("member",)
    BLIND_INDEX = BlindIndex(column="index", version="index_version", of="sealed", purpose="identity")

    def seal_bond(self, field: str) -> str:  # noqa: ARG002
        """What the number is sealed to."""
        return f"number:{self.member.public_id}:{self.kind}"


class MemberHealth(models.Model):
    """Health facts of a member (disability, nutrition, pregnancy), sealed as JSON to `health:MEMBER_PUBLIC_ID`."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="health")
    sealed = models.BinaryField()
    updated_at = models.DateTimeField(auto_now=True)

    STATE_FIELDS = ("member_id",)
    SEALED_FIELDS = ("sealed",)
    SEAL_NEEDS = ("member",)

    def seal_bond(self, field: str) -> str:  # noqa: ARG002
        """What the facts are sealed to."""
        return f"health:{self.member.public_id}"
