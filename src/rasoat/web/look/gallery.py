"""What the gallery shows: one sample of every component. Names are invented."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rasoat.law.faults import Fault, Place, Severity
from rasoat.web.look.badges import CLASSES, Badge
from rasoat.web.look.dates import DateField


class SampleFilters(forms.Form):
    """Filters of a list."""

    q = forms.CharField(
        label=_("Tên, địa chỉ, số định danh"), required=False, widget=forms.TextInput({"type": "search"})
    )
    thon = forms.ChoiceField(
        label=_("Thôn"), required=False, choices=[("", _("Tất cả")), ("1", "Cuối Suối"), ("2", "Gốc Đa")]
    )


class SampleForm(forms.Form):
    """One field of every kind."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    born = DateField(label=_("Ngày sinh"), year_alone=True)
    village = forms.ChoiceField(label=_("Thôn"), choices=[("", _("Chọn thôn")), ("1", "Cuối Suối"), ("2", "Gốc Đa")])
    members = forms.IntegerField(label=_("Số nhân khẩu"), min_value=1, help_text=_("Kể cả chủ hộ."))
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[("1", _("Nam")), ("2", _("Nữ"))], widget=forms.RadioSelect)
    causes = forms.MultipleChoiceField(
        label=_("Nguyên nhân"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("1", _("Không có đất sản xuất")), ("2", _("Không có vốn")), ("3", _("Không có lao động"))],
    )  # fmt: skip
    minority = forms.BooleanField(label=_("Hộ dân tộc thiểu số"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea({"rows": 3}))


class SampleUpload(forms.Form):
    """One file."""

    workbook = forms.FileField(label=_("Danh sách hộ năm trước"), help_text=_("Tệp Excel .xlsx hoặc .xls."))


def examples(request: HttpRequest) -> dict[str, Any]:
    """Sample values of every component."""
    wrong = SampleForm({"full_name": "", "born": "31/02/2020", "members": "0", "sex": "1"}, auto_id="sai_%s")
    return {
        "badges": [*CLASSES.values(), Badge(_("Chờ duyệt"), "clock", "plain")],
        "tabs": _tabs(request),
        "steps": [
            {"label": _("Chọn tệp"), "state": "done", "url": request.path},
            {"label": _("Ghép cột"), "state": "current"},
            {"label": _("Xem trước"), "state": "waiting"},
            {"label": _("Nhập"), "state": "waiting"},
        ],
        "facts": _facts(),
        "households": _households(),
        "page": _page(),
        "filters": SampleFilters(request.GET or None),
        "form": SampleForm(initial={"sex": "2"}),
        "wrong": wrong,
        "upload": SampleUpload(),
        "events": _events(),
        "compared": _compared(),
        "faults": _faults(),
    }


def _tabs(request: HttpRequest) -> list[dict[str, object]]:
    return [
        {"label": _("Thông tin"), "url": request.path, "current": True, "icon": "house"},
        {"label": _("Thành viên"), "url": f"{request.path}?phan=nguoi", "count": 5, "icon": "users"},
        {"label": _("Dòng thời gian"), "url": f"{request.path}?phan=thoi-gian", "icon": "history"},
    ]


def _facts() -> list[dict[str, object]]:
    return [
        {"label": _("Mã hộ"), "value": "TM0101-0042"},
        {"label": _("Thôn"), "value": "Cuối Suối, Xã Đồng Trám"},
        {"label": _("Số nhân khẩu"), "value": 5, "note": _("2 trẻ em dưới 16 tuổi")},
        {"label": _("Dân tộc của chủ hộ"), "value": "Tày"},
        {"label": _("Nơi ở hiện tại"), "value": None},
    ]


def _households() -> list[dict[str, object]]:
    rows = (
        ("TM0101-0042", "Lường Văn Mẫu", "Cuối Suối", 5, "poor"),
        ("TM0101-0043", "Nông Thị Thử", "Cuối Suối", 3, "near_poor"),
        ("TM0102-0007", "Đặng Đình Ví Dụ", "Gốc Đa", 12, "not_poor"),
        ("TM0102-0019", "Hà Thị Minh Họa", "Gốc Đa", 2, ""),
    )
    return [dict(zip(("code", "head", "village", "members", "household_class"), row, strict=True)) for row in rows]


def _page() -> "Page[int]":
    return Paginator(range(1234 * 20), 20).page(2)


def _events() -> list[dict[str, object]]:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    return [
        {"when": datetime(2026, 11, 3, 9, 15, tzinfo=zone), "title": _("Sửa thành viên"), "icon": "pencil",
         "text": _("Trình độ của Lường Thị Hai: lớp 8 thành lớp 9."), "who": _("Cán bộ giảm nghèo xã")},
        {"when": date(2025, 12, 12), "title": _("Công nhận"), "icon": "stamp", "badge": CLASSES["poor"],
         "paper": _("Quyết định 128/QĐ-UBND ngày 12/12/2025")},
        {"when": date(2021, 3, 1), "title": _("Tách từ hộ TM0101-0011"), "icon": "split"},
    ]  # fmt: skip


def _compared() -> list[dict[str, object]]:
    return [
        {"label": _("Họ và tên"), "left": "Lường Văn Mẫu", "right": "Lường Văn Mẫu", "differs": False},
        {
            "label": _("Năm sinh"), "left": "1978", "right": "1987", "differs": True, "name": "birth_year",
            "chosen": "left",
        },
        {"label": _("Thôn"), "left": "Cuối Suối", "right": "Gốc Đa", "differs": True, "name": "village"},
    ]  # fmt: skip


def _faults() -> list[Fault]:
    return [
        Fault(
            rule="number-length", vi="Số định danh phải có 12 chữ số", en="A personal number has 12 digits",
            remedy_vi="Xem lại thẻ căn cước rồi nhập đủ số.", remedy_en="Check the identity card and type all digits.",
            place=Place(file="ho-2025.xlsx", sheet="Thành viên", row=17, column="Số định danh"), value="01234",
        ),
        Fault(
            rule="head-missing", vi="Hộ chưa có chủ hộ", en="The household has no head",
            remedy_vi="Ghi rõ ai là chủ hộ.", remedy_en="Say who the head is.",
            place=Place(file="ho-2025.xlsx", sheet="Hộ", row=42), severity=Severity.WARNING,
        ),
    ]  # fmt: skip
