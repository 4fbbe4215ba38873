"""Households: list, read, write, change; statuses on a day; the number of one person."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.api.etags import answer, etag, require_match
from rasoat.web.api.paging import LIMIT, page_of
from rasoat.web.api.problems import ProblemError
from rasoat.web.api.reading import household_full, household_out, seen_households
from rasoat.web.api.shapes import HouseholdChange, HouseholdFull, HouseholdIn, HouseholdOut, HouseholdPage, StatusOut
from rasoat.web.areas.models import Level, Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.actions.edit_household import EDITABLE, edit_household
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.register.occasion import Occasion
from rasoat.web.register.queries import statuses_on

router = Router(tags=["households"])
LISTS = frozenset({"causes", "supports"})
WRITABLE = EDITABLE - {"village_id", "extra"} | {"village"}


@router.get("", response=HouseholdPage, summary="Danh sách hộ | List households")
def list_households(
    request: HttpRequest, commune: str = "", village: str = "", standard: str = "", household_class: str = "",
    ended: bool = False, cursor: str = "", limit: int = Query(LIMIT, ge=1),
) -> dict[str, Any]:  # fmt: skip
    """Hộ trong địa bàn của người gọi, theo thứ tự tên chủ hộ; không đếm toàn sổ.

    Households in the caller's area, by the head's name; there is no total over the register.
    """
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_VIEW)
    rows = seen_households(acting).filter(ended_on__isnull=not ended)
    if commune:
        rows = rows.filter(commune__key=commune)
    if village:
        rows = rows.filter(village__key=village)
    if household_class or standard:
        acting.require(Capability.STATUS_VIEW)
        wanted = {"statuses__standard_id": standard, "statuses__household_class": household_class}
        rows = rows.filter(**{name: value for name, value in wanted.items() if value}).distinct()
    return page_of(rows, ("sort_key", "id"), cursor, limit, household_out)


@router.get("/{code}", response=HouseholdFull, summary="Một hộ | One household")
def get_household(request: HttpRequest, code: str) -> HttpResponse:
    """Hộ và thành viên; số định danh che, chỉ còn ba số cuối. A household and its members, numbers masked."""
    home = _home(request, code)
    return _shown(request, home)


@router.post("", response={201: HouseholdOut}, summary="Ghi hộ mới | Add a household")
def add_household(request: HttpRequest, body: HouseholdIn) -> Status[dict[str, Any]]:
    """Gọi lại với cùng `client_key` không tạo hộ thứ hai. The same `client_key` never makes a second household."""
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_EDIT)
    acting.require(Capability.HOUSEHOLD_VIEW)
    seen = acting.policy.visible(Capability.HOUSEHOLD_EDIT, Unit.objects.filter(level=Level.COMMUNE))
    commune = get_object_or_404(seen.select_related("province"), key=body.commune)
    village = _village(commune, body.village)
    given = body.model_dump(exclude={"commune", "village", "members", "reason", "document"})
    members = [MemberDraft(number=at, **member.model_dump()) for at, member in enumerate(body.members, start=1)]
    draft = HouseholdDraft(commune=commune, village=village, **given | {"members": members})
    (home,) = add_households(acting, [draft], reason=body.reason, document=body.document)
    return Status(201, household_out(seen_households(acting).get(pk=home.pk)))


@router.patch("/{code}", response=HouseholdFull, summary="Sửa thông tin hộ | Change a household")
def change_household(request: HttpRequest, code: str, body: HouseholdChange) -> HttpResponse:
    """Cần tiêu đề `If-Match` với ETag vừa đọc; giá trị cũ giữ lại theo ngày. Needs `If-Match`; old values are kept."""
    home = _home(request, code)
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_EDIT, home)
    require_match(request, _tag(home, household_full(home)))
    if unknown := body.values.keys() - WRITABLE:
        names = ", ".join(sorted(unknown))
        raise ProblemError(422, _("Không sửa được: %(fields)s.") % {"fields": names}, field=f"values.{min(unknown)}")
    values = dict(body.values)
    for name in LISTS & values.keys():
        values[name] = ";".join(values[name])
    if "village" in values:
        found = _village(home.commune, values.pop("village"))
        values["village_id"] = found.pk if found else None
    occasion = Occasion(body.on, body.reason, body.document)
    edit_household(acting, home, values, occasion, correction=body.correction, version=home.version)
    return _shown(request, _home(request, code))


@router.get("/{code}/statuses", response=list[StatusOut], summary="Diện của hộ theo ngày | Statuses on a day")
def statuses(request: HttpRequest, code: str, on: date | None = None) -> list[dict[str, Any]]:
    """Diện đang có hiệu lực vào ngày `on` theo từng chuẩn. The class in force on a day, by standard."""
    home = _home(request, code)
    acting = acting_of(request)
    acting.require(Capability.STATUS_VIEW, home)
    return [
        {
            "standard": standard, "household_class": line.household_class, "since": line.decision.effective_from,
            "decision_number": line.decision.number, "decision_date": line.decision.signed_on,
            "source": line.decision.source,
        }
        for standard, line in sorted(statuses_on(home, on or acting.today()).items())
    ]  # fmt: skip


def _home(request: HttpRequest, code: str) -> Household:
    acting = acting_of(request)
    acting.require(Capability.HOUSEHOLD_VIEW)
    home = seen_households(acting).filter(code=code).first()
    if home is None:
        raise Http404
    return home


def _shown(request: HttpRequest, home: Household) -> HttpResponse:
    body = HouseholdFull(**household_full(home)).model_dump(mode="json")
    return answer(request, body, _tag(home, household_full(home)))


def _tag(home: Household, body: dict[str, Any]) -> str:
    return etag("household", home.pk, home.version, body)


def _village(commune: Unit, key: Any) -> Unit | None:
    if not key:
        return None
    village = Unit.objects.filter(commune=commune, level=Level.VILLAGE, key=str(key)).first()
    if village is None:
        raise ProblemError(422, _("Không có thôn này trong xã."), field="village")
    return village
