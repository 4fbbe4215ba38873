"""People who sign in, the roles they hold on units, and how they were let in."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.survey.text import fold
from rasoat.web.areas.models import Unit


class Role(models.TextChoices):
    """Who may do what: `domain` roles of the review, and two of the software (technical administrator, re-checker)."""

    MINISTRY_VIEWER = "ministry_viewer", _("Cán bộ Bộ (xem)")
    PROVINCE_ADMIN = "province_admin", _("Quản trị tỉnh")
    PROVINCE_OFFICER = "province_officer", _("Cán bộ Sở")
    PROVINCE_CHAIR = "province_chair", _("Lãnh đạo UBND tỉnh")
    DISTRICT_OFFICER = "district_officer", _("Cán bộ huyện (đến 30/6/2025)")
    COMMUNE_CHAIR = "commune_chair", _("Chủ tịch UBND xã")
    COMMUNE_BOARD = "commune_board", _("Ban Chỉ đạo xã")
    COMMUNE_OFFICER = "commune_officer", _("Cán bộ giảm nghèo xã")
    VILLAGE_HEAD = "village_head", _("Trưởng thôn")
    REVIEWER = "reviewer", _("Rà soát viên")
    RECHECKER = "rechecker", _("Người phúc tra độc lập")
    FRONT_OBSERVER = "front_observer", _("Giám sát của MTTQ")
    TRAINEE = "trainee", _("Học viên")
    AUDITOR = "auditor", _("Thanh tra, kiểm toán")
    TECHNICAL_ADMIN = "technical_admin", _("Quản trị kỹ thuật")


class UserManager(BaseUserManager["User"]):
    """Makes users; nobody is a superuser here, only roles give power."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """A user with a hashed password, or one that cannot sign in yet."""
        user = self.model(username=username.strip().lower(), **fields)
        user.folded = fold(f"{user.full_name} {user.username}")
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. Power comes from `Assignment` alone.

    `language`: empty until the person has chosen one.
    """

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    folded = models.CharField(max_length=200, editable=False)
    position = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    STATE_FIELDS = ("username", "full_name", "position", "phone", "is_active", "must_change_password", "language")
    LEDGER_FIELDS = ("public_id", "password", "created_at")

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password. Never hashed anew on the way: the ledger knows each password that was set."""
        return check_password(raw_password, self.password)

    def get_full_name(self) -> str:
        """The name on papers and in the ledger."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """The same: Vietnamese names are not shortened."""
        return self.get_full_name()


class Assignment(models.Model):
    """A role on a unit (the whole nation when `unit` is empty), while it is in force.

    A delegation names the assignment it stands for in `delegated_from` and always ends.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    delegated_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="delegations")
    document = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)

    STATE_FIELDS = (
        "user_id", "role", "unit_id", "valid_from", "valid_until", "delegated_from_id", "document", "ended_at",
    )  # fmt: skip

    class Meta:
        indexes = (
            models.Index(fields=["user", "valid_from"], name="assignment_user"),
            models.Index(fields=["unit", "role"], name="assignment_unit"),
        )


class Invitation(models.Model):
    """A printed slip: whoever holds its code sets the first password. The code itself is kept as a digest only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    code_digest = models.BinaryField(unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    STATE_FIELDS = ("user_id", "invited_by_id", "expires_at", "used_at", "revoked_at")
    LEDGER_FIELDS = ("code_digest", "created_at")


class DutyException(models.Model):
    """A recorded leave for one person to do two duties that the system keeps apart, with reason and paper.

    `ended_at`: when somebody ended it before `valid_until`, with who and why.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="duty_exceptions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    duties = models.CharField(max_length=80)
    reason = models.TextField()
    document = models.CharField(max_length=200, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(blank=True)

    STATE_FIELDS = (
        "user_id", "unit_id", "duties", "reason", "document", "granted_by_id", "valid_from", "valid_until", "ended_at",
        "ended_by_id", "end_reason",
    )  # fmt: skip


class ApiToken(models.Model):
    """A token of the API: a digest of its secret, what it may do (a subset of what its owner may), and until when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    secret_digest = models.BinaryField(unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    STATE_FIELDS = ("user_id", "name", "scopes", "expires_at", "revoked_at")
    LEDGER_FIELDS = ("secret_digest", "created_at")
