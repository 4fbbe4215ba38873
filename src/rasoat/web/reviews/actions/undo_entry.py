"""Take results back that were entered from a signed list."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, move_case, note, write_case
from rasoat.web.reviews.models import Case, Entry
from rasoat.web.reviews.survey.reopening import reopen_results
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.rounds.models import Route


def undo_entry(acting: Acting, case: Case, reason: str, *, version: int | None = None) -> Case:
    """Classes out of signed lists are proposed no longer. Raises `NotAllowedError`, `RefusedError`."""
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        entered = list(case.submissions.filter(standing=True, entry=Entry.SIGNED_LIST))
        if not entered:
            raise RefusedError(_("Hộ này không có kết quả nhập từ danh sách."), remedy=_("Tải lại trang."))
        if sheet_of(case.round).standards:
            if not reason.strip():
                raise RefusedError(_("Chưa ghi lý do."), remedy=_("Nhập lý do."), field="reason")
            write_case(case)
        else:
            move_case(case, "undo_entry", reason=reason)
        standards = frozenset(case.round.standards.filter(route=Route.ENTERED).values_list("standard_id", flat=True))
        results = reopen_results(case, reason, standards=standards)
        for one in entered:
            one.standing = False
            one.save(update_fields=["standing"])
        note(
            acting, "reviews.entry_undone", case, [*results, *entered], capability=Capability.REVIEW_RUN,
            reason=reason, moved=True,
        )  # fmt: skip
    return case
