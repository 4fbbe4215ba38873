"""Members: read one, add one to a household, change one."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.api.etags import answer, etag, require_match
from rasoat.web.api.problems import ProblemError
from rasoat.web.api.reading import member_out, seen_households
from rasoat.web.api.shapes import MemberIn, MemberOut, Shape
from rasoat.web.register.actions.add_member import add_member
from rasoat.web.register.actions.edit_member import EDITABLE, edit_member
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import Member, NumberKind
from rasoat.web.register.occasion import Occasion

router = Router(tags=["members"])
WRITABLE = EDITABLE - {"facts", "extra"}


class MemberJoins(Shape):
    """Somebody joins a household on a day, or had been there all along and was only missing here."""

    on: date
    reason: str = Field("", max_length=500)
    document: str = Field("", max_length=200)
    was_there: bool = False
    member: MemberIn


class MemberChange(Shape):
    """Columns to be changed from a date; what is not named stays. An empty number takes it away."""

    on: date
    reason: str = Field(min_length=1, max_length=500)
    document: str = Field("", max_length=200)
    correction: bool = False
    values: dict[str, Any] = Field(default_factory=dict)
    numbers: dict[Literal["personal_id", "old_id"], str] = Field(default_factory=dict)


@router.get("/members/{uuid:member_id}", response=MemberOut, summary="Một thành viên | One member")
def get_member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Thành viên trong địa bàn; số định danh che. A member in the caller's area, numbers masked."""
    return _shown(request, _member(request, member_id))


@router.post("/households/{code}/members", response=MemberOut, summary="Thêm thành viên | Add a member")
def join(request: HttpRequest, code: str, body: MemberJoins) -> HttpResponse:
    """Ghi biến động thêm thành viên, có ngày, lý do và giấy tờ. Records the joining with date, reason and paper."""
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_EDIT)
    acting.require(Capability.HOUSEHOLD_VIEW)
    home = seen_households(acting).filter(code=code).first()
    if home is None:
        raise Http404
    given = body.member.model_dump()
    occasion = Occasion(body.on, body.reason, body.document)
    event = add_member(acting, home, MemberDraft(**given), occasion, was_there=body.was_there)
    member = event.member or home.members.order_by("-id")[0]
    return _shown(request, member)


@router.patch("/members/{uuid:member_id}", response=MemberOut, summary="Sửa thành viên | Change a member")
def change_member(request: HttpRequest, member_id: UUID, body: MemberChange) -> HttpResponse:
    """Cần `If-Match`; giá trị cũ giữ lại theo ngày. Needs `If-Match`; old values are kept."""
    member = _member(request, member_id)
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_EDIT, member.household)
    require_match(request, _tag(member))
    if unknown := body.values.keys() - WRITABLE:
        names = ", ".join(sorted(unknown))
        raise ProblemError(422, _("Không sửa được: %(fields)s.") % {"fields": names}, field=f"values.{min(unknown)}")
    values = dict(body.values)
    if values.get("birth_date"):
        values["birth_date"] = _day(values["birth_date"])
    occasion = Occasion(body.on, body.reason, body.document)
    numbers = {NumberKind(kind): number for kind, number in body.numbers.items()}
    edit_member(acting, member, values, occasion, numbers=numbers, correction=body.correction, version=member.version)
    return _shown(request, _member(request, member_id))


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ProblemError(422, _("Ngày phải có dạng năm-tháng-ngày."), field="values.birth_date") from None


def _member(request: HttpRequest, member_id: UUID) -> Member:
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_VIEW)
    rows = Member.objects.select_related("household__commune", "household__village", "household__province")
    member = (
        acting.policy.visible(Capability.HOUSEHOLD_VIEW, rows, prefix="household__").filter(public_id=member_id).first()
    )
    if member is None:
        raise Http404
    return member


def _shown(request: HttpRequest, member: Member) -> HttpResponse:
    body = MemberOut(**member_out(member)).model_dump(mode="json")
    return answer(request, body, _tag(member))


def _tag(member: Member) -> str:
    return etag("member", member.pk, member.version, sorted(member.numbers.values_list("pk", "until")))
