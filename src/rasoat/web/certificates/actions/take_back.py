"""Moves that end a paper or take a hand-out back: only a reason is asked for."""

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.certificates.happening import Step, locked, moved
from rasoat.web.certificates.models import Certificate, CertificateEvent

MOVES = frozenset({"recall", "void", "not_handed_out"})


def take_back(
    acting: Acting, certificate: Certificate, move: str, step: Step, *, version: int | None = None
) -> CertificateEvent:
    """Recall a paper, void one made by mistake, or note that it was not handed out after all.

    Raises `NotAllowedError`, `RefusedError`, `StaleError`.
    """
    if move not in MOVES:
        raise ValueError(move)
    with transaction.atomic():
        return moved(acting, locked(acting, certificate, version), move, step)
