"""The job that lets communes into an open round, a few a step: killed, it goes on with those still outside."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.jobs.checkpoint import LeaseLostError, save_checkpoint
from rasoat.web.jobs.models import ENDED, Job
from rasoat.web.ledger.record import locked_chains
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.rounds.beginning import STEP, begin, outside
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round, RoundState
from rasoat.web.rounds.reach import require_round

KIND: Final = "rounds.open"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """How far a round is being opened: `done` of `of` communes. `job` works on it, or waits for its turn."""

    done: int
    of: int
    job: Job

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return 100 * self.done // self.of if self.of else 0


def order(acting: Acting, row: Round, count: int) -> Job:
    """The job that lets in whoever is outside; the one under way where there is one. The province's chain is locked.

    `count`: communes that will be in the round at the end.
    """
    if (running := _running(row)) is not None:
        return running
    return enqueue(
        acting, KIND, label=Said(gettext_noop("Mở đợt: %(name)s"), {"name": row.name}),
        arguments={"round": row.pk}, unit=row.province, steps=count,
    )  # fmt: skip


def opening_of(row: Round) -> Opening | None:
    """How far the opening is; None when nothing is under way (one query)."""
    job = _running(row)
    return Opening(job.done_steps, job.all_steps, job) if job else None


def refuse_while_opening(row: Round) -> None:
    """Raise `RefusedError` while a job lets communes in."""
    if _running(row) is not None:
        raise RefusedError(
            _("Đợt đang mở, các xã còn đang lần lượt vào."), remedy=_("Chờ mở xong, hoặc dừng việc mở ở mục Việc nền."),
            code="opening",
        )  # fmt: skip


def step(job: Job, acting: Acting) -> bool:
    """Let the next communes in, each batch together with its checkpoint; at the end name those that could not be."""
    row = Round.objects.select_related("province", "commune").get(pk=job.arguments["round"])
    role = require_round(acting, row)
    failed: dict[str, str] = job.checkpoint.get("failed", {})
    waiting = [each.commune for each in outside(row, acting.today()) if each.may_join]
    left = [unit for unit in waiting if str(unit.pk) not in failed]
    if not left:
        return _finish(job, row, failed)
    batch = _Batch(job, acting, row, role, failed)
    try:
        batch.let_in(left[:STEP], len(left) - STEP)
    except _NOT_OF_A_COMMUNE:
        raise
    except Exception:
        _log.exception("job %s: communes of round %s begin one by one", job.pk, row.pk)
        batch.one_by_one(left[:STEP], len(left))
    return False


def link(job: Job) -> str:
    """The communes of the round."""
    return reverse("rounds:communes", args=[job.arguments["round"]])


class _ClosedError(RefusedError):
    """The round takes nobody in any more."""


_NOT_OF_A_COMMUNE = (LeaseLostError, OperationalError, InterfaceError, _ClosedError)
"""Failures that have nothing to do with the commune at hand: the job stops, or tries again later."""


@dataclass(frozen=True, slots=True)
class _Batch:
    job: Job
    acting: Acting
    row: Round
    role: str
    failed: dict[str, str]

    def let_in(self, units: Sequence[Unit], left: int) -> None:
        """Some communes, all or none; `left` are still outside afterwards."""
        with transaction.atomic():
            locked_chains([self.row.province, *units])
            row = locked_round(self.row)
            if row.state != RoundState.OPEN:
                raise _ClosedError(
                    _("Đợt đã kết thúc, không nhận thêm xã."), remedy=_("Mở lại đợt rồi chạy tiếp."), code="closed"
                )
            begin(self.acting, row, units, self.role)
            self._keep(left)

    def one_by_one(self, units: Sequence[Unit], left: int) -> None:
        """The batch failed: find the commune at fault, let the others in, keep its name."""
        for at, unit in enumerate(units, 1):
            try:
                self.let_in([unit], left - at)
            except _NOT_OF_A_COMMUNE:
                raise
            except Exception as error:
                _log.exception("job %s: commune %s does not begin", self.job.pk, unit.key)
                why = str(error) if isinstance(error, RefusedError) else type(error).__name__
                self.failed[str(unit.pk)] = f"{unit.full_name} ({why})"
                with transaction.atomic():
                    self._keep(left - at)

    def _keep(self, left: int) -> None:
        done = self.row.communes.count() + len(self.failed)
        save_checkpoint(self.job, {"failed": self.failed}, done=done, of=done + max(0, left))


def _finish(job: Job, row: Round, failed: dict[str, str]) -> bool:
    """The next run begins without the names of this one: what stood in the way may be mended by then."""
    with transaction.atomic():
        save_checkpoint(job, {}, result={"communes": row.communes.count(), "failed": len(failed)})
    if failed:
        raise RefusedError(
            _("Chưa vào được đợt: %(names)s.") % {"names": "; ".join(failed.values())},
            remedy=_("Các xã khác đã vào. Báo quản trị kỹ thuật kèm mã việc; sửa xong thì chạy tiếp."),
            code="communes-failed",
        )  # fmt: skip
    return True


def _running(row: Round) -> Job | None:
    return Job.objects.filter(kind=KIND, arguments__round=row.pk).exclude(state__in=ENDED).first()
