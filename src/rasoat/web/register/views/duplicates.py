"""Pairs of households that may be one: the list, and one pair side by side."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.views_base import acting_of, signed_in
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.merge_duplicates import HOUSEHOLD_CHOICES, MEMBER_CHOICES, merge_duplicates
from rasoat.web.register.actions.settle_duplicate import settle_duplicate
from rasoat.web.register.actions.undo_merge import undo_merge
from rasoat.web.register.duplicate_job import order_look
from rasoat.web.register.models import DuplicatePair, Household, Member, PairState
from rasoat.web.register.queries import pairs_seen_by
from rasoat.web.register.views.common import commune_asked
from rasoat.web.register.words import HOUSEHOLD_WORDS, MEMBER_WORDS, said

PAGE = 30
TABS = {
    "cho": (PairState.OPEN,),
    "de-sau": (PairState.LATER,),
    "khong-trung": (PairState.APART,),
    "da-gop": (PairState.MERGED,),
}
SIDES = {"left": 0, "right": 1}


@signed_in
@require_GET
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs of my area, likeliest first."""
    acting = acting_of(request)
    acting.require(Capability.DUPLICATE_SETTLE)
    shown = request.GET.get("muc") if request.GET.get("muc") in TABS else "cho"
    page = Paginator(pairs_seen_by(acting, TABS[shown]), PAGE).get_page(request.GET.get("trang"))  # type: ignore[index]
    rows = [{"pair": pair, **_sides(request, pair)} for pair in page]
    tabs = [{"label": TABS[name][0].label, "url": f"?muc={name}", "current": name == shown} for name in TABS]
    _commune, communes = commune_asked(request, Capability.DUPLICATE_SETTLE)
    return render(
        request,
        "register/duplicates.html",
        {"page": page, "rows": rows, "tabs": tabs, "communes": communes, "shown": shown},
    )


@signed_in
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Look through a whole commune, in the background."""
    acting = acting_of(request)
    acting.require(Capability.DUPLICATE_SETTLE)
    commune, _communes = commune_asked(request, Capability.DUPLICATE_SETTLE)
    if commune is None:
        messages.error(request, _("Chọn xã cần tìm hộ trùng."))
        return redirect("register:duplicates")
    return redirect("jobs:job", job_id=order_look(acting, commune).pk)


@signed_in
@require_GET
def pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """One pair side by side; a side outside my area shows its commune only."""
    return render(request, "register/duplicate.html", _context(request, _pair(request, pair_id)))


@signed_in
@require_POST
def settle(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Merge, keep apart, leave for later, or take a merging back."""
    row = _pair(request, pair_id)
    acting, what, reason = acting_of(request), request.POST.get("viec", ""), request.POST.get("reason", "")
    try:
        match what:
            case "gop":
                survivor, home_values, member_values = _chosen(request, row)
                merge_duplicates(
                    acting, row, survivor, reason=reason, household_values=home_values, member_values=member_values
                )
                messages.success(request, _("Đã gộp hai hộ. Có thể hoàn tác ở mục Đã gộp."))
            case "khong-trung":
                settle_duplicate(acting, row, PairState.APART, reason=reason)
                messages.success(request, _("Đã ghi: hai hộ khác nhau."))
            case "de-sau":
                settle_duplicate(acting, row, PairState.LATER, reason=reason)
                messages.success(request, _("Đã để sau."))
            case "hoan-tac":
                undo_merge(acting, row, reason=reason)
                messages.success(request, _("Đã hoàn tác việc gộp; hai hộ trở lại như cũ."))
            case _other:
                raise Http404
    except RefusedError as refused:
        return render(
            request,
            "register/duplicate.html",
            _context(request, row) | {"refusal": refused, "reason": reason},
            status=422,
        )
    return redirect("register:duplicates")


def _pair(request: HttpRequest, pair_id: int) -> DuplicatePair:
    row = pairs_seen_by(acting_of(request), list(PairState.values)).filter(pk=pair_id).first()
    if row is None:
        raise Http404
    return row


def _sides(request: HttpRequest, row: DuplicatePair) -> dict[str, Any]:
    policy = acting_of(request).policy
    return {
        "first_seen": policy.may(Capability.HOUSEHOLD_VIEW, row.first),
        "second_seen": policy.may(Capability.HOUSEHOLD_VIEW, row.second),
    }


def _context(request: HttpRequest, row: DuplicatePair) -> dict[str, Any]:
    seen = _sides(request, row)
    context: dict[str, Any] = {"pair": row, **seen, "both": all(seen.values())}
    if not context["both"]:
        return context
    policy = acting_of(request).policy
    names = {
        "left_title": f"{row.first.code} · {row.first.head_name}",
        "right_title": f"{row.second.code} · {row.second.head_name}",
    }
    rows = [
        {
            "label": _("Chủ hộ"),
            "left": row.first.head_name,
            "right": row.second.head_name,
            "differs": row.first.head_name != row.second.head_name,
        }
    ]
    rows += _rows(row.first, row.second, HOUSEHOLD_CHOICES, HOUSEHOLD_WORDS, "ho")
    people = Member.objects.in_bulk({pk for two in row.people for pk in two})
    twins = [(people[a], people[b]) for a, b in row.people if a in people and b in people]
    groups = [
        {
            "title": one.full_name,
            "left_title": f"{row.first.code}: {one.full_name}",
            "right_title": f"{row.second.code}: {two.full_name}",
            "rows": _rows(one, two, MEMBER_CHOICES, MEMBER_WORDS, f"nguoi-{one.pk}"),
        }
        for one, two in twins
    ]
    matched = set(people)
    alone = [
        member
        for home in (row.first, row.second)
        for member in home.members.filter(left_on__isnull=True)
        if member.pk not in matched
    ]
    may = all(policy.may(Capability.DUPLICATE_SETTLE, home) for home in (row.first, row.second))
    return context | names | {"rows": rows, "groups": groups, "alone": alone, "may_merge": may}


def _rows(
    one: Household | Member, two: Household | Member, columns: Any, words: Any, prefix: str
) -> list[dict[str, Any]]:
    rows = []
    for column in columns:
        left, right = said(column, getattr(one, column)), said(column, getattr(two, column))
        if left or right:
            rows.append(
                {
                    "label": words[column],
                    "left": left,
                    "right": right,
                    "differs": left != right,
                    "name": f"{prefix}-{column}",
                    "chosen": "left" if left else "right",
                }
            )
    return rows


def _chosen(request: HttpRequest, row: DuplicatePair) -> tuple[Household, dict[str, Any], dict[int, dict[str, Any]]]:
    """The surviving household and the values ticked, as the action takes them."""
    homes = (row.first, row.second)
    at = SIDES.get(request.POST.get("giu", ""))
    if at is None:
        raise RefusedError(_("Chưa chọn hộ giữ lại."), remedy=_("Chọn một trong hai hộ ở đầu trang."), field="giu")
    people = Member.objects.in_bulk({pk for two in row.people for pk in two})
    home_values = _values(request, homes, HOUSEHOLD_CHOICES, "ho")
    member_values = {
        two[at]: _values(request, (people[two[0]], people[two[1]]), MEMBER_CHOICES, f"nguoi-{two[0]}")
        for two in row.people
        if set(two) <= people.keys()
    }
    return homes[at], home_values, member_values


def _values(request: HttpRequest, both: Any, columns: Any, prefix: str) -> dict[str, Any]:
    found = {}
    for column in columns:
        side = SIDES.get(request.POST.get(f"{prefix}-{column}", ""))
        if side is not None:
            found[column] = getattr(both[side], column)
    return found
