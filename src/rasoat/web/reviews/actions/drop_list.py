"""Drop a signed list that nobody has entered; its workbook and scan are erased."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import SignedList
from rasoat.web.vault.files import erase


def drop_list(acting: Acting, kept: SignedList) -> SignedList:
    """Raises `NotAllowedError`; `RefusedError` for a list whose results were entered. Dropped twice is dropped once."""
    acting = acting_there(acting, kept.commune)
    acting.require(Capability.REVIEW_RUN, kept.commune)
    with transaction.atomic():
        rows = SignedList.objects.select_for_update(of=("self",)).select_related("commune", "file", "paper")
        kept = rows.get(pk=kept.pk)
        if kept.dropped_at is not None:
            return kept
        if kept.confirmed_at is not None:
            raise RefusedError(
                _("Kết quả của danh sách này đã ghi."), remedy=_("Sai thì rút kết quả ở trang từng hộ."), code="entered"
            )
        files = [kept.file, *([kept.paper] if kept.paper else [])]
        for file in files:
            erase(file)
        kept.dropped_at = acting.now()
        kept.save(update_fields=["dropped_at"])
        record(
            acting, "reviews.list_dropped", kept, unit=kept.commune, rows=[kept, *files],
            role=acting.role_for(Capability.REVIEW_RUN, kept.commune),
        )  # fmt: skip
    return kept
