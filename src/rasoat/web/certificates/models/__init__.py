"""Papers that a household holds, and what was done with them."""

from rasoat.web.certificates.models.certificate import (
    LIVING,
    Certificate,
    CertificateEvent,
    CertificateState,
    CertificateYear,
)
from rasoat.web.certificates.models.confirmation import Confirmation, Purpose
from rasoat.web.certificates.models.layout import CertificateLayout
from rasoat.web.certificates.models.run import CertificateRun, RunKind

__all__ = [
    "LIVING", "Certificate", "CertificateEvent", "CertificateLayout", "CertificateRun", "CertificateState",
    "CertificateYear", "Confirmation", "Purpose", "RunKind",
]  # fmt: skip
