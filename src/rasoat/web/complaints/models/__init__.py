"""Complaints and proposals; denunciations apart from them."""

from rasoat.web.complaints.models.common import Channel
from rasoat.web.complaints.models.complaint import Complaint, ComplaintKind, ComplaintStep, Outcome, Topic
from rasoat.web.complaints.models.denunciation import (
    AgainstLevel,
    Denounced,
    Denunciation,
    DenunciationStep,
    LiftedWhy,
)

__all__ = [
    "AgainstLevel", "Channel", "Complaint", "ComplaintKind", "ComplaintStep", "Denounced", "Denunciation",
    "DenunciationStep", "LiftedWhy", "Outcome", "Topic",
]  # fmt: skip
