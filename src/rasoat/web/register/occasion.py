"""When, why and by which paper something happened: what every event of a household is told."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import EventKind, Household
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import store
from rasoat.web.vault.models import SealedFile

REASON_NEEDED = frozenset({
    EventKind.SPLIT, EventKind.MERGED, EventKind.LEFT, EventKind.CORRECTION, EventKind.ENDED, EventKind.MOVED_OUT,
    EventKind.UNDONE, EventKind.DUPLICATE, EventKind.HEAD_CHANGED, EventKind.HARDSHIP,
})  # fmt: skip
"""Events that say nothing without a reason."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Date of the event, reason, number and date of the paper, and a scan of it: an upload is kept by the action that
    is told, a sealed file is kept already.
    """

    on: date
    reason: str = ""
    document: str = ""
    paper: UploadedFile | SealedFile | None = None


def check_occasion(acting: Acting, kind: EventKind, occasion: Occasion) -> None:
    """Raise `RefusedError` for a future date or a missing reason."""
    if occasion.on > acting.today():
        raise RefusedError(_("Ngày xảy ra không được ở tương lai."), remedy=_("Sửa lại ngày."), field="on")
    if kind in REASON_NEEDED and not occasion.reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Ghi ngắn gọn vì sao."), field="reason")


def keep_paper(occasion: Occasion, home: Household) -> SealedFile | None:
    """Seal the scan of the paper; inside the action's transaction. Raises `RefusedError` for what is not a paper."""
    if occasion.paper is None or isinstance(occasion.paper, SealedFile):
        return occasion.paper
    return store(occasion.paper, media_type=Accepts.PAPER, bound=f"household:{home.public_id}", field="paper")
