"""What actions are told of a step on paper: when, who acted, whether it is entered on behalf, the scan."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import store
from rasoat.web.vault.models import SealedFile


@dataclass(frozen=True, slots=True)
class Told:
    """A step as told. `acted`: the person who acted, in words; needed when it is entered on behalf of that person.

    `paper`: an upload is kept by the action that is told, a sealed file is kept already. `key`: made by the browser for
    this one request, so that sending it twice writes once (`once`).
    """

    happened_on: date
    acted: str = ""
    on_behalf: bool = False
    paper: UploadedFile | SealedFile | None = None
    key: uuid.UUID | None = None


def recorded(acting: Acting, told: Told, *, bound: str = "") -> dict[str, Any]:
    """The columns of a `Recorded` row; the scan is sealed here, inside the action's transaction.

    `bound`: what the scan belongs to, such as `case:UUID`. Raises `RefusedError` for a day in the future, or nobody
    named when entered on behalf.
    """
    if told.happened_on > acting.today():
        raise RefusedError(_("Ngày xảy ra không được ở tương lai."), remedy=_("Sửa lại ngày."), field="happened_on")
    acted = told.acted.strip()
    if told.on_behalf and not acted:
        raise RefusedError(
            _("Nhập thay thì phải ghi ai đã làm việc này."),
            remedy=_("Ghi họ tên, chức danh người ký trên giấy."), field="acted",
        )  # fmt: skip
    paper = told.paper
    if paper is not None and not isinstance(paper, SealedFile):
        paper = store(paper, media_type=Accepts.PAPER, bound=bound, field="paper")
    return {
        "happened_on": told.happened_on, "acted": acted or ("" if told.on_behalf else acting.name),
        "on_behalf": told.on_behalf, "paper": paper, "entered_by": acting.user,
    }  # fmt: skip


def kept_paper(columns: dict[str, Any]) -> list[SealedFile]:
    """The scan among the columns, for the ledger's list of rows."""
    return [columns["paper"]] if columns["paper"] is not None else []
