"""Order background work: visible to workers as soon as the transaction around it commits."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.registry import handler_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said


def enqueue(
    acting: Acting, kind: str, *, label: str | Said, arguments: Mapping[str, Any] | None = None,
    unit: Unit | None = None, dedupe: str | None = None, steps: int = 0,
) -> Job:  # fmt: skip
    """Make a job that runs as this person. The same kind and `dedupe` key again returns the job made before.

    The caller has checked what the work needs; the handler's actions check again. Raises `RefusedError` for nobody,
    `UnknownKindError` for a kind that no app registered.
    """
    handler_of(kind)
    said = label if isinstance(label, Said) else Said(label)
    owner = owner_of(acting)
    with transaction.atomic():
        if dedupe is not None and (before := Job.objects.filter(kind=kind, dedupe=dedupe).first()):
            return before
        job = Job.objects.create(
            kind=kind, label=said.text, label_values=dict(said.values), arguments=dict(arguments or {}), unit=unit,
            dedupe=dedupe, owner=owner,
            strong=not acting.policy.withheld, all_steps=steps,
        )  # fmt: skip
        record(acting, "jobs.ordered", job, unit=unit, after={"kind": kind, "label": str(said)})
    return job


def owner_of(acting: Acting) -> User:
    """The person whom a job, and what it works on, belongs to. Raises `RefusedError` for nobody."""
    if acting.user is None:
        raise RefusedError(_("Việc nền phải có người giao."), remedy=_("Đăng nhập rồi giao lại."))
    return acting.user
