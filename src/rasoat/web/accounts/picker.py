"""The form field that picks a unit: a search box, and the units found as radio buttons."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.whole import whole
from rasoat.web.areas.models import Unit

NATION = "nation"
"""What the form sends for a role on the whole nation."""


class UnitPicker(forms.Widget):
    """Search box with htmx, and radio buttons of what was found. `units` is set by the form of one request;
    without `search` they are all there are."""

    template_name = "accounts/widgets/unit_picker.html"
    use_fieldset = True
    units: Sequence[Unit | None] = ()
    search = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template needs."""
        return super().get_context(name, value, attrs) | {
            "choices": choices(self.units),
            "chosen": str(value or ""),
            "search": self.search,
        }

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002
        """A group of buttons has a legend, no label."""
        return ""


class UnitField(forms.Field):
    """Gives a `Unit`, or None for the nation. Whether the person may use it is the action's business."""

    widget = UnitPicker
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Chưa chọn đơn vị."),
        "invalid": _("Không có đơn vị này. Tìm rồi chọn lại."),
    }

    def clean(self, value: Any) -> Unit | None:
        """Find the unit by the number that the radio button sends."""
        text = super().clean(value)
        if text == NATION:
            return None
        unit = Unit.objects.select_related("commune", "province").filter(pk=whole(text)).first()
        if unit is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return unit


def choices(units: Sequence[Unit | None]) -> list[dict[str, str]]:
    """Units as choices: value, name, and the unit above."""
    return [
        {"value": NATION, "name": str(_("Cả nước")), "above": ""}
        if unit is None
        else {"value": str(unit.pk), "name": unit.full_name, "above": unit.parent.full_name if unit.parent else ""}
        for unit in units
    ]
