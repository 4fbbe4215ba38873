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
class Parts:
    """Files that a kind of job seals on its way. `count`: how many a stopped job has. `drop` erases them and what
    points to them; it is called inside the transaction that locks the job and empties its checkpoint.
    """

    count: Callable[[Job], int]
    drop: Callable[[Job], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of job runs, is called, and where its outcome is seen. `failed` is called when a job gives up.

    `parts`: for kinds that seal files on their way; those of jobs that stay stopped are erased after a while.
    """

    kind: str
    label: "str | Promise"
    step: Step
    link: Link = lambda _job: ""
    failed: Callable[[Job], None] = lambda _job: None
    parts: Parts | None = None


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


def parts_of(job: Job) -> Parts | None:
    """How the parts of a job are counted and erased; None for kinds without any."""
    handler = _HANDLERS.get(job.kind)
    return handler.parts if handler else None


def with_parts() -> list[str]:
    """The kinds that seal files on their way."""
    return sorted(kind for kind, handler in _HANDLERS.items() if handler.parts is not None)
