"""Which papers and boxes of a decision are printed, and in which order."""

from django.db.models import F, QuerySet

from rasoat.web.areas.models import Unit
from rasoat.web.certificates.models import LIVING, Certificate, CertificateYear
from rasoat.web.reviews.models import RoundDecision


def papers_to_print(decision: RoundDecision, village: Unit | None = None) -> QuerySet[Certificate]:
    """Living papers issued by the decision, village by village."""
    rows = Certificate.objects.filter(decision=decision, state__in=LIVING)
    rows = rows.filter(village=village) if village else rows
    return rows.order_by(F("village__sort_key").asc(nulls_last=True), "village_id", "sort_key", "pk")


def boxes_to_print(decision: RoundDecision, village: Unit | None = None) -> QuerySet[CertificateYear]:
    """Boxes of the decision on papers that had been printed before it."""
    rows = CertificateYear.objects.filter(decision=decision, certificate__state__in=LIVING)
    rows = rows.exclude(certificate__decision=decision)
    rows = rows.filter(certificate__village=village) if village else rows
    return rows.order_by(
        F("certificate__village__sort_key").asc(nulls_last=True), "certificate__village_id", "certificate__sort_key",
        "certificate_id",
    )  # fmt: skip
