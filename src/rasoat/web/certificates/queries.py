"""What the certificates answer: verification, lists, the hand-out book, how many were signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import whole_predecessors
from rasoat.web.boundaries.reach import with_former
from rasoat.web.certificates.models import (
    LIVING,
    Certificate,
    CertificateEvent,
    CertificateRun,
    CertificateYear,
    Confirmation,
)
from rasoat.web.certificates.numbering import LENGTH, tidy_code
from rasoat.web.certificates.places import held_by
from rasoat.web.reviews.models import RoundDecision
from rasoat.web.vault.models import SealedFile

CERTIFICATE, CONFIRMATION = "certificate", "confirmation"


def verify(code: str) -> dict[str, Any]:
    """Whether a paper with this code holds, and nothing of the household (at most two queries).

    `known`: some paper has the code; `real`: it is none of a training or demo round; `holds`: it stands today. With a
    real paper also `kind` (certificate, confirmation), `year`, `household_class` (of that year), `commune`,
    `years` (class by year) and `state` in words. `said`: one sentence for the reader.
    """
    typed = tidy_code(code)
    nothing = {"known": False, "real": False, "holds": False, "kind": "", "year": None, "commune": ""}
    if len(typed) != LENGTH:
        return nothing | {"said": _("Không có giấy nào mang mã này. Xem lại mã in dưới ô vuông.")}
    paper = Certificate.objects.select_related("commune").prefetch_related("years").filter(code=typed).first()
    if paper is not None:
        return _certificate(paper, nothing)
    confirmation = Confirmation.objects.select_related("commune").filter(code=typed).first()
    if confirmation is not None:
        return _confirmation(confirmation, nothing)
    return nothing | {"said": _("Không có giấy nào mang mã này. Xem lại mã in dưới ô vuông.")}


def _certificate(paper: Certificate, nothing: Mapping[str, Any]) -> dict[str, Any]:
    if not paper.counts:
        return _not_real(nothing)
    boxes = list(paper.years.all())
    last = boxes[-1] if boxes else None
    holds = paper.state in LIVING and last is not None
    said = (
        _("Giấy có giá trị.") if holds else _("Giấy không còn giá trị: %(state)s.") % {"state": _state(paper)}
    )  # fmt: skip
    return {
        "known": True, "real": True, "holds": holds, "kind": CERTIFICATE, "commune": paper.commune.full_name,
        "year": last.year if last else None, "household_class": last.household_class if last else "",
        "years": {box.year: box.household_class for box in boxes}, "state": _state(paper), "said": said,
    }  # fmt: skip


def _confirmation(paper: Confirmation, nothing: Mapping[str, Any]) -> dict[str, Any]:
    if not paper.counts:
        return _not_real(nothing)
    holds = paper.state == "issued"
    said = _("Giấy xác nhận này do xã cấp và chưa bị hủy.") if holds else _("Giấy xác nhận này đã bị hủy.")
    return {
        "known": True, "real": True, "holds": holds, "kind": CONFIRMATION, "commune": paper.commune.full_name,
        "year": paper.on.year, "household_class": paper.household_class, "years": {}, "on": paper.on, "said": said,
    }  # fmt: skip


def _not_real(nothing: Mapping[str, Any]) -> dict[str, Any]:
    return {**nothing, "known": True, "said": _("Đây không phải giấy thật: giấy của đợt tập huấn hoặc trình diễn.")}


def _state(paper: Certificate) -> str:
    return str(paper.get_state_display())


def certificates_seen_by(acting: Acting, capability: Capability = Capability.STATUS_VIEW) -> QuerySet[Certificate]:
    """Certificates of the person's area, and of ended communes whose households stand in it today."""
    rows = Certificate.objects.select_related("commune", "village", "household", "province")
    gone = acting.policy.visible(capability, rows.filter(commune__valid_until__isnull=False), prefix="household__")
    return acting.policy.visible(capability, rows) | gone


