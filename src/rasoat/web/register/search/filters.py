"""What a list of households is narrowed by, read from the address of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from rasoat.web.areas.models import Unit
from rasoat.web.look.badges import CLASSES
from rasoat.web.register.models import Household, Status, ToDo
from rasoat.web.register.search.words import mark_word
from rasoat.web.register.words import choices_of

FLAGS = {
    "minority": _("Dân tộc thiểu số"),
    "local_minority": _("Dân tộc thiểu số tại chỗ"),
    "no_labour": _("Không có khả năng lao động"),
    "merit": _("Người có công"),
}
"""Flags of households: the end of the column's name, and the words."""

FEMALE_HEAD = ("female_head", _("Nữ chủ hộ"))
UNCLASSED = "none"
CLASS_CHOICES = [*((code, badge.label) for code, badge in CLASSES.items()), (UNCLASSED, _("Chưa xếp loại"))]


def cause_choices() -> list[tuple[str, str]]:
    """Causes of poverty by code."""
    return choices_of("causes")


@dataclass(frozen=True, slots=True)
class Filters:
    """The narrowing of a list. `standard`: whose class is shown and filtered. Units are ones the person may see."""

    province: Unit | None = None
    commune: Unit | None = None
    village: Unit | None = None
    standard: str = ""
    household_class: str = ""
    flags: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    to_do: bool = False
    ended: bool = False

    def place(self) -> Q:
        """The condition of place on rows with `province`, `commune` and `village`."""
        if self.village is not None:
            return Q(village=self.village)
        if self.commune is not None:
            return Q(commune=self.commune)
        return Q(province=self.province) if self.province is not None else Q()

    def marks(self) -> tuple[str, ...]:
        """The flags as words of the index: a rare flag and a common name are then found together."""
        return tuple(mark_word(flag) for flag in self.flags)

    def facts(self) -> Q:
        """The conditions on the household itself apart from flags, for rows of `SearchRow`."""
        found = Q()
        if self.household_class:
            statuses = Status.objects.filter(household=OuterRef("pk"), standard_id=self.standard)
            if self.household_class == UNCLASSED:
                found &= ~Q(Exists(statuses))
            else:
                found &= Q(Exists(statuses.filter(household_class=self.household_class)))
        for code in self.causes:
            found &= _one_of("household__causes", code)
        if self.to_do:
            found &= Q(Exists(ToDo.objects.filter(household=OuterRef("pk"), done_at__isnull=True)))
        return found

    @property
    def by_class_at_most(self) -> bool:
        """Whether nothing but place and class narrows the list: then stored totals answer how many."""
        return not (self.flags or self.causes or self.to_do or self.ended or self.household_class == UNCLASSED)

    def words(self) -> Iterable[str]:
        """The narrowing in words, for the head of a printed or exported list."""
        unit = self.village or self.commune or self.province
        if unit is not None:
            above = f", {self.commune.full_name}" if self.village is not None and self.commune is not None else ""
            yield f"{unit.full_name}{above}"
        yield from (str(label) for code, label in CLASS_CHOICES if code == self.household_class)
        yield from (str(label) for code, label in (*FLAGS.items(), FEMALE_HEAD) if code in self.flags)
        yield from (label for code, label in cause_choices() if code in self.causes)
        if self.to_do:
            yield str(_("còn việc cần bổ sung"))
        yield str(_("đã ra khỏi sổ")) if self.ended else str(_("đang quản lý"))


def _one_of(column: str, code: str) -> Q:
    """Whether codes joined by `;` hold this one."""
    return (
        Q(**{column: code}) | Q(**{f"{column}__startswith": f"{code};"}) | Q(**{f"{column}__endswith": f";{code}"})
        | Q(**{f"{column}__contains": f";{code};"})
    )  # fmt: skip


def flag_words(home: Household) -> list[str]:
    """The flags of a household in words."""
    found = [str(label) for code, label in FLAGS.items() if getattr(home, f"flag_{code}")]
    return [*found, str(FEMALE_HEAD[1])] if home.female_head else found
