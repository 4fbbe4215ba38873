"""Take in a complaint, proposal or denunciation: at the office, or from the public page."""

from dataclasses import replace

from django.db import transaction

from rasoat.web.accounts.acting import Acting, nobody
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.complaints.drafts import ComplaintDraft, DenunciationDraft
from rasoat.web.complaints.models import Channel, Complaint, Denunciation
from rasoat.web.complaints.receiving import take_complaint, take_denunciation

SENDER = "Người gửi trên trang công khai"
PUBLIC_LIMIT = 5 << 20
"""Largest scan that the public page takes."""


def receive_complaint(acting: Acting, draft: ComplaintDraft) -> tuple[Complaint, str]:
    """At the office. Returns the row and the receipt code. Raises `NotAllowedError`, `RefusedError`."""
    acting.require(Capability.COMPLAINT_HANDLE, draft.commune)
    with transaction.atomic():
        return take_complaint(acting, draft, role=acting.role_for(Capability.COMPLAINT_HANDLE, draft.commune))


def receive_public_complaint(draft: ComplaintDraft) -> tuple[Complaint, str]:
    """From the public page: nobody signs in, and the machine it came from is not noted. Raises `RefusedError`."""
    sent = replace(draft, channel=Channel.PUBLIC, limit=PUBLIC_LIMIT, case=None)
    with transaction.atomic():
        return take_complaint(_sender(), sent, role="")


def receive_denunciation(acting: Acting, draft: DenunciationDraft) -> tuple[Denunciation, str]:
    """At the office, by those who handle them. Raises `NotAllowedError`, `RefusedError`."""
    acting.require(Capability.DENUNCIATION_HANDLE, draft.commune)
    with transaction.atomic():
        return take_denunciation(acting, draft, role=acting.role_for(Capability.DENUNCIATION_HANDLE, draft.commune))


def receive_public_denunciation(draft: DenunciationDraft) -> tuple[Denunciation, str]:
    """From the public page. Raises `RefusedError`."""
    sent = replace(draft, channel=Channel.PUBLIC, limit=PUBLIC_LIMIT)
    with transaction.atomic():
        return take_denunciation(_sender(), sent, role="")


def _sender() -> Acting:
    return replace(nobody(), on_behalf_of=SENDER)
