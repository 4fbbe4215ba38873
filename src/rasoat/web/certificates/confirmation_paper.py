"""A single confirmation as a paper."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from rasoat.papers import Paper, render
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.addresses import verify_address
from rasoat.web.certificates.issuing import NO_PAPER
from rasoat.web.certificates.models import Confirmation, Purpose
from rasoat.web.certificates.numbering import NO_PAPER_PREFIX, shown_code
from rasoat.web.certificates.signing import title_lines
from rasoat.web.certificates.texts import PaperKind, text_of
from rasoat.web.look.badges import class_look
from rasoat.web.register.words import standard_name
from rasoat.web.vault.sealing import seal, unseal


def sealed_content(row: Confirmation, content: Mapping[str, Any]) -> bytes:
    """What is printed of the person, sealed to the confirmation."""
    return seal(json.dumps(content, ensure_ascii=False).encode(), bound_to=row.seal_bond("content"))


def content_of(row: Confirmation) -> dict[str, Any]:
    """What is printed of the person. Raises `SealBrokenError` or `KeysMissingError`."""
    found: dict[str, Any] = json.loads(unseal(row.content, bound_to=row.seal_bond("content")))
    return found


def purpose_words(row: Confirmation) -> str:
    """For whom the paper is, in one line."""
    label = str(Purpose(row.purpose).label)
    if row.purpose == Purpose.OTHER:
        return row.purpose_note or label
    return f"{label} ({row.purpose_note})" if row.purpose_note else label


def inside(unit: Unit) -> str:
    """A unit inside a sentence: `xã Đồng Trám`."""
    kind, space, rest = unit.full_name.partition(unit.name)
    return f"{kind.lower()}{space}{rest}"


def confirmation_paper(row: Confirmation) -> Paper:
    """The paper; Vietnamese, whatever the reader's language. Needs `commune`, `province`, `decision__commune`."""
    with override("vi"):
        data = content_of(row) | {
            "tinh": row.province.full_name, "xa": row.commune.full_name, "xa_thuong": inside(row.commune),
            "xa_ten": row.commune.name, "so": row.number, "ngay": row.on, "nam": str(row.on.year),
            "loai": str(class_look(row.household_class).label), "chuan": standard_name(row.standard_id),
            "so_quyet_dinh": row.decision.number, "ngay_quyet_dinh": row.decision.signed_on,
            "noi_quyet_dinh": f"Ủy ban nhân dân {inside(row.decision.commune)}", "muc_dich": purpose_words(row),
            "ma": shown_code(row.code), "dia_chi_kiem_tra": verify_address(row.code),
            "chuc_danh": title_lines(row.signer_form, row.signer_post), "nguoi_ky": row.signer,
        }  # fmt: skip
        return render(
            text_of(PaperKind.CONFIRMATION, row.commune), data, watermark="" if row.counts else NO_PAPER,
            number_prefix="" if row.counts else NO_PAPER_PREFIX,
        )  # fmt: skip