def confirmations_seen_by(acting: Acting) -> QuerySet[Confirmation]:
    """Confirmations of the communes of those who write them, newest first."""
    rows = Confirmation.objects.select_related("commune", "province", "household", "made_by", "decision__commune")
    return acting.policy.visible(Capability.CERTIFICATE_ISSUE, rows).order_by("-on", "-id")


def runs_seen_by(acting: Acting) -> QuerySet[CertificateRun]:
    """Runs of the person's communes and of those that went into them as a whole, newest first."""
    rows = CertificateRun.objects.select_related("commune", "province", "village", "file", "job", "decision__round")
    return with_former(acting, Capability.CERTIFICATE_ISSUE, rows, everywhere=True).order_by("-created_at")


def decisions_waiting(commune: Unit) -> list[RoundDecision]:
    """Decisions in force whose certificates have not been issued, newest first (one query)."""
    own = whole_predecessors({commune.pk})
    rows = RoundDecision.objects.filter(commune__in=own, state="confirmed").exclude(certificate_runs__kind="issue")
    return list(rows.select_related("round", "commune", "province").order_by("-signed_on", "-id")[:20])


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line of the hand-out book. `received`: who, and the relation to the head."""

    certificate: Certificate
    letter: str
    received: str
    received_on: date | None

    @property
    def number(self) -> str:
        """The paper's number."""
        return self.certificate.number

    @property
    def head_name(self) -> str:
        """The head on the paper."""
        return self.certificate.head_name


def book_rows(commune: Unit, village: Unit | None, standard_id: str) -> list[BookRow]:
    """Living certificates of a village with their last hand-out (two queries)."""
    rows = Certificate.objects.filter(held_by(commune), standard_id=standard_id, state__in=LIVING)
    rows = rows.filter(village=village) if village else rows
    last = CertificateYear.objects.filter(certificate=OuterRef("pk")).order_by("-year").values("household_class")[:1]
    papers = list(
        rows.annotate(last_class=Subquery(last)).order_by(
            F("village__sort_key").asc(nulls_last=True), "village_id", "sort_key", "pk"
        )
    )
    handed = [row.pk for row in papers if row.state == "handed_out"]
    events = CertificateEvent.objects.filter(certificate__in=handed, move="hand_out").order_by("id")
    by_paper = {event.certificate_id: event for event in events}
    return [_book_row(row, by_paper.get(row.pk)) for row in papers]


def _book_row(row: Any, event: CertificateEvent | None) -> BookRow:
    letter = {"poor": "N", "near_poor": "CN"}.get(row.last_class or "", "")
    if event is None:
        return BookRow(row, letter, "", None)
    relation = f" ({event.relation})" if event.relation else ""
    return BookRow(row, letter, f"{event.received_by}{relation}", event.happened_on)


def signed_counts(place: Unit, year: int, standard_id: str) -> dict[str, int]:
    """How many real certificates of a commune or province carry the year's box, by class: what check X18 compares.

    Papers replaced, recalled or void count for nothing; a paper with its successor counts once. A paper of a commune
    that has ended counts where its household stands today. One query.
    """
    here = Q(province=place) if place.level == Level.PROVINCE else held_by(place)
    papers = Certificate.objects.filter(here, standard_id=standard_id, counts=True, state__in=LIVING)
    rows = CertificateYear.objects.filter(certificate__in=papers, year=year).order_by()
    return dict(rows.values_list("household_class").annotate(Count("pk")))


def may_read_file(acting: Any, file: SealedFile) -> bool:
    """PDF files of runs are for those who issue; papers of moves for those who see the certificate."""
    if runs_seen_by(acting).filter(file=file).exists():
        return True
    events = CertificateEvent.objects.filter(paper=file)
    gone = events.filter(certificate__commune__valid_until__isnull=False)
    return (
        acting.policy.visible(Capability.STATUS_VIEW, events, prefix="certificate__").exists()
        or acting.policy.visible(Capability.STATUS_VIEW, gone, prefix="certificate__household__").exists()
    )
