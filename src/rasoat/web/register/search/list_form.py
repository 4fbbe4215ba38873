"""The form of the list: what was asked for in the address, and the choices that the person has."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.register.models import UnitCount
from rasoat.web.register.search.filters import CLASS_CHOICES, FEMALE_HEAD, FLAGS, Filters, cause_choices
from rasoat.web.register.search.find import Place
from rasoat.web.register.search.listing import HouseholdList
from rasoat.web.register.search.matching import LONGEST, read_search
from rasoat.web.register.search.standards import standard_label, standards_used

MOST_COMMUNES = 400
ORDER_CHOICES = [("ten", _("Tên chủ hộ (A-Z)")), ("ma", _("Mã hộ")), ("thon", _("Thôn"))]
STATE_CHOICES = [("", _("Đang quản lý")), ("1", _("Đã ra khỏi sổ"))]
FIELDS = ("q", "tinh", "xa", "thon", "chuan", "loai", "co", "nguyen-nhan", "can-bo-sung", "ra-khoi-so", "sap")
"""Parameters of the address that narrow the list; `sau` and `truoc` say where the page begins."""
MORE_FIELDS = ("co", "nguyen-nhan", "can-bo-sung", "ra-khoi-so", "sap")
"""Those of them that open on demand."""
_SEARCH_BOX = {"type": "search", "placeholder": _("tên, năm sinh, mã hộ, thôn, số định danh"), "autocomplete": "off"}
_ANY_UNIT = {"xa": _("Mọi xã"), "thon": _("Mọi thôn"), "tinh": _("Mọi tỉnh")}


class ListForm(forms.Form):
    """The search box, the class and the units. Units, standards: choices of the person."""

    q = forms.CharField(
        label=_("Tìm hộ"), required=False, max_length=LONGEST,
        widget=forms.TextInput(_SEARCH_BOX),
    )  # fmt: skip
    loai = forms.ChoiceField(label=_("Loại hộ"), required=False, choices=[("", _("Mọi loại")), *CLASS_CHOICES])

    def __init__(self, data: QueryDict, units: "Choices", standards: Sequence[str], *, narrow: bool) -> None:
        super().__init__(data)
        for name, choices in units.fields():
            self.fields[name] = forms.ChoiceField(
                label={"tinh": _("Tỉnh"), "xa": _("Xã"), "thon": _("Thôn")}[name], required=False,
                choices=[("", _ANY_UNIT[name]), *((unit.key, unit.full_name) for unit in choices)],
            )  # fmt: skip
        if standards:
            self.fields["chuan"] = forms.ChoiceField(
                label=_("Theo chuẩn"), required=False, choices=[(code, standard_label(code)) for code in standards]
            )
        self._units = [name for name, _units in units.fields()]
        self._asked, self._narrow = data, narrow

    def first_fields(self) -> list[forms.BoundField]:
        """What is always seen."""
        return [self[name] for name in self.fields if name not in self._units]

    def unit_fields(self) -> list[forms.BoundField]:
        """The units: choosing one changes the choices of those below."""
        return [self[name] for name in self._units]

    def more(self) -> "MoreForm":
        """What opens on demand."""
        return MoreForm(self._asked, narrow=self._narrow)

    def more_said(self) -> str:
        """What the fields of `more` are made of: they are drawn once for all who ask for the same."""
        asked = ((name, value) for name in MORE_FIELDS for value in self._asked.getlist(name))
        return urlencode([("narrow", str(self._narrow)), *asked])


class MoreForm(forms.Form):
    """Filters that are seldom used. `narrow`: the list may be sorted."""

    co = forms.MultipleChoiceField(
        label=_("Đặc điểm"), required=False, choices=[*FLAGS.items(), FEMALE_HEAD], widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Mapping[str, Any], *, narrow: bool) -> None:
        super().__init__(data)
        self.fields["nguyen-nhan"] = forms.MultipleChoiceField(
            label=_("Nguyên nhân nghèo"), required=False, choices=cause_choices, widget=forms.CheckboxSelectMultiple
        )
        self.fields["can-bo-sung"] = forms.BooleanField(label=_("Còn việc cần bổ sung"), required=False)
        self.fields["ra-khoi-so"] = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=STATE_CHOICES)
        if narrow:
            self.fields["sap"] = forms.ChoiceField(label=_("Sắp xếp"), required=False, choices=ORDER_CHOICES)


class Choices:
    """Units that the person may choose from (three queries), and those chosen."""

    def __init__(self, acting: Acting, data: QueryDict) -> None:
        units = acting.policy.visible(Capability.HOUSEHOLD_VIEW, Unit.objects.filter(alive(timezone.localdate())))
        units = units.order_by("sort_key", "id")
        communes = units.filter(level=Level.COMMUNE)
        self.provinces: list[Unit] = []
        self.province = _chosen(units.filter(level=Level.PROVINCE), data.get("tinh"))
        if self.province is not None:
            communes = communes.filter(province=self.province)
        self.communes = list(communes[: MOST_COMMUNES + 1])
        self.commune = next((unit for unit in self.communes if unit.key == data.get("xa")), None)
        if len(self.communes) > MOST_COMMUNES:
            self.provinces = list(units.filter(level=Level.PROVINCE))
            self.commune = _chosen(communes, data.get("xa"))
            self.communes = [self.commune] if self.commune else []
        elif len(self.communes) == 1:
            self.commune = self.communes[0]
        villages = units.filter(level=Level.VILLAGE)
        if self.commune is not None:
            villages = villages.filter(commune=self.commune)
        elif self.communes or self.provinces:
            villages = villages.none()
        self.villages = list(villages)
        self.village = next((unit for unit in self.villages if unit.key == data.get("thon")), None)

    def fields(self) -> list[tuple[str, list[Unit]]]:
        """The fields of units worth showing."""
        shown = [("tinh", self.provinces), ("xa", self.communes), ("thon", self.villages)]
        return [(name, units) for name, units in shown if len(units) > 1 or (units and name == "xa" and self.provinces)]


def _chosen(units: Any, key: str | None) -> Unit | None:
    return units.filter(key=key).first() if key else None


def read_list(acting: Acting, data: QueryDict) -> tuple[HouseholdList, ListForm]:
    """The list that an address asks for. What the address says and nobody knows is left out."""
    units = Choices(acting, data)
    counts = acting.policy.visible(Capability.HOUSEHOLD_VIEW, UnitCount.objects.all())
    if units.commune is not None:
        counts = counts.filter(commune=units.commune)
    standards = standards_used(counts)
    standard = data.get("chuan") if data.get("chuan") in standards else next(iter(standards), "")
    filters = Filters(
        province=units.province, commune=units.commune, village=units.village, standard=standard or "",
        household_class=_known(data.get("loai"), CLASS_CHOICES),
        flags=tuple(code for code, _label in (*FLAGS.items(), FEMALE_HEAD) if code in data.getlist("co")),
        causes=tuple(code for code, _label in cause_choices() if code in data.getlist("nguyen-nhan")),
        to_do=data.get("can-bo-sung") in {"1", "on"}, ended=data.get("ra-khoi-so") == "1",
    )  # fmt: skip
    order = _known(data.get("sap"), ORDER_CHOICES) or "ten"
    asked = HouseholdList(acting, filters, read_search(data.get("q", "")), order, _place(data))
    return asked, ListForm(data, units, standards, narrow=asked.narrow)


def address_of(data: QueryDict, *, without: Sequence[str] = ()) -> str:
    """The parameters of a list without empty ones, as they stand in an address; never an identity number."""
    kept = QueryDict(mutable=True)
    for name in FIELDS:
        values = [value for value in data.getlist(name) if value]
        if values and name not in without and not (name == "q" and read_search(values[0]).private):
            kept.setlist(name, values)
    return kept.urlencode()


def _known(value: str | None, choices: Sequence[tuple[str, Any]]) -> str:
    return value if value and value in {code for code, _label in choices} else ""


def _place(data: QueryDict) -> Place | None:
    for name, backwards in (("sau", False), ("truoc", True)):
        value = data.get(name, "")
        if value.isascii() and value.isdecimal() and len(value) < 19:
            return Place(int(value), backwards)
    return None
