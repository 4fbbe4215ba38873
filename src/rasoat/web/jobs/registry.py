"""Kinds of background work: each app registers its handlers at start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from rasoat.web.accounts.acting import Acting
from rasoat.web.jobs.models import Job

Step = Callable[[Job, Acting], bool]
"""One step of a job; True when the job is done.

A step does one batch and calls `checkpoint.save_checkpoint` inside the same `transaction.atomic` that writes the batch:
either both are there or neither. A step without database effects may save its checkpoint in a transaction of its own.
"""

Link = Callable[[Job], str]
"""The address where people see what a job made; empty for none."""


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job runs, is called, and where its outcome is seen. `failed` is called when a job gives up."""

    kind: str
    label: "str | Promise"
    step: Step
    link: Link = lambda _job: ""
    failed: Callable[[Job], None] = lambda _job: None


class UnknownKindError(LookupError):
    """No handler is registered for a kind: the job was made by another version of the program."""


_HANDLERS: dict[str, Handler] = {}


def register_handler(handler: Handler) -> None:
    """Add a kind; called from `AppConfig.ready`."""
    _HANDLERS[handler.kind] = handler


def handler_of(kind: str) -> Handler:
    """The handler of a kind. Raises `UnknownKindError`."""
    try:
        return _HANDLERS[kind]
    except KeyError:
        raise UnknownKindError(kind) from None


def link_of(job: Job) -> str:
    """Where the outcome of a job is seen; empty when nowhere."""
    handler = _HANDLERS.get(job.kind)
    return handler.link(job) if handler else ""
