"""How many year boxes the certificate of a standard has, and where they stand: the province's word, else the form's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from rasoat.law.yaml_nodes import read_yaml
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.models import CertificateLayout
from rasoat.web.look.refusals import RefusedError

SUFFIX: Final = "GCN-HN.HCN"
MOST_BOXES: Final = 12
_KNOWN = Path(__file__).with_name("layouts.yaml")


@dataclass(frozen=True, slots=True)
class Layout:
    """Year boxes of a paper; lengths in tenths of a millimetre. `document`: the province's; empty for the form's own.

    `boxes` 0: nobody has said yet how many there are.
    """

    standard_id: str
    first_year: int = 0
    boxes: int = 0
    suffix: str = SUFFIX
    class_x: int = 616
    deprived_x: int = 776
    first_y: int = 379
    step_y: int = 138
    document: str = ""

    @property
    def years(self) -> range:
        """The years with a box."""
        return range(self.first_year, self.first_year + self.boxes)

    def place_of(self, year: int) -> int:
        """How far down the box of a year stands."""
        return self.first_y + (year - self.first_year) * self.step_y

    def with_box(self, year: int) -> "Layout":
        """The same with a box for the year, for papers that are none (training, demo)."""
        if year in self.years:
            return self
        first = min(self.first_year, year) if self.boxes else year
        last = max([*self.years, year])
        return replace(self, first_year=first, boxes=min(last - first + 1, MOST_BOXES))


def layout_of(province: Unit, standard_id: str) -> Layout:
    """The layout in force (one query)."""
    row = CertificateLayout.objects.filter(province=province, standard_id=standard_id).order_by("-id").first()
    if row is None:
        told = _known().get(standard_id)
        return Layout(standard_id, told["first_year"], told["boxes"]) if told else Layout(standard_id)
    return Layout(
        standard_id, row.first_year, row.boxes, row.suffix, row.class_x, row.deprived_x, row.first_y, row.step_y,
        row.document,
    )  # fmt: skip


def need_box(layout: Layout, year: int) -> None:
    """Raise `RefusedError` when the paper has no box for a year."""
    if year in layout.years:
        return
    if layout.boxes:
        said = _("Mẫu giấy chứng nhận đang dùng có ô các năm %(first)s-%(last)s, không có ô năm %(year)s.") % {
            "first": layout.years[0], "last": layout.years[-1], "year": year,
        }  # fmt: skip
    else:
        said = _("Chưa biết mẫu giấy chứng nhận của chuẩn này có ô những năm nào.")
    raise RefusedError(
        said, remedy=_("Quản trị tỉnh đặt số ô ở trang “Mẫu giấy chứng nhận”, kèm văn bản hướng dẫn."), code="no-box"
    )


@cache
def _known() -> Mapping[str, Any]:
    read = read_yaml(_KNOWN.read_text(encoding="utf-8"), _KNOWN.name)
    if read.faults:
        raise ValueError(str(read.faults[0]))
    known: Mapping[str, Any] = read.data
    return known
