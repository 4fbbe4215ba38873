"""Take in the workbook of a signed list; nothing of it counts before somebody has seen what it would change."""

import uuid
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import SignedList
from rasoat.web.reviews.moving import for_the_ledger, must_be_open
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.signed.reading import read_list
from rasoat.web.reviews.signed.results import check_document, check_standard
from rasoat.web.rounds.models import Round
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import plain_copy, store


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A signed list. `told.happened_on`: the day it was signed; `village` None: of the whole commune."""

    standard_id: str
    document: str
    file: UploadedFile
    told: Told
    village: Unit | None = None


def take_list(acting: Acting, row: Round, commune: Unit, draft: ListDraft) -> SignedList:
    """Keep the workbook and the scan, sealed; the same request again gives the list that is kept.

    Raises `NotAllowedError`; `RefusedError` for a round that is not open, a
    standard scored from forms, no document, or a file that is no such list.
    """
    acting.require(Capability.REVIEW_RUN, commune)
    must_be_open(row)
    check_standard(row, draft.standard_id)
    check_document(draft.document)
    if draft.village is not None and draft.village.commune_id != commune.pk:
        raise RefusedError(_("Thôn không thuộc xã này."), remedy=_("Chọn lại thôn."), field="village")
    key = draft.told.key or uuid.uuid4()
    before = SignedList.objects.filter(pk=key, commune=commune).first()
    if before is not None:
        return before
    with transaction.atomic():
        columns = recorded(acting, draft.told, bound=f"signed-list:{key}")
        file = store(draft.file, media_type=Accepts.WORKBOOK, bound=f"signed-list:{key}")
        with plain_copy(file) as path:
            read_list(path)
        kept = SignedList.objects.create(
            id=key, round=row, province=row.province, commune=commune, village=draft.village, year=row.year,
            standard_id=draft.standard_id, document=draft.document.strip(), file=file, **columns,
        )  # fmt: skip
        record(
            for_the_ledger(acting, draft.told), "reviews.list_taken", kept, unit=commune,
            rows=[kept, file, *kept_paper(columns)],
            after={"standard": kept.standard_id, "document": kept.document},
            role=acting.role_for(Capability.REVIEW_RUN, commune),
        )  # fmt: skip
    return kept
