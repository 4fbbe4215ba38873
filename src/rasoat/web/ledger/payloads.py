"""Open the payload of an entry: what was before, what came after, and why."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import SALT
from rasoat.web.ledger.words import field_words
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.keyring import KeysMissingError
from rasoat.web.vault.sealing import SealBrokenError, unseal


@dataclass(frozen=True, slots=True)
class Payload:
    """Values before and after, by column, and the reason."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str

    def rows(self) -> list[dict[str, object]]:
        """Rows of `look/components/compare.html`, changed ones first."""
        names = dict.fromkeys([*self.before, *self.after])
        made = [
            {"label": field_words(name), "left": _shown(self.before.get(name)), "right": _shown(self.after.get(name)),
             "differs": self.before.get(name) != self.after.get(name)}
            for name in names
        ]  # fmt: skip
        return sorted(made, key=lambda row: not row["differs"])


def open_payload(entry: Entry) -> Payload:
    """The payload. Raises `RefusedError` where it was erased, its key is lost, or it was tampered with."""
    if entry.payload is None:
        raise RefusedError(_("Nội dung của mục này đã được xóa theo luật."), code="erased")
    try:
        plain = unseal(entry.payload, bound_to=entry.seal_bond("payload"))
    except KeysMissingError as error:
        raise RefusedError(
            _("Không mở được nội dung: máy chủ thiếu khóa."), remedy=str(error), code="key-lost"
        ) from error
    except SealBrokenError as error:
        raise _tampered() from error
    if hashlib.sha256(plain).digest() != bytes(entry.payload_digest):
        raise _tampered()
    told = json.loads(plain[SALT:])
    return Payload(told["before"], told["after"], told["reason"])


def _tampered() -> RefusedError:
    return RefusedError(
        _("Nội dung của mục này đã bị thay đổi sau khi ghi."), remedy=_("Chạy rasoat ledger verify và báo thanh tra."),
        code="tampered",
    )  # fmt: skip


def _shown(value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("có") if value else _("không")
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
