"""A step sent twice (a button pressed twice, a request repeated after a lost connection) is done once."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.client_keys import claim, settle


class AlreadyDoneError(RefusedError):
    """The same request was written before. `record_id`: what it made, for the page that shows it."""

    def __init__(self, record_id: int, when: str) -> None:
        super().__init__(
            _("Việc này đã ghi rồi lúc %(when)s; lần gửi sau không ghi thêm gì.") % {"when": when},
            code="already-done",
        )  # fmt: skip
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
    raise AlreadyDoneError(before.record_id, f"{timezone.localtime(before.created_at):%H:%M %d/%m/%Y}")


def done(key: uuid.UUID | None, row: models.Model) -> None:
    """The step is written: the key stands for this record from now."""
    if key is not None:
        settle(key, row.pk)
