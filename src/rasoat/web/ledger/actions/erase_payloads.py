"""Erase what the ledger says of one record's content; that it happened stays, and the chain stays whole."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models, transaction
from django.utils.translation import gettext as _

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import Actor, locked_chain, make_entry
from rasoat.web.look.refusals import RefusedError

ACTION = "ledger.payloads_erased"


class Eraser(Actor, Protocol):
    """An actor with a policy."""

    def require(self, capability: Any, place: Any = None) -> None: ...


def erase_payloads(
    acting: Eraser, subject: models.Model, *, unit: Unit | None, reason: str, others: Iterable[models.Model] = (),
    capability: str = "system.manage",
) -> int:  # fmt: skip
    """Erase the payloads of all entries about `subject` (and `others`, such as its members); returns how many.

    Who, when and which action stay readable, the values before and after are gone for good. Raises `NotAllowedError`,
    and `RefusedError` without a reason (the request or decision under the law on personal data).
    """
    acting.require(capability, unit)
    if not reason.strip():
        raise RefusedError(_("Chưa ghi căn cứ xóa."), remedy=_("Ghi số đơn hoặc quyết định."), field="reason")
    about = models.Q()
    for each in (subject, *others):
        about |= models.Q(subject_model=each._meta.label_lower, subject_id=str(each.pk))
    with transaction.atomic():
        chain = locked_chain(unit)
        erased = list(Entry.objects.filter(about, payload__isnull=False).exclude(action=ACTION).order_by("pk"))
        if not erased:
            return 0
        entry = make_entry(chain, acting, ACTION, subject, reason=reason, after={"entries": len(erased)}, erases=erased)
        entry.save(force_insert=True)
        chain.save(update_fields=["length", "head"])
        Entry.objects.filter(pk__in=[each.pk for each in erased]).update(payload=None, erased_at=entry.at)
    return len(erased)
