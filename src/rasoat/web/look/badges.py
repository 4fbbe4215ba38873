"""How classes of households look: a word, an icon of its own shape, and a tone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Badge:
    """A short mark: its words carry the meaning, icon and tone only help the eye."""

    label: "str | Promise"
    icon: str
    tone: str


CLASSES = {
    "poor": Badge(_("Hộ nghèo"), "octagon-alert", "poor"),
    "near_poor": Badge(_("Hộ cận nghèo"), "triangle-alert", "near"),
    "not_poor": Badge(_("Không nghèo"), "circle-check", "not"),
}
UNKNOWN = Badge(_("Chưa xếp loại"), "circle-dashed", "unknown")


def class_look(household_class: str | None) -> Badge:
    """The badge of a class; `UNKNOWN` for none."""
    return CLASSES.get(household_class or "", UNKNOWN)
