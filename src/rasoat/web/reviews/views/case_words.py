"""What the page of a case offers: buttons and forms with their words, by state and by rights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.forms.events import EVENTS
from rasoat.web.reviews.actions.record_attempt import NOT_MET
from rasoat.web.reviews.listing.quick_form import quick_form_of
from rasoat.web.reviews.models import Case, Entry
from rasoat.web.reviews.state_graphs import CASE
from rasoat.web.rounds.models import RoundState, Route

RUN, SURVEY, EDIT = Capability.REVIEW_RUN, Capability.REVIEW_SURVEY, Capability.HOUSEHOLD_EDIT


@dataclass(frozen=True, slots=True)
class Deed:
    """A button that writes. `why`: it asks for the reason."""

    step: str
    title: "str | Promise"
    text: "str | Promise"
    icon: str
    capability: Capability
    why: bool = True
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """A form of its own."""

    kind: str
    label: "str | Promise"
    asks: "str | Promise"
    icon: str
    capability: Capability

    @property
    def title(self) -> "str | Promise":
        """As the message says it."""
        return self.label


@dataclass(frozen=True, slots=True)
class Offered:
    """What the person can do now: buttons, forms, events of the register."""

    deeds: tuple[Deed, ...]
    writes: tuple[Writing, ...]
    events: tuple[type, ...]


DEEDS: Mapping[str, Deed] = {
    deed.step: deed
    for deed in (
        Deed(
            "khoa",
            _("Khóa phiếu"),
            _("Điểm và loại hộ hiện ra sau khi khóa. Mở khóa phải có lý do."),
            "lock",
            SURVEY,
            why=False,
        ),
        Deed("mo-khoa", _("Mở khóa phiếu"), _("Số lần mở khóa được đếm, tỉnh xem được."), "lock-open", RUN),
        Deed("tra-phieu", _("Trả phiếu"), _("Phiếu không còn được tính; hộ phải làm phiếu mới."), "undo-2", RUN),
        Deed(
            "rut-ket-qua",
            _("Rút kết quả đã nhập"),
            _("Kết quả nhập từ danh sách đã ký không còn được tính."),
            "undo-2",
            RUN,
        ),
        Deed(
            "theo-so",
            _("Cập nhật theo sổ hộ"),
            _("Chủ hộ, số nhân khẩu lấy lại từ sổ; hộ đã ra khỏi sổ thì ra khỏi đợt."),
            "refresh-cw",
            RUN,
            why=False,
        ),
    )
}
WRITES: Mapping[str, Writing] = {
    each.kind: each
    for each in (
        Writing(
            "lan-den", _("Đến không gặp"), _("Ngày đến, vì sao chưa làm được phiếu, người làm chứng."), "house", SURVEY
        ),
        Writing("phieu-a", _("Ghi Phiếu A"), _("Trả lời từng câu của phiếu nhận dạng nhanh."), "list-checks", SURVEY),
        Writing(
            "ra-khoi-dot",
            _("Ra khỏi đợt"),
            _("Đã chuyển đi, đang có tên ở xã khác, không còn người, nhập hộ."),
            "log-out",
            RUN,
        ),
        Writing(
            "chu-ho-mat",
            _("Chủ hộ mất, chưa có chủ hộ mới"),
            _("Rà soát tiếp; phải có chủ hộ mới trước quyết định."),
            "user",
            SURVEY,
        ),
        Writing(
            "ho-hang",
            _("Khai họ hàng"),
            _("Rà soát viên là họ hàng của hộ: người khác làm thay, ghi vào biên bản họp."),
            "users",
            SURVEY,
        ),
        Writing(
            "xac-nhan",
            _("Xác nhận tình huống"),
            _("Không làm được phiếu: hộ ra khỏi đợt, tính vào cột “khác” của biểu 2, 3."),
            "circle-check",
            RUN,
        ),
        Writing(
            "chua-xac-nhan",
            _("Chưa xác nhận, đến lại"),
            _("Rà soát viên phải đến hộ lần nữa."),
            "undo-2",
            RUN,
        ),
        Writing("dua-lai", _("Đưa lại vào đợt"), _("Hộ được khảo sát trong đợt này."), "log-in", RUN),
        Writing(
            "khong-dua-vao",
            _("Không đưa vào rà soát"),
            _("Người có đơn nhận văn bản trả lời có lý do này."),
            "ban",
            RUN,
        ),
        Writing(
            "ket-qua",
            _("Nhập kết quả đã ký"),
            _("Loại hộ theo danh sách đã ký, khi chuẩn chưa có bảng điểm."),
            "stamp",
            RUN,
        ),
    )
}
_EVENTS = ("sinh", "chet", "doi-chu-ho", "tach-ho", "nhap-ho", "chuyen-di", "chuyen-trong-tinh", "ket-thuc")
_OPEN = frozenset({"listed", "surveyed", "locked", "returned"})


def offered(acting: Acting, case: Case) -> Offered:
    """What fits the state of the case and the rights of the person; nothing once the round is closed."""
    if case.round.state != RoundState.OPEN:
        return Offered((), (), ())
    may = acting.policy.may
    deeds = tuple(DEEDS[step] for step in _deeds(case) if may(DEEDS[step].capability, case))
    writes = tuple(WRITES[kind] for kind in _writes(case) if may(WRITES[kind].capability, case))
    follows = case.state in _OPEN and may(RUN, case) and may(EDIT, case.household) and case.household.ended_on is None
    return Offered(deeds, writes, tuple(EVENTS[slug] for slug in _EVENTS if slug in EVENTS) if follows else ())


def _deeds(case: Case) -> Iterator[str]:
    entered = case.submissions.filter(standing=True, entry=Entry.SIGNED_LIST).exists()
    form = case.submissions.filter(standing=True).exclude(entry=Entry.SIGNED_LIST).exists()
    if CASE.can("lock", case.state):
        yield "khoa"
    if CASE.can("unlock", case.state) and form:
        yield "mo-khoa"
    if CASE.can("send_back", case.state) and form:
        yield "tra-phieu"
    if entered and case.state != "decided":
        yield "rut-ket-qua"
    if case.state in _OPEN:
        yield "theo-so"


def _writes(case: Case) -> Iterator[str]:
    if case.state in {"listed", "returned"}:
        yield "lan-den"
        if case.reviewer_name:
            yield "ho-hang"
        if quick_form_of(case.round).items:
            yield "phieu-a"
    if case.state in _OPEN:
        yield "ra-khoi-dot"
        yield "chu-ho-mat"
        if case.round.standards.filter(route=Route.ENTERED).exists():
            yield "ket-qua"
    if case.situation in NOT_MET and case.situation_confirmed_by_id is None and case.state in {"listed", "returned"}:
        yield "xac-nhan"
        yield "chua-xac-nhan"
    if CASE.can("come_back", case.state):
        yield "dua-lai"
    if CASE.can("screen_out", case.state):
        yield "khong-dua-vao"


def situation_tone(case: Case) -> str:
    """The tone of the mark of a situation."""
    return "plain" if case.situation_confirmed_by_id else "warn"
