"""The moves of a complaint as its page offers them: address word, form, action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.complaints.actions.answer_complaint import answer_complaint
from rasoat.web.complaints.actions.post_result import post_result
from rasoat.web.complaints.actions.recheck_complaint import finish_recheck, order_complaint_recheck
from rasoat.web.complaints.actions.relink_case import relink_case
from rasoat.web.complaints.actions.step_complaint import step_complaint
from rasoat.web.complaints.actions.take_up import take_up
from rasoat.web.complaints.forms import AnswerForm, FinishForm, MoveForm, OrderForm, PostForm, RelinkForm, TakeUpForm
from rasoat.web.complaints.holding import held_standards
from rasoat.web.complaints.models import Complaint, Outcome
from rasoat.web.complaints.state_graphs import COMPLAINT

Act = Callable[[Acting, Complaint, Any], Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """One move of the page. `code`: the move of the graph; `act` is told the filled form; `text`: what it does.

    `main`: the way on; the others stand folded below.
    """

    code: str
    form: type[MoveForm]
    act: Act
    text: "str | Promise"
    main: bool = True


def _accept(acting: Acting, row: Complaint, form: TakeUpForm) -> None:
    take_up(acting, row, case=form.cleaned_data["case"], note=form.cleaned_data["reason"], **_moment(form))


def _relink(acting: Acting, row: Complaint, form: RelinkForm) -> None:
    relink_case(acting, row, case=form.cleaned_data["case"], note=form.cleaned_data["reason"], **_moment(form))


def _order(acting: Acting, row: Complaint, form: OrderForm) -> None:
    told = form.cleaned_data
    order_complaint_recheck(
        acting, row, checker_name=told["checker_name"], relative=told["relative"], note=told["reason"],
        **_moment(form),
    )  # fmt: skip


def _finish(acting: Acting, row: Complaint, form: FinishForm) -> None:
    finish_recheck(acting, row, finding=form.cleaned_data["reason"], classes=form.classes(), **_moment(form))


def _post(acting: Acting, row: Complaint, form: PostForm) -> None:
    post_result(acting, row, places=form.places(), **_moment(form))


def _answer(acting: Acting, row: Complaint, form: AnswerForm) -> None:
    told = form.cleaned_data
    answer_complaint(
        acting, row, outcome=Outcome(told["outcome"]), text=told["reason"], number=told["number"], **_moment(form)
    )


def _plain(move: str, acting: Acting, row: Complaint, form: MoveForm) -> None:
    step_complaint(acting, row, move, reason=form.cleaned_data["reason"], **_moment(form))


def _moment(form: MoveForm) -> dict[str, Any]:
    return {"on": form.cleaned_data["happened_on"], "version": form.cleaned_data["version"]}


MOVES: Mapping[str, Deed] = {
    "thu-ly": Deed(
        "accept", TakeUpForm, _accept,
        _("Hồ sơ của hộ được giữ lại đến khi trả lời đơn; các hộ khác vẫn đi tiếp."),
    ),
    "phuc-tra": Deed("order_recheck", OrderForm, _order, _("Một người độc lập đến hộ xem lại.")),
    "ket-qua": Deed("finish_recheck", FinishForm, _finish, _("Ghi điều người phúc tra thấy và loại hộ.")),
    "niem-yet": Deed(
        "post", PostForm, _post, _("Niêm yết ở thôn và trụ sở xã; hạn tính theo ngày làm việc."),
    ),
    "tra-loi": Deed("answer", AnswerForm, _answer, _("Văn bản trả lời nêu rõ căn cứ.")),
    "doi-ho": Deed(
        "relink", RelinkForm, _relink,
        _("Thụ lý nhầm hộ: hộ cũ được đi tiếp, hộ mới được giữ lại. Để trống nếu đơn không về hộ nào."), main=False,
    ),
    "khong-thu-ly": Deed(
        "reject", MoveForm, partial(_plain, "reject"), _("Phải ghi lý do; người gửi được biết lý do ấy."), main=False
    ),
    "chuyen": Deed(
        "forward", MoveForm, partial(_plain, "forward"), _("Đơn thuộc nơi khác: ghi rõ chuyển đi đâu."), main=False
    ),
    "rut": Deed("withdraw", MoveForm, partial(_plain, "withdraw"), _("Người gửi tự rút đơn."), main=False),
    "mo-lai": Deed(
        "reopen", MoveForm, partial(_plain, "reopen"), _("Có tình tiết mới, hoặc người gửi không đồng ý."), main=False
    ),
}  # fmt: skip


def is_possible(row: Complaint, move: str) -> bool:
    """Whether a move can be made now: of the graph, and a re-check only of a household that is held up."""
    if move == "order_recheck" and (row.case is None or not row.case.held):
        return False
    return COMPLAINT.can(move, row.state)


def form_for(name: str, row: Complaint, data: Any = None) -> MoveForm:
    """The form of a move for a complaint."""
    kind = MOVES[name].form
    own: dict[str, Any] = {"commune": row.commune} if issubclass(kind, TakeUpForm) else {}
    if kind is FinishForm and row.recheck is not None and not row.recheck.done:
        own["standards"] = held_standards(row)
    form = kind(data, auto_id=f"{name}_%s", initial={"version": row.version}, **own)
    code = MOVES[name].code
    form.fields["reason"].required = form.fields["reason"].required or code in {
        "reject",
        "forward",
        "withdraw",
        "reopen",
    }
    return form
