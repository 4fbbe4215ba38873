"""Whom of a listed household a receiver waits for: nothing more than its purpose needs."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Persons(models.TextChoices):
    """Which persons of a household are handed over."""

    ALL = "all", _("Mọi người trong hộ")
    PUPILS = "pupils", _("Người đang đi học")
    AGES = "ages", _("Người trong độ tuổi")
    HEADS = "heads", _("Chỉ chủ hộ, mỗi hộ một dòng")


@dataclass(frozen=True, slots=True)
class Limit:
    """Persons, and ages in full years on the day of the list, both ends included.

    Of `PUPILS` the ages speak for those of whom the register does not know whether they attend school; without ages
    these are left out.
    """

    persons: Persons = Persons.ALL
    age_from: int | None = None
    age_to: int | None = None

    @property
    def of_some(self) -> bool:
        """Whether it asks each member for more than being of the household or its head."""
        return self.persons in {Persons.PUPILS, Persons.AGES}


class PersonLimit(models.Model):
    """A record that bears a limit."""

    persons = models.CharField(max_length=6, choices=Persons, default=Persons.ALL)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)

    LIMIT_FIELDS = ("persons", "age_from", "age_to")

    class Meta:
        abstract = True

    @property
    def limit(self) -> Limit:
        """Whom it lets through."""
        return Limit(Persons(self.persons), self.age_from, self.age_to)

    @limit.setter
    def limit(self, told: Limit) -> None:
        self.persons, self.age_from, self.age_to = told.persons, told.age_from, told.age_to
