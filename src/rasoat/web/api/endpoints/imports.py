"""Imports: send a file, see what it would do, confirm, follow, take back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of
from rasoat.web.api.paging import MOST
from rasoat.web.api.shapes import Shape
from rasoat.web.areas.models import Unit
from rasoat.web.exchange.actions.confirm_import import ImportOptions, confirm_import
from rasoat.web.exchange.actions.start_import import start_import
from rasoat.web.exchange.actions.undo_import import undo_import
from rasoat.web.exchange.models import Import
from rasoat.web.exchange.queries import imports_seen_by

router = Router(tags=["imports"])


class ImportOut(Schema):
    """An import: where it stands and, from `ready` on, how many households it would add, change, leave, refuse."""

    id: UUID
    place: str
    file: str
    state: str
    layout: str
    counts: dict[str, Any]
    done_steps: int
    all_steps: int
    error: str
    created_at: datetime
    ended_at: datetime | None


class RowOut(Schema):
    """One household of the file."""

    number: int
    key: str
    head_name: str
    outcome: str
    household: str | None
    note: str


class Confirmation(Shape):
    """How to write: a register update, or (`signed`) also the decision of a signed list."""

    signed: bool = False
    standard: str = ""
    year: int = 0
    decision_number: str = Field("", max_length=60)
    signed_on: date | None = None
    effective_from: date | None = None
    note: str = Field("", max_length=300)


class Undoing(Shape):
    """Why an import is taken back."""

    reason: str = Field(min_length=1, max_length=500)


@router.post("", response={202: ImportOut}, summary="Gửi tệp để nhập | Send a file")
def send(
    request: HttpRequest, file: File[UploadedFile], place: Form[str], list_date: Form[date], standard: Form[str]
) -> Status[dict[str, Any]]:
    """Tệp được đọc và kiểm tra ở việc nền; hỏi lại trạng thái cho tới `ready`.

    Read in the background: poll the state.
    """
    acting = acting_of(request)
    acting.require(Capability.IMPORT_RUN)
    unit = get_object_or_404(Unit.objects.select_related("province", "commune"), key=place)
    if not acting.policy.may(Capability.IMPORT_RUN, unit):
        raise Http404
    batch = start_import(acting, unit, file, list_date=list_date, standard_id=standard)
    return Status(202, _out(batch))


@router.get("/{uuid:import_id}", response=ImportOut, summary="Trạng thái lần nhập | State of an import")
def get_import(request: HttpRequest, import_id: UUID) -> dict[str, Any]:
    """Trạng thái, tiến độ và các con số. State, progress and counts."""
    return _out(_import(request, import_id))


@router.get("/{uuid:import_id}/rows", response=list[RowOut], summary="Xem trước từng hộ | Preview by household")
def rows(
    request: HttpRequest, import_id: UUID, outcome: str = "", after: int = 0, limit: int = Query(MOST, ge=1)
) -> list[dict[str, Any]]:
    """Theo thứ tự trong tệp; trang sau: `after` = số của dòng cuối. In the order of the file; next page by `after`."""
    found = _import(request, import_id).rows.filter(number__gt=after).select_related("household").order_by("number")
    if outcome:
        found = found.filter(outcome=outcome)
    return [
        {
            "number": row.number, "key": row.key, "head_name": row.head_name, "outcome": row.outcome,
            "household": row.household.code if row.household else None, "note": row.said,
        }
        for row in found[: min(limit, MOST)]
    ]  # fmt: skip


@router.post("/{uuid:import_id}/confirm", response={202: ImportOut}, summary="Xác nhận ghi | Confirm")
def confirm(request: HttpRequest, import_id: UUID, body: Confirmation) -> Status[dict[str, Any]]:
    """Ghi ở việc nền, nối tiếp được nếu bị ngắt. Written in the background, resumable."""
    acting = acting_of(request)
    batch = _import(request, import_id)
    confirm_import(acting, batch, ImportOptions(**body.model_dump()))
    return Status(202, _out(_import(request, import_id)))


@router.post("/{uuid:import_id}/undo", response={202: ImportOut}, summary="Hoàn tác lần nhập | Take an import back")
def undo(request: HttpRequest, import_id: UUID, body: Undoing) -> Status[dict[str, Any]]:
    """Trả lại sổ như trước lần nhập; dòng đã có thay đổi sau đó được nêu lý do.

    What stands on later changes is told.
    """
    acting = acting_of(request)
    undo_import(acting, _import(request, import_id), reason=body.reason)
    return Status(202, _out(_import(request, import_id)))


def _import(request: HttpRequest, import_id: UUID) -> Import:
    acting = acting_of(request)
    acting.require(Capability.IMPORT_RUN)
    return get_object_or_404(imports_seen_by(acting), pk=import_id)


def _out(batch: Import) -> dict[str, Any]:
    job = batch.job
    return {
        "id": batch.pk, "place": batch.place.key, "file": batch.file.name, "state": batch.state, "layout": batch.layout,
        "counts": batch.counts, "done_steps": job.done_steps if job else 0, "all_steps": job.all_steps if job else 0,
        "error": batch.error, "created_at": batch.created_at, "ended_at": batch.ended_at,
    }  # fmt: skip
