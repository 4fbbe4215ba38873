"""What a province says of its certificate paper: how many year boxes, and where they stand."""

from django.conf import settings
from django.db import models

from rasoat.web.areas.models import Unit


class CertificateLayout(models.Model):
    """The newest row of a standard counts. Lengths in tenths of a millimetre from the top left corner of an A4 page.

    The box of `first_year` has its class at (`class_x`, `first_y`), its indicators at `deprived_x`; each further year
    stands `step_y` lower. `document`: what says how many boxes there are.
    """

    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    standard_id = models.CharField(max_length=40)
    first_year = models.PositiveSmallIntegerField()
    boxes = models.PositiveSmallIntegerField()
    suffix = models.CharField(max_length=30, default="GCN-HN.HCN")
    class_x = models.PositiveSmallIntegerField()
    deprived_x = models.PositiveSmallIntegerField()
    first_y = models.PositiveSmallIntegerField()
    step_y = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    STATE_FIELDS = (
        "province_id", "standard_id", "first_year", "boxes", "suffix", "class_x", "deprived_x", "first_y", "step_y",
        "document", "set_by_id",
    )  # fmt: skip

    class Meta:
        indexes = (models.Index(fields=["province", "standard_id", "-id"], name="certificate_layout_newest"),)
