"""What the making of the list leaves behind: prompts that an officer did not follow."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Household
from rasoat.web.rounds.models import Round


class DismissedPrompt(models.Model):
    """A household that may have been missed, looked at and left out, with the reason. `causes`: why it was named."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dismissed_prompts")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    causes = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = ("round_id", "household_id", "causes", "reason", "by_id")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "household"], name="dismissed_once"),)


class Wording(models.Model):
    """The wording of one question in another language, as a province gave it. The newest load of a language counts."""

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    text = models.CharField(max_length=500)

    STATE_FIELDS = ("province_id", "language", "code", "text")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["province", "language", "code"], name="wording_once"),)
