"""A number taken for a paper of the commune."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import Round


class PaperNumber(models.Model):
    """`symbol`: what follows the number (`TTr-UBND`). `sample`: of a training or demo round, counted apart.

    A number that came to nothing stays in the book with its reason.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    sample = models.BooleanField(default=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=300)
    on = models.DateField()
    state = models.CharField(max_length=5, default="taken")
    reason = models.CharField(max_length=300, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    STATE_FIELDS = (
        "commune_id", "year", "symbol", "number", "sample", "round_id", "about", "on", "state", "reason",
    )  # fmt: skip

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["commune", "year", "symbol", "sample", "number"], name="paper_number_once"),
        )

    @property
    def text(self) -> str:
        """The number as it stands on the paper."""
        return f"{'MẪU-' if self.sample else ''}{self.number:02d}/{self.symbol}"
