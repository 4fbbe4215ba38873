"""Receivers of the demonstration, with a list handed over a year ago: the next one shows who came, left or changed.

They are samples: the columns are plain ones of our own, in no office's order, and the legal basis says that it is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import polars as pl
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from rasoat.demo.province import Province
from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.showcase_accounts import PREFIX
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.receivers.actions.hand_over import hand_over
from rasoat.web.receivers.actions.order_delivery import order_delivery
from rasoat.web.receivers.actions.save_profile import save_profile, use_profile
from rasoat.web.receivers.actions.set_receiver import ReceiverWords, set_receiver
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.models import Receiver, ReceiverKind
from rasoat.web.receivers.profiles import plain, profile_of
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.models import SourceKey
from rasoat.web.register.statuses import lines_in_force
from rasoat.web.showcase.households import SOURCE
from rasoat.web.showcase.people import NAMES

BASIS = "MẪU để xem thử, chưa phải căn cứ pháp lý: tỉnh ghi điều, khoản, văn bản trước khi giao thật"
TITLE = "MẪU để xem thử, không phải biểu của cơ quan nào"
TAKER = "Người nhận mẫu"
MOVED = 2
"""How many households are poor on last year's lists, by a regular review, and near poor again at the year's end."""
REVIEWED = (6, 10)
"""Day and month of that review."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A receiver and the columns of its sample list, by their headings."""

    kind: ReceiverKind
    name: str
    classes: Sequence[str]
    headings: Sequence[str]


SAMPLES = (
    Sample(
        ReceiverKind.INSURER, "Bảo hiểm xã hội (mẫu)", ("poor", "near_poor"),
        ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân", "Dân tộc", "Quan hệ với chủ hộ",
         "Phân loại hộ", "Thôn", "Xã", "Số quyết định", "Ngày quyết định"),
    ),
    Sample(
        ReceiverKind.SCHOOL, "Nhà trường (mẫu)", ("poor", "near_poor"),
        ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Họ tên chủ hộ", "Cấp đang học", "Phân loại hộ",
         "Thôn", "Xã", "Số quyết định"),
    ),
    Sample(
        ReceiverKind.BANK, "Ngân hàng chính sách (mẫu)", ("poor", "near_poor"),
        ("STT", "Họ tên chủ hộ", "Số định danh cá nhân", "Số nhân khẩu", "Phân loại hộ", "Nơi ở hiện tại", "Thôn", "Xã",
         "Số quyết định", "Ngày quyết định"),
    ),
    Sample(
        ReceiverKind.POWER, "Điện lực (mẫu)", ("poor",),
        ("STT", "Họ tên chủ hộ", "Nơi ở hiện tại", "Thôn", "Xã", "Số nhân khẩu", "Phân loại hộ", "Số quyết định",
         "Ngày quyết định"),
    ),
)  # fmt: skip


def add_receivers(acting: Acting, province: Province, commune: Unit) -> list[Receiver]:
    """Name the receivers with their profiles, and hand last year's list of the commune of the demo accounts to each.

    The lists are those of the day on which the register was taken over. To be called when the decisions of the year
    before last are the newest: what was decided later is then what differs.
    """
    assert commune.province is not None
    made = [_receiver(acting, commune.province, sample, province) for sample in SAMPLES]
    officer = acting_as(User.objects.get(username=PREFIX + NAMES[Role.COMMUNE_OFFICER][0]), "showcase")
    _review(acting, province, commune)
    day = province.previous_reference_date
    lists = [order_delivery(officer, receiver, commune, day) for receiver in made]
    run_until_idle()
    for each in lists:
        each.refresh_from_db()
        hand_over(officer, each, taken_by=TAKER, taken_on=day)
    return made


def _review(acting: Acting, province: Province, commune: Unit) -> None:
    """Households with pupils that are near poor before and after become poor for some months."""
    on = date(province.previous_year, *REVIEWED)
    near, pupils = pl.col("class") == "near_poor", pl.col("attends_school").fill_null(value=False)
    most = province.previous.members.filter(pupils).group_by("household_id").len().sort("len", "household_id")
    after = set(province.previous.households.filter(near)["household_id"])
    codes = [code for code in most["household_id"].reverse() if code in after]
    keys = SourceKey.objects.filter(source=SOURCE, province=commune.province, household__commune=commune)
    homes = {key.value: key.household for key in keys.filter(value__in=codes).select_related("household")}
    before = lines_in_force([home.pk for home in homes.values()], on, province.standard_id)
    found = [
        (homes[code], line) for code in codes if code in homes
        if (line := before.get((homes[code].pk, province.standard_id))) and line.household_class == "near_poor"
    ][:MOVED]  # fmt: skip
    if not found:
        return
    draft = DecisionDraft(
        commune, province.standard_id, on.year, on, number=f"MẪU-{commune.code}/QĐ-UBND/{on:%m-%Y}", signed_on=on,
        watermark=found[0][1].decision.watermark,
    )  # fmt: skip
    lines = [LineDraft(home, "poor") for home, _line in found]
    record_decision(acting, draft, lines, reason="dữ liệu của tỉnh mẫu", refresh=False)


def _receiver(acting: Acting, province: Unit, sample: Sample, demo: Province) -> Receiver:
    words = ReceiverWords(sample.kind, sample.name, demo.standard_id, sample.classes, BASIS)
    receiver = set_receiver(acting, province, words)
    version = start_profile(acting, receiver, demo.year, _template(sample.headings))
    save_profile(acting, version, _looked_at(plain(profile_of(version))), changes=version.changes)
    version.refresh_from_db()
    use_profile(acting, version)
    return receiver


def _template(headings: Sequence[str]) -> SimpleUploadedFile:
    """An empty workbook, as a receiving office would send one."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Mẫu")
        sheet.write_string(0, 0, TITLE)
        for at, heading in enumerate(headings):
            sheet.write_string(2, at, heading)
    return SimpleUploadedFile("mau-de-xem-thu.xlsx", out.getvalue())


def _looked_at(content: dict[str, Any]) -> dict[str, Any]:
    """The proposed columns, each said to be looked at: their headings are those that we wrote."""
    for sheet in content["sheets"]:
        for column in sheet["columns"]:
            column.pop("review", None)
    return content
