"""Set the days by which a province wants steps and reports of a round done."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.deadlines import latest_days
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import InternalDay, Round, RoundState


def set_internal_days(acting: Acting, row: Round, days: Mapping[str, date | None], *, document: str = "") -> None:
    """Set or (None) take away internal days by key; keys not named stay.

    Raises `NotAllowedError`; `RefusedError` for a closed round, an unknown key, a day after the legal one or before
    the round begins.
    """
    acting.require(Capability.ROUND_MANAGE, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        if row.state == RoundState.CLOSED:
            raise RefusedError(
                _("Đợt đã kết thúc, không sửa ngày nội bộ nữa."), remedy=_("Mở lại đợt trước."), code="wrong-state"
            )
        _check(row, days)
        there = {each.key: each for each in row.internal_days.all()}
        before = {key: there[key].on if key in there else None for key in days}
        changed = {key: on for key, on in days.items() if before[key] != on}
        if not changed:
            return
        written, gone = _write(row, changed, there, document.strip()[:200])
        record(
            acting, "rounds.internal_days_set", row, unit=row.province, rows=written, gone=gone,
            before={key: before[key] for key in changed}, after=changed, reason=document.strip(),
            role=acting.role_for(Capability.ROUND_MANAGE, row),
        )  # fmt: skip


def _check(row: Round, days: Mapping[str, date | None]) -> None:
    latest = latest_days(row)
    for key, on in days.items():
        if key not in latest:
            raise RefusedError(
                _("Đợt này không có mốc “%(key)s”.") % {"key": key}, remedy=_("Chọn mốc có trong bảng."), field=key
            )
        last = latest[key]
        if on is not None and last is not None and on > last:
            raise RefusedError(
                _("Ngày nội bộ không được sau ngày %(last)s.") % {"last": f"{last:%d/%m/%Y}"},
                remedy=_("Chọn ngày sớm hơn hoặc đúng ngày đó."), field=key, code="after-legal-day",
            )  # fmt: skip
        if on is not None and on < row.starts_on:
            raise RefusedError(
                _("Ngày nội bộ trước ngày bắt đầu đợt %(first)s.") % {"first": f"{row.starts_on:%d/%m/%Y}"},
                remedy=_("Chọn ngày muộn hơn."), field=key, code="before-round",
            )  # fmt: skip


def _write(
    row: Round, changed: Mapping[str, date | None], there: Mapping[str, InternalDay], document: str
) -> tuple[list[InternalDay], list[InternalDay]]:
    written, gone = [], []
    for key, on in changed.items():
        each = there.get(key) or InternalDay(round=row, key=key)
        if on is None:
            InternalDay.objects.filter(pk=each.pk).delete()
            gone.append(each)
            continue
        each.on, each.document = on, document
        each.save()
        written.append(each)
    return written, gone
