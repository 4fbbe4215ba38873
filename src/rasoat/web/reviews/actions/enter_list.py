"""Enter all results of a signed list at once, as the preview showed them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import SignedList
from rasoat.web.reviews.moving import for_the_ledger, locked_cases, locked_results, must_be_open
from rasoat.web.reviews.recording import Told, recorded
from rasoat.web.reviews.signed.planning import Plan, plan_list, scope_of
from rasoat.web.reviews.signed.results import Given, check_standard, write_results
from rasoat.web.reviews.stages import refresh_stages


def enter_list(acting: Acting, kept: SignedList, seen: str) -> SignedList:
    """Write every row that can be entered; rows with faults and blank ones are left alone. A list that was entered
    before stays as it is.

    `seen`: the seal of the plan that was looked at. Raises `NotAllowedError`; `RefusedError` when something changed
    since then, nothing can be entered, or the list was dropped.
    """
    acting = acting_there(acting, kept.commune)
    acting.require(Capability.REVIEW_RUN, kept.commune)
    with transaction.atomic():
        rows = SignedList.objects.select_for_update(of=("self",))
        kept = rows.select_related("round__province", "commune", "village", "file", "paper").get(pk=kept.pk)
        if kept.confirmed_at is not None:
            return kept
        must_be_open(kept.round)
        if kept.dropped_at is not None:
            raise RefusedError(_("Danh sách này đã bỏ."), remedy=_("Tải tệp lên lại."), code="gone")
        check_standard(kept.round, kept.standard_id)
        plan = _locked_plan(kept)
        if plan.seal != seen:
            raise RefusedError(
                _("Có hộ vừa được ghi từ lúc anh chị xem trước."), remedy=_("Xem lại bảng dưới đây rồi ghi."),
                code="stale",
            )  # fmt: skip
        if not plan.entries:
            raise RefusedError(_("Không có kết quả nào để ghi."), remedy=_("Sửa các dòng sai rồi tải lên lại."))
        told = Told(kept.happened_on, kept.acted, kept.on_behalf, kept.paper)
        given = [Given(each.case, each.result, each.said) for each in plan.entries]
        results, others = write_results(acting, kept.round, given, recorded(acting, told))
        kept.results, kept.confirmed_at, kept.confirmed_by = len(results), acting.now(), acting.user
        kept.save(update_fields=["results", "confirmed_at", "confirmed_by"])
        stages = refresh_stages(kept.round_id, kept.commune_id)
        record(
            for_the_ledger(acting, told), "reviews.list_entered", kept, unit=kept.commune,
            rows=[kept, *results, *others, *stages], after=_told(kept, plan),
            role=acting.role_for(Capability.REVIEW_RUN, kept.commune),
        )  # fmt: skip
    return kept


def _locked_plan(kept: SignedList) -> Plan:
    cases = {case.pk: case for case in locked_cases(**scope_of(kept))}
    rows = locked_results(**scope_of(kept), standard_id=kept.standard_id)
    results = list(rows.select_related("case__household__head", "case__village", "assessment"))
    for result in results:
        fresh = cases[result.case_id]
        fresh.household, fresh.village = result.case.household, result.case.village
        result.case = fresh
    return plan_list(kept, results)


def _told(kept: SignedList, plan: Plan) -> Mapping[str, Any]:
    return {
        "standard": kept.standard_id, "document": kept.document, "households": len(plan.entries), **plan.by_class,
    }  # fmt: skip
