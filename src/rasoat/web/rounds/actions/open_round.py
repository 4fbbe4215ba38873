"""Open a round: its communes and, by the hooks of other rooms, its villages begin."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.ledger.record import locked_chains, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.graph import round_graph
from rasoat.web.rounds.law import procedure, words
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round, RoundCommune, RoundStandard
from rasoat.web.rounds.opening_hooks import run_hooks
from rasoat.web.rounds.overlapping import refuse_overlap
from rasoat.web.rounds.parameters import waiting_for_word
from rasoat.web.rounds.standards import StandardDraft, pin

STEP = 8
"""Communes that begin together."""


def open_round(acting: Acting, row: Round) -> Round:
    """Open a draft to all its communes that stand today, with the law fixed as it is now.

    Raises `NotAllowedError`; `RefusedError` from another state, for an overlap or a route that cannot be used any more,
    and for official rounds whose parameters or legal basis the province has not settled.
    """
    acting.require(Capability.ROUND_MANAGE, row)
    role = acting.role_for(Capability.ROUND_MANAGE, row)
    with transaction.atomic():
        units = living_communes(acting, row)
        locked_chains([row.province, *units])
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
        _begin(acting, row, units, role)
    return row


def living_communes(acting: Acting, row: Round) -> list[Unit]:
    """The communes of a round that stand today, in order."""
    rows = Unit.objects.filter(alive(acting.today()), level=Level.COMMUNE, province=row.province)
    return list((rows.filter(pk=row.commune_id) if row.commune_id else rows).order_by("sort_key", "pk"))


def _begin(acting: Acting, row: Round, units: Sequence[Unit], role: str) -> None:
    """A few communes at a time: what the hooks make of a whole province is not held in memory at once."""
    for at in range(0, len(units), STEP):
        part = units[at : at + STEP]
        communes = RoundCommune.objects.bulk_create(
            [RoundCommune(round=row, province=row.province, commune=unit, year=row.year) for unit in part]
        )
        made = run_hooks(acting, row, communes)
        for unit, each in zip(part, communes, strict=True):
            record(
                acting, "rounds.commune_begun", each, unit=unit, rows=[each, *made[unit.pk]],
                after={"round_id": row.pk, "name": row.name}, role=role,
            )  # fmt: skip


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


def _check_official(row: Round) -> None:
    waiting = waiting_for_word(row.province, row.procedure_id, row.kind, row.starts_on)
    if waiting:
        raise RefusedError(
            _("Chưa mở được đợt chính thức: tỉnh chưa xác nhận %(names)s.")
            % {"names": "; ".join(words(each.parameter.name) for each in waiting)},
            remedy=_("Làm hết Danh mục việc ngày đầu rồi mở lại."), code="parameters-unconfirmed",
        )  # fmt: skip
    use = procedure(row.procedure_id).use_on(row.starts_on)
    if (use is None or use.mark.needs_office) and not row.document.strip():
        raise RefusedError(
            _("Chưa thấy văn bản cho dùng quy trình này vào ngày %(day)s.") % {"day": f"{row.starts_on:%d/%m/%Y}"},
            remedy=_("Sửa đợt, ghi văn bản của tỉnh hoặc của Bộ làm căn cứ mở đợt."), field="document",
            code="basis-missing",
        )  # fmt: skip
