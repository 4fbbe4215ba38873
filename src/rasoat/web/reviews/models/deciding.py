"""From the posted lists to the decision: opinions from above, decisions of the chair, refusals with reasons."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Decision
from rasoat.web.reviews.models.case import Case
from rasoat.web.reviews.models.recorded import RECORDED, Recorded
from rasoat.web.rounds.models import Round


class Opinion(Recorded):
    """The written opinion of the body that the province has named. `happened_on`: the day it was asked for."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="opinions")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    standard_id = models.CharField(max_length=40)
    body = models.CharField(max_length=160)
    asked = models.JSONField(default=list)
    """Cases that it is asked about, by id."""
    due_on = models.DateField(null=True)
    given_on = models.DateField(null=True)
    number = models.CharField(max_length=60, blank=True)
    agrees = models.BooleanField(null=True)
    text = models.TextField(blank=True)
    returned = models.JSONField(default=list)
    """Cases that the opinion sends back, by id, with reasons."""

    STATE_FIELDS = (
        "round_id", "commune_id", "standard_id", "body", "asked", "due_on", "given_on", "number", "agrees", "text",
        "returned", *RECORDED,
    )  # fmt: skip


class SignerForm(models.TextChoices):
    """How the signature block reads."""

    SELF = "self", _("Chủ tịch")
    KT = "kt", _("KT. Chủ tịch")
    TL = "tl", _("TL. Chủ tịch")
    TUQ = "tuq", _("TUQ. Chủ tịch")


class RoundDecision(models.Model):
    """A decision being made: prepared from the agreed results, printed, signed by hand, its number typed in, confirmed.

    `decision`: the record in the register, made when a second person has confirmed. `corrects`: an earlier one.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="decisions")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    standard_id = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default="prepared")
    number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_form = models.CharField(max_length=4, choices=SignerForm.choices, default=SignerForm.SELF)
    signer_post = models.CharField(max_length=120, blank=True)
    paper = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    correction_reason = models.CharField(max_length=500, blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    """Who typed in number and date."""
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = (
        "round_id", "commune_id", "standard_id", "state", "number", "signed_on", "signer", "signer_form", "signer_post",
        "paper_id", "corrects_id", "correction_reason", "prepared_by_id", "signed_by_id", "confirmed_by_id",
        "decision_id",
    )  # fmt: skip


class DecidedKind(models.TextChoices):
    """On which list of the decision a household stands."""

    RECOGNISED = "recognised", _("Công nhận")
    ESCAPED = "escaped", _("Thoát nghèo, thoát cận nghèo")
    REFUSED = "refused", _("Không công nhận")


class DecidedCase(models.Model):
    """A household of a decision. A refusal has its reason, and the day on which the written answer was handed over."""

    decision = models.ForeignKey(RoundDecision, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decided")
    kind = models.CharField(max_length=10, choices=DecidedKind.choices)
    household_class = models.CharField(max_length=12)
    reason = models.CharField(max_length=1000, blank=True)
    answered_on = models.DateField(null=True)

    STATE_FIELDS = ("decision_id", "case_id", "kind", "household_class", "reason", "answered_on")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "case"], name="decided_case_once"),)


class RecheckCause(models.TextChoices):
    """Why a household is visited again."""

    COMPLAINT = "complaint", _("Có khiếu nại, phản ánh")
    OPINION = "opinion", _("Theo ý kiến cấp trên")
    SAMPLE = "sample", _("Phúc tra theo mẫu")


class Recheck(Recorded):
    """A case looked at again by somebody who did not review it. `agrees`: it confirms the class that stood.

    `blind` re-checks of a sample keep their own submission, which never changes the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rechecks")
    cause = models.CharField(max_length=9, choices=RecheckCause.choices)
    happened_on = models.DateField(null=True)  # type: ignore[assignment]  # not yet: only ordered
    ordered_on = models.DateField()
    due_on = models.DateField(null=True)
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    checker_name = models.CharField(max_length=120, blank=True)
    submission = models.ForeignKey("reviews.Submission", on_delete=models.PROTECT, null=True, related_name="+")
    classes = models.JSONField(default=dict)
    agrees = models.BooleanField(null=True)
    finding = models.TextField(blank=True)
    done = models.BooleanField(default=False)

    STATE_FIELDS = (
        "case_id", "cause", "ordered_on", "due_on", "checker_id", "checker_name", "submission_id", "classes", "agrees",
        "finding", "done", *RECORDED,
    )  # fmt: skip
