"""Run one leased job, step by step, until it is done, refused, cancelled or the worker must stop."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.translation import gettext as _

from rasoat.law.faults import FaultsFoundError
from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.jobs.checkpoint import LeaseLostError
from rasoat.web.jobs.heartbeat import Heartbeat
from rasoat.web.jobs.lease import end, give_back, is_cancel_asked, try_again_or_fail
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.registry import Handler, UnknownKindError, handler_of
from rasoat.web.look.refusals import RefusedError

_log = logging.getLogger(__name__)


def acting_of(job: Job) -> Acting:
    """The job's owner at work, with the roles of today; the ledger finds the job by the request id."""
    return replace(acting_as(job.owner, "job", strong=job.strong), request_id=job.pk)


def run(job: Job, *, stopping: Callable[[], bool] = lambda: False, heartbeat: bool = True) -> JobState:
    """Run a leased job and return the state it is left in (`waiting` when it was put back).

    What it says is in the language that the owner keeps. Refusals and missing permission end it at once with their
    words; anything unexpected is tried again a few times.
    """
    with translation.override(job.owner.language or settings.LANGUAGE_CODE):
        return _run(job, stopping, heartbeat)


def _run(job: Job, stopping: Callable[[], bool], heartbeat: bool) -> JobState:
    try:
        handler = handler_of(job.kind)
    except UnknownKindError:
        words = _("Phiên bản này không biết loại việc “{kind}”. Chạy lại sau khi nâng cấp.").format(kind=job.kind)
        end(job, JobState.FAILED, error=words)
        return JobState.FAILED
    keeping: AbstractContextManager[object] = Heartbeat(job) if heartbeat else nullcontext()
    with keeping:
        return _steps(job, handler, stopping)


def _steps(job: Job, handler: Handler, stopping: Callable[[], bool]) -> JobState:
    try:
        acting = acting_of(job)
        while True:
            if is_cancel_asked(job):
                end(job, JobState.CANCELLED)
                return JobState.CANCELLED
            if stopping():
                give_back(job)
                return JobState.WAITING
            if handler.step(job, acting):
                end(job, JobState.DONE)
                return JobState.DONE
    except LeaseLostError:
        _log.warning("job %s went to another worker", job.pk)
        return JobState.WAITING
    except (RefusedError, PermissionDenied) as refused:
        return _fail(job, handler, str(refused))
    except FaultsFoundError as refused:
        english = translation.get_language() == "en"
        told = [fault.text_en() if english else fault.text_vi() for fault in refused.faults[:20]]
        return _fail(job, handler, "\n".join(told))
    except Exception as error:
        _log.exception("job %s (%s) failed in a step", job.pk, job.kind)
        words = _("Lỗi của chương trình ({kind}). Báo cho quản trị kỹ thuật, kèm mã việc {job}.").format(
            kind=type(error).__name__, job=job.pk
        )
        if try_again_or_fail(job, words):
            handler.failed(job)
            return JobState.FAILED
        return JobState.WAITING


def _fail(job: Job, handler: Handler, words: str) -> JobState:
    if end(job, JobState.FAILED, error=words):
        handler.failed(job)
    return JobState.FAILED
