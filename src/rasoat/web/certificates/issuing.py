"""What a decision makes of the certificates of a commune, a batch at a time: new papers, year boxes, recalls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from rasoat.law.watermark import join_watermarks
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.graphs import CERTIFICATE
from rasoat.web.certificates.holders import holders_of, sealed
from rasoat.web.certificates.layouts import Layout
from rasoat.web.certificates.models import (
    LIVING,
    Certificate,
    CertificateEvent,
    CertificateRun,
    CertificateState,
    CertificateYear,
)
from rasoat.web.certificates.numbering import new_code, next_numbers
from rasoat.web.certificates.places import UNSIGNED, maker_of
from rasoat.web.certificates.signing import signer_of
from rasoat.web.ledger.record import record
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import DecidedCase, Result, RoundDecision
from rasoat.web.rounds.kept_packs import book_of
from rasoat.web.rounds.models import Purpose, RoundStandard
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row

LISTED: Final = frozenset({"poor", "near_poor"})
NO_PAPER: Final = "KHÔNG PHẢI GIẤY THẬT"
_PURPOSE = {Purpose.TRAINING: "TẬP HUẤN", Purpose.DEMO: "TRÌNH DIỄN"}


@dataclass(slots=True)
class Made:
    """How many papers a batch issued, added a year to, and recalled."""

    issued: int = 0
    boxed: int = 0
    recalled: int = 0


def watermark_of(decision: RoundDecision) -> str:
    """What is printed across papers of a decision: nothing for official ones by an official table."""
    standard = RoundStandard.objects.filter(round=decision.round_id, standard_id=decision.standard_id).first()
    purpose = _PURPOSE.get(Purpose(decision.round.purpose), "")
    own = f"{purpose} - {NO_PAPER}" if purpose else ""
    return join_watermarks(own, standard.watermark if standard else "")


def issue_batch(acting: Acting, run: CertificateRun, layout: Layout, cases: Sequence[DecidedCase]) -> Made:
    """Write the papers of some cases of a confirmed decision. Inside the caller's transaction.

    Recognised households without a living paper get one; those with one get the year's box (a correction replaces
    what stood in it); papers of households that are no longer on the list are recalled.
    """
    decision = run.decision
    homes = Household.objects.select_related("village", "commune", "province").in_bulk(
        [case.case.household_id for case in cases]
    )
    living = {
        row.household_id: row
        for row in Certificate.objects.select_for_update().filter(
            household__in=list(homes), standard_id=decision.standard_id, counts=decision.round.counts, state__in=LIVING
        )
    }
    deprived = _deprived(decision, cases)
    new = [case for case in cases if case.household_class in LISTED and case.case.household_id not in living]
    certificates = _papers(decision, layout, [homes[case.case.household_id] for case in new])
    by_home = living | {row.household_id: row for row in certificates}
    wanted = [
        make_row(
            CertificateYear, certificate=by_home[case.case.household_id], year=decision.year,
            household_class=case.household_class, deprived=deprived.get(case.case_id, ""), decision=decision,
        )
        for case in cases if case.household_class in LISTED
    ]  # fmt: skip
    boxes = _boxes(wanted)
    gone = [
        living[case.case.household_id]
        for case in cases
        if case.household_class not in LISTED and case.case.household_id in living
    ]
    events = _recall(acting, decision, gone)
    if certificates or boxes or gone:
        record(
            acting, "certificates.issued", run, unit=run.commune, rows=[*certificates, *boxes, *gone, *events],
            after={"issued": len(certificates), "boxed": len(boxes) - len(certificates), "recalled": len(gone)},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, run.commune),
        )  # fmt: skip
    return Made(len(certificates), len(boxes) - len(certificates), len(gone))


def _papers(decision: RoundDecision, layout: Layout, homes: Sequence[Household]) -> list[Certificate]:
    holders = holders_of(homes)
    issued_on = decision.signed_on or date(decision.year, 12, 31)
    numbers = _numbers(decision, layout, homes, issued_on.year)
    watermark, signer = watermark_of(decision), signer_of(decision)
    rows = []
    for home in homes:
        maker = maker_of(decision.commune, home)
        row = make_row(
            Certificate, province_id=decision.province_id, commune_id=maker.pk,
            village_id=home.village_id if home.commune_id == maker.pk else None,
            household=home, standard_id=decision.standard_id, number=numbers[home.pk], code=new_code(),
            counts=decision.round.counts, watermark=watermark, issued_on=issued_on, head_name=home.head_name,
            sort_key=home.sort_key, decision=decision, state=CertificateState.ISSUED,
            **(signer if maker == decision.commune else UNSIGNED),
        )  # fmt: skip
        row.holder = sealed(row, holders[home.pk])
        rows.append(row)
    return insert(rows)


def _numbers(decision: RoundDecision, layout: Layout, homes: Sequence[Household], year: int) -> dict[int, str]:
    """The next number for each household, out of the book of the commune that makes its paper."""
    by_maker: dict[Unit, list[int]] = {}
    for home in homes:
        by_maker.setdefault(maker_of(decision.commune, home), []).append(home.pk)
    found: dict[int, str] = {}
    for maker, ids in by_maker.items():
        told = next_numbers(
            maker, "certificate", year, len(ids), prefix=decision.round.number_prefix, suffix=layout.suffix
        )
        found |= dict(zip(ids, told, strict=True))
    return found


def _boxes(wanted: Sequence[CertificateYear]) -> list[CertificateYear]:
    """Year boxes as they now stand: new ones, and those that a later decision of the year says otherwise."""
    there = {
        (row.certificate_id, row.year): row
        for row in CertificateYear.objects.filter(certificate__in=[row.certificate_id for row in wanted])
    }
    new, changed = [], []
    for row in wanted:
        old = there.get((row.certificate_id, row.year))
        if old is None:
            new.append(row)
        elif (old.household_class, old.deprived) != (row.household_class, row.deprived):
            old.household_class, old.deprived = row.household_class, row.deprived
            old.decision_id, old.printed_on = row.decision_id, None
            changed.append(old)
    insert(new)
    CertificateYear.objects.bulk_update(changed, ["household_class", "deprived", "decision", "printed_on"])
    return [*new, *changed]


def _recall(acting: Acting, decision: RoundDecision, gone: Sequence[Certificate]) -> list[CertificateEvent]:
    with override("vi"):
        reason = _("Không còn trong danh sách theo Quyết định số %(number)s.") % {"number": decision.number}
    for row in gone:
        row.state = CERTIFICATE.target("recall", row.state, reason=reason)
        row.version += 1
    Certificate.objects.bulk_update(gone, ["state", "version"])
    return insert(
        make_row(
            CertificateEvent, certificate=row, move="recall", reason=reason, happened_on=acting.today(),
            entered_by=acting.user,
        )
        for row in gone
    )  # fmt: skip


def _deprived(decision: RoundDecision, cases: Sequence[DecidedCase]) -> Mapping[int, str]:
    """Numbers of the deprived indicators by case: `1,4,12`."""
    standard = book_of(decision.round).standard(decision.standard_id)
    numbers = {item.code: item.number or 0 for item in standard.indicators}
    rows = Result.objects.filter(case__in=[case.case_id for case in cases], standard_id=decision.standard_id)
    found = {}
    for row in rows.select_related("assessment"):
        codes = row.assessment.deprived.split(";") if row.assessment else []
        found[row.case_id] = ",".join(str(number) for number in sorted(numbers[c] for c in codes if c in numbers))
    return found
