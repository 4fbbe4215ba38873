"""What actions are told of a letter that came in."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from rasoat.web.areas.models import Unit
from rasoat.web.complaints.models import AgainstLevel, Channel, ComplaintKind, Topic
from rasoat.web.reviews.models import Case


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """Who sent it, how, when it was received, and what it says. Without a name it is anonymous.

    `paper`: a scan, checked and sealed by the action. `limit`: its largest size in bytes, where the usual is too much.
    """

    commune: Unit
    received_on: date
    text: str
    channel: Channel = Channel.PAPER
    name: str = ""
    contact: str = ""
    paper: UploadedFile | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ComplaintDraft(LetterDraft):
    """A complaint or proposal. `acted`: who received it, when it is entered on behalf of that person."""

    kind: ComplaintKind = ComplaintKind.COMPLAINT
    topic: Topic = Topic.OWN
    village: Unit | None = None
    case: Case | None = None
    acted: str = ""
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class DenunciationDraft(LetterDraft):
    """A denunciation. `denounced`: the persons in words."""

    against: AgainstLevel = AgainstLevel.COMMUNE
    denounced: str = ""
