"""Reissue a certificate that was lost, torn or wrong: a new paper with the same years, naming the old one."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.happening import Step, locked, moved
from rasoat.web.certificates.holders import holders_of, opened, sealed
from rasoat.web.certificates.layouts import layout_of
from rasoat.web.certificates.models import Certificate, CertificateState, CertificateYear
from rasoat.web.certificates.numbering import NO_PAPER_PREFIX, new_code, next_numbers
from rasoat.web.certificates.places import UNSIGNED, maker_of
from rasoat.web.ledger.record import record

WRONG = "wrong"
"""The paper said something wrong: the new one is made from the register of today."""


def reissue(
    acting: Acting, certificate: Certificate, step: Step, *, cause: str = "", version: int | None = None
) -> Certificate:
    """The new paper. Lost and torn ones are printed again as they were; a wrong one (`WRONG`) from the register.

    Raises `NotAllowedError`, `RefusedError` without a reason, `StaleError`.
    """
    with transaction.atomic():
        old = locked(acting, certificate, version)
        holder = holders_of([old.household])[old.household_id] if cause == WRONG else opened(old)
        boxes, maker = list(old.years.all()), maker_of(old.commune, old.household)
        signature = {"signer": old.signer, "signer_title": old.signer_title} if maker == old.commune else UNSIGNED
        new = Certificate(
            province=old.province, commune=maker, village_id=old.village_id, household=old.household,
            standard_id=old.standard_id, code=new_code(), counts=old.counts, watermark=old.watermark,
            issued_on=step.on, head_name=holder.head_name, sort_key=old.household.sort_key,
            state=CertificateState.ISSUED, decision_id=old.decision_id, replaces=old, number=_number(old, maker, step),
            **signature,
        )  # fmt: skip
        new.holder = sealed(new, holder)
        event = moved(acting, old, "reissue", step, after={"new": new.number})
        new.save()
        years = [
            CertificateYear.objects.create(
                certificate=new, year=box.year, household_class=box.household_class, deprived=box.deprived,
                decision_id=box.decision_id,
            )
            for box in boxes
        ]  # fmt: skip
        record(
            acting, "certificates.made_again", new, unit=new.commune, rows=[new, *years],
            after={"number": new.number, "instead_of": old.number}, reason=event.reason,
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, new),
        )  # fmt: skip
    return new


def _number(old: Certificate, maker: Unit, step: Step) -> str:
    prefix = "" if old.counts else NO_PAPER_PREFIX
    suffix = layout_of(old.province, old.standard_id).suffix
    return next_numbers(maker, "certificate", step.on.year, 1, prefix=prefix, suffix=suffix)[0]
