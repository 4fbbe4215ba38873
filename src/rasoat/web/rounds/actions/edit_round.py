"""Change a round that has not opened yet."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.ledger.record import locked_chain, record, state_of
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.drafts import RoundDraft, fill
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round, RoundState
from rasoat.web.rounds.overlapping import refuse_overlap
from rasoat.web.rounds.reach import require_round


def edit_round(acting: Acting, row: Round, draft: RoundDraft, *, version: int) -> Round:
    """Put other days, standards, name, document into a draft. Purpose, kind, time and place stay as they are.

    Raises `NotAllowedError`; `RefusedError` as `create_round`, once it is open, and when somebody else changed it
    after `version`.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        require_draft(row, version)
        before, gone = state_of(row), list(row.standards.all())
        kept = replace(
            draft, purpose=row.purpose, kind=row.kind, year=row.year, month=row.month, province=row.province,
            commune=row.commune,
        )  # fmt: skip
        standards = fill(acting, row, kept)
        refuse_overlap(row, [each.standard_id for each in standards])
        row.version += 1
        row.save()
        row.standards.all().delete()
        for each in standards:
            each.round = row
            each.save()
        record(
            acting, "rounds.edited", row, unit=row.province, rows=[row, *standards], gone=gone, before=before,
            after=state_of(row), role=role,
        )  # fmt: skip
    return row


def require_draft(row: Round, version: int) -> None:
    """Raise `RefusedError` unless the round is a draft that stands as the person saw it."""
    if row.state != RoundState.DRAFT:
        raise RefusedError(
            _("Đợt đã mở, không sửa được nữa."), remedy=_("Ngày nội bộ vẫn sửa được ở trang của đợt."),
            code="wrong-state",
        )  # fmt: skip
    if row.version != version:
        raise RefusedError(
            _("Người khác vừa sửa đợt này."), remedy=_("Mở lại trang để xem bản mới rồi sửa."), code="stale"
        )
