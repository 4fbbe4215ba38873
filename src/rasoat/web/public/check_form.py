"""The form of the self-check: made of the questions of the point table and the indicators of the standard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rasoat.law.point_table.model import Answer, Item
from rasoat.web.public.checking import Check
from rasoat.web.rounds.law import region_words, words

AREAS = (("rural", _("Nông thôn")), ("urban", _("Thành thị")))
NO_ANSWER = ("", _("Chọn câu trả lời"))
TICK = "tick_"


class SelfCheckForm(forms.Form):
    """Area, then either the questions of the table or the income, then one question an indicator."""

    def __init__(self, check: Check, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check
        table = check.pack.point_table
        if table is None:
            self.fields["area"] = forms.ChoiceField(label=_("Khu vực"), choices=AREAS)
            self.fields["income_vnd"] = forms.IntegerField(
                label=_("Thu nhập bình quân một người một tháng (đồng)"), min_value=0, max_value=10**9,
                help_text=_("Tổng thu của cả hộ trong 12 tháng, chia cho 12 và cho số người."),
            )  # fmt: skip
        else:
            regions = [(code, region_words(code)) for code in table.areas]
            self.fields["region_code"] = forms.ChoiceField(label=_("Vùng của bảng điểm"), choices=regions)
            for item in table.items:
                self._ask(item)
        for indicator in check.pack.standard.indicators:
            self.fields[TICK + indicator.code] = forms.TypedChoiceField(
                label=words(indicator.name), choices=((0, _("Không thiếu")), (1, _("Thiếu hụt"))),
                coerce=lambda value: value == "1", widget=forms.RadioSelect, initial=0,
                required=False,
            )  # fmt: skip

    def _ask(self, item: Item) -> None:
        if item.kind == "additive":
            self.fields[item.code] = forms.MultipleChoiceField(
                label=words(item.name), choices=[(answer.code, words(answer.label)) for answer in item.answers],
                required=False, widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            return
        choices = [NO_ANSWER, *((answer.code, words(answer.label)) for answer in item.answers)]
        self.fields[item.code] = forms.ChoiceField(label=words(item.name), choices=choices, required=False)

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields before the indicators."""
        return [field for field in self.visible_fields() if not field.name.startswith(TICK)]

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """The indicators with their definitions."""
        told = {item.code: item.definition.text for item in self.check.pack.standard.indicators}
        return [
            {"field": field, "text": told[field.name.removeprefix(TICK)]}
            for field in self.visible_fields() if field.name.startswith(TICK)
        ]  # fmt: skip

    def answers(self) -> dict[str, Any]:
        """A household as scoring reads it; an answer that was left open stays open."""
        told = self.cleaned_data
        found: dict[str, Any] = {
            name.removeprefix(TICK): int(value is True) for name, value in told.items() if name.startswith(TICK)
        }
        table = self.check.pack.point_table
        if table is None:
            return found | {"area": told["area"], "income_vnd": told["income_vnd"]}
        found |= {"region_code": told["region_code"], "area": table.area_of[told["region_code"]]}
        for item in table.items:
            found |= _answered(item, told[item.code])
        return found


def _answered(item: Item, told: Any) -> dict[str, Any]:
    if item.kind == "additive":
        return {f"item_{item.code}_{answer.code}": int(answer.code in told) for answer in item.answers}
    column = f"item_{item.code}"
    if not told:
        return {column: None}
    return {column: told if item.kind == "single" else _quantity(item, told)}


def _quantity(item: Item, code: str) -> int:
    """A quantity inside the band chosen."""
    answer: Answer = next(each for each in item.answers if each.code == code)
    return answer.min or 0
