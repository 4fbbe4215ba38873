"""A step sent twice (a button pressed twice, a request repeated after a lost connection) is done once."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.client_keys import claim, settle


class AlreadyDoneError(RefusedError):
    """The same request was written before, at `when`. `record_id`: what it made, for the page that shows it."""

    def __init__(self, record_id: int | uuid.UUID, when: datetime) -> None:
        at = f"{timezone.localtime(when):%H:%M %d/%m/%Y}"
        super().__init__(
            _("Việc này đã ghi rồi lúc %(when)s; lần gửi sau không ghi thêm gì.") % {"when": at}, code="already-done"
        )
        self.record_id = record_id


def once(key: uuid.UUID | None, model: type[models.Model]) -> None:
    """First thing inside the transaction of a step. Raises `AlreadyDoneError` when this request was written before,
    `RefusedError` when its key was used for something else. Without a key nothing is asked.
    """
    if key is None:
        return
    before = claim(key, model._meta.label_lower)
    if before is None:
        return
    if before.model != model._meta.label_lower:
        raise RefusedError(
            _("Biểu mẫu này đã dùng cho việc khác."), remedy=_("Tải lại trang rồi làm lại."), code="key-used"
        )
    raise AlreadyDoneError(before.record_id, before.created_at)


def done(key: uuid.UUID | None, row: models.Model) -> None:
    """The step is written: the key stands for this record from now."""
    if key is not None:
        settle(key, row.pk)
