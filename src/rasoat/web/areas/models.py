"""Units with dates, their names, attributes, totals, and how one became another."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Tier of a unit. Districts end on 30/06/2025."""

    NATION = "nation", _("Cả nước")
    PROVINCE = "province", _("Tỉnh")
    DISTRICT = "district", _("Huyện")
    COMMUNE = "commune", _("Xã")
    VILLAGE = "village", _("Thôn")


class AreaKind(models.TextChoices):
    """Which poverty line and point table holds in a place."""

    RURAL = "rural", _("Nông thôn")
    URBAN = "urban", _("Thành thị")


class Unit(models.Model):
    """One unit during its life. The same code may belong to two units at different times; `key` is its own.

    `key`: the code while the unit lives, `CODE~YEAR` after it ended in that year. `province` and `commune` are the
    units above (or itself), so that a query of a scope needs no walk. `valid_until` is the last day. `point_source` and
    `point_mark`: where the centre point comes from when not from `source`.
    """

    key = models.CharField(max_length=24, unique=True)
    code = models.CharField(max_length=16, db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=8, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    province = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    commune = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=5, choices=AreaKind.choices, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    point_source = models.CharField(max_length=200, blank=True)
    point_mark = models.CharField(max_length=20, blank=True)
    folded = models.CharField(max_length=120)
    initials = models.CharField(max_length=40)
    sort_key = models.CharField(max_length=240)
    source = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=20, blank=True)

    STATE_FIELDS = (
        "key", "code", "name", "kind", "level", "parent_id", "province_id", "commune_id", "area", "valid_from",
        "valid_until", "latitude", "longitude", "point_source", "point_mark", "source", "mark",
    )  # fmt: skip

    class Meta:
        indexes = (
            models.Index(fields=["level", "sort_key"], name="unit_level_sort"),
            models.Index(fields=["parent", "level", "sort_key"], name="unit_parent_sort"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                name="unit_life_forward",
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Kind and name, as on paper: `Xã Đồng Trám`; the name alone where it already holds the kind."""
        if not self.kind or self.name.lower().startswith(self.kind.lower()):
            return self.name
        return f"{self.kind} {self.name}"


class UnitTag(models.Model):
    """A dated attribute of a unit, loaded by an office: `tag_kv3`, `tag_border`, ..."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tags")
    tag = models.CharField(max_length=30)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=20)

    STATE_FIELDS = ("unit_id", "tag", "valid_from", "valid_until", "document", "mark")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "tag", "valid_from"], name="unit_tag_once"),)


class SuccessionKind(models.TextChoices):
    """How units follow one another."""

    MERGE = "merge", _("Nhập")
    SPLIT = "split", _("Chia")
    RENAME = "rename", _("Đổi tên")
    CONTINUE = "continue", _("Giữ nguyên")


class Succession(models.Model):
    """`before` went, wholly or in part, into `after` on `on`. `share` of households: known only from an office."""

    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.CharField(max_length=8, choices=SuccessionKind.choices)
    on = models.DateField(null=True)
    share = models.DecimalField(max_digits=9, decimal_places=8, null=True)
    document = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=20, blank=True)

    STATE_FIELDS = ("before_id", "after_id", "kind", "on", "share", "document", "source", "mark")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["before", "after", "on"], name="succession_once"),)


class UnitTotal(models.Model):
    """Households and persons of a unit (a village, or a commune by area) in a year, as an office counted them.

    `counts` holds the further counts of the units file (`rasoat.demo.units.COUNTS`). `source` says who counted: a
    former district's hand-over keeps its own row.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="totals")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=5, choices=AreaKind.choices, blank=True)
    households = models.PositiveIntegerField(null=True)
    persons = models.PositiveIntegerField(null=True)
    counts = models.JSONField(default=dict)
    source = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200, blank=True)

    STATE_FIELDS = (
        "unit_id", "province_id", "commune_id", "year", "area", "households", "persons", "counts", "source", "document",
    )  # fmt: skip

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "year", "area", "source"], name="unit_total_once"),)


class FormerHome(models.Model):
    """The unit above until a day: the commune of a village, the province of a commune. `unit` itself names today's."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_homes")
    home = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_parts")
    valid_until = models.DateField()

    STATE_FIELDS = ("unit_id", "home_id", "valid_until")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "home"], name="former_home_once"),)
