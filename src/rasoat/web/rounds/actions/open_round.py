"""Open a round: its communes and, by the hooks of other rooms, its villages begin."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import locked_chains, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.beginning import begin, living_communes
from rasoat.web.rounds.graph import round_graph
from rasoat.web.rounds.kept_packs import keep
from rasoat.web.rounds.law import procedure, words
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round, RoundStandard
from rasoat.web.rounds.opening_job import order
from rasoat.web.rounds.overlapping import refuse_overlap
from rasoat.web.rounds.parameters import waiting_for_word
from rasoat.web.rounds.reach import require_round
from rasoat.web.rounds.standards import StandardDraft, pin

AT_ONCE: Final = 3
"""So many communes begin while the person waits; more are let in by a job."""


def open_round(acting: Acting, row: Round) -> Round:
    """Open a draft to all its communes that stand today, with its law packs kept as they are now. All or nothing.

    Raises `NotAllowedError`; `RefusedError` from another state, for an overlap or a route that cannot be used any more,
    and for official rounds whose parameters or legal basis the province has not settled.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        units = list(living_communes(row, acting.today()))
        locked_chains([row.province, *units])
        row = _opened(acting, row, units, role)
        begin(acting, row, units, role)
    return row


def open_by_job(acting: Acting, row: Round) -> tuple[Round, Job | None]:
    """Open a draft as `open_round`, with the communes let in one after another by a job: a province takes minutes.

    A round of no more than `AT_ONCE` communes is open at once: then there is no job. Raises as `open_round`.
    """
    role = require_round(acting, row)
    if living_communes(row, acting.today()).count() <= AT_ONCE:
        return open_round(acting, row), None
    with transaction.atomic():
        locked_chains([row.province])
        units = list(living_communes(row, acting.today()))
        row = _opened(acting, row, units, role)
        job = order(acting, row, len(units))
    return row, job


def _opened(acting: Acting, row: Round, units: Sequence[Unit], role: str) -> Round:
    """The round, open, with its law fixed; no commune is in it yet. The chain of the province is locked."""
    row = locked_round(row)
    before = state_of(row)
    row.state = round_graph().target("open", row.state)
    standards = list(row.standards.all())
    _check(row, units, standards)
    row.opened_at, row.opened_by = acting.now(), acting.user
    row.save()
    RoundStandard.objects.bulk_update(standards, ["pack_hash", "watermark"])
    record(
        acting, "rounds.opened", row, unit=row.province, rows=[row, *standards], before=before,
        after=state_of(row), role=role,
    )  # fmt: skip
    return row


def _check(row: Round, units: Sequence[Unit], standards: Sequence[RoundStandard]) -> None:
    if not units:
        raise RefusedError(
            _("Địa bàn của đợt không có xã nào đang hoạt động."), remedy=_("Xem lại danh mục đơn vị."),
            code="no-communes",
        )  # fmt: skip
    if row.counts:
        _check_official(row)
    refuse_overlap(row, [each.standard_id for each in standards])
    for each in standards:
        pinned = pin(row.purpose, StandardDraft(each.standard_id, each.route, each.table_id), row.starts_on)
        each.pack_hash, each.watermark = pinned.pack_hash, pinned.watermark
        if pinned.pack is not None:
            keep(pinned.pack)


def _check_official(row: Round) -> None:
    waiting = waiting_for_word(row.province, row.procedure_id, row.kind, row.starts_on)
    if waiting:
        raise RefusedError(
            _("Chưa mở được đợt chính thức: tỉnh chưa xác nhận %(names)s.")
            % {"names": "; ".join(words(each.parameter.name) for each in waiting)},
            remedy=_("Quản trị của tỉnh làm hết Danh mục việc ngày đầu, rồi mở lại."), code="parameters-unconfirmed",
        )  # fmt: skip
    use = procedure(row.procedure_id).use_on(row.starts_on)
    if (use is None or use.mark.needs_office) and not row.document.strip():
        raise RefusedError(
            _("Chưa thấy văn bản cho dùng quy trình này vào ngày %(day)s.") % {"day": f"{row.starts_on:%d/%m/%Y}"},
            remedy=_("Sửa đợt, ghi văn bản của tỉnh hoặc của Bộ làm căn cứ mở đợt."), field="document",
            code="basis-missing",
        )  # fmt: skip
