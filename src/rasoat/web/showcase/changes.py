"""What happened in the synthetic province since last year's review."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rasoat.demo.province import Province
from rasoat.web.accounts.acting import Acting
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.actions.merge_households import merge_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import EventKind, Household
from rasoat.web.register.occasion import Occasion

DAYS = 250
"""Departures are spread over this many days after last year's closing."""

TWICE = 3
"""Households entered a second time, for visitors to settle as duplicates."""


def record_changes(acting: Acting, province: Province, known: Mapping[str, Household]) -> None:
    """Households that left, by the actions of the register; then a few that somebody entered twice."""
    for at, row in enumerate(province.departures.iter_rows(named=True)):
        home = known.get(row["household_id"])
        if home is not None:
            day = date(province.year, 1, 5) + timedelta(days=at * 37 % DAYS)
            _leave(acting, Household.objects.get(pk=home.pk), row, known, day)
    _enter_twice(acting, province, known)


def _leave(acting: Acting, home: Household, row: Mapping[str, Any], known: Mapping[str, Household], day: date) -> None:
    if home.ended_on is not None:
        return
    into = known.get(row["into_household_id"] or "")
    target = Household.objects.get(pk=into.pk) if into else None
    if row["change_kind"] == "merged" and target and target.ended_on is None and target.commune_id == home.commune_id:
        merge_households(acting, home, target, Occasion(day, "về ở cùng con", "Đơn đề nghị"))
    elif row["change_kind"] == "moved_out":
        end_household(acting, home, Occasion(day, "chuyển đi tỉnh khác", "Giấy xác nhận"), kind=EventKind.MOVED_OUT)
    else:
        reason = "hộ không còn thành viên" if row["change_kind"] == "died" else "nhập vào hộ khác"
        end_household(acting, home, Occasion(day, reason, "Báo cáo của trưởng thôn"))


def _enter_twice(acting: Acting, province: Province, known: Mapping[str, Household]) -> None:
    living = Household.objects.filter(pk__in=[home.pk for home in known.values()], ended_on__isnull=True)
    first = living.order_by("pk")[0]
    for home in (
        living.filter(commune_id=first.commune_id).select_related("commune", "village", "head").order_by("pk")[:TWICE]
    ):
        head = home.head
        if head is None:
            continue
        number = head.numbers.first()
        again = MemberDraft(
            head.full_name.upper(), sex=head.sex, birth_year=head.birth_year, ethnicity=head.ethnicity,
            personal_id=reveal(number) if number else "",
        )  # fmt: skip
        draft = HouseholdDraft(
            home.commune, home.village, province.reference_date, members=(replace(again, relation="head"),)
        )
        add_households(acting, [draft], reason="nhập thêm từ danh sách của thôn")
