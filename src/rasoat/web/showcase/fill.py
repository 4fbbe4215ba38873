"""Fill an empty site from the synthetic province, through the same actions as people."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Max

from rasoat.demo.province import Province
from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.areas.loading import add_units
from rasoat.web.areas.models import Unit, UnitTotal
from rasoat.web.boundaries.actions.load_shipped_units import load_shipped_units, note_loaded
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.models import Household
from rasoat.web.rounds.models import Purpose, Round, RoundState
from rasoat.web.showcase.changes import record_changes
from rasoat.web.showcase.decisions import record_years
from rasoat.web.showcase.households import Villages, newcomers, take_over
from rasoat.web.showcase.people import DemoAccount, demo_accounts
from rasoat.web.showcase.places import total_rows, unit_rows
from rasoat.web.showcase.published import publish_years
from rasoat.web.showcase.receivers import add_receivers
from rasoat.web.showcase.review.half_way import walk_half_way
from rasoat.web.showcase.sign_in import make_accounts

Tick = Callable[[str], None]


def is_filled() -> bool:
    """Whether there is anything in the register already."""
    return Household.objects.exists()


def ended_on(today: date) -> date | None:
    """The last day of the demonstration round when it is past: everything in it is overdue. None while it runs."""
    last = Round.objects.filter(purpose=Purpose.DEMO, state=RoundState.OPEN).aggregate(last=Max("ends_on"))["last"]
    return last if last is not None and last < today else None


def fill(province: Province, *, tick: Tick = lambda _step: None) -> list[DemoAccount]:
    """Write units, accounts, last year's register, decisions, and what happened since. Gives the demo accounts.

    `tick` is told each finished step. Raises `RefusedError` when the register already holds households.
    """
    if is_filled():
        raise RefusedError("Sổ hộ đã có dữ liệu.", remedy="Dùng một thư mục dữ liệu trống cho bản mẫu.")
    acting = _acting()
    load_shipped_units(acting)
    tick("Nạp đơn vị hành chính cả nước")
    with transaction.atomic():
        loaded = add_units(unit_rows(province))
        note_loaded(acting, loaded, "tỉnh mẫu")
    units = {
        unit.key: unit for unit in Unit.objects.filter(pk__in=loaded.ids.values()).select_related("province", "commune")
    }
    UnitTotal.objects.bulk_create(total_rows(province, units))
    villages = Villages(units.values())
    communes = [unit for unit in units.values() if unit.level == "commune"]
    accounts = _accounts(acting, units)
    tick("Lập tài khoản mẫu")
    known = take_over(acting, province, villages, lambda: None)
    tick("Ghi sổ hộ năm trước")
    first = min(communes, key=lambda unit: unit.code)
    record_years(
        acting, province, communes, known, lambda: None,
        before_last=lambda: add_receivers(acting, province, first),
    )  # fmt: skip
    publish_years(acting, province, next(unit for unit in units.values() if unit.level == "province"))
    tick("Ghi quyết định các năm trước")
    known |= newcomers(acting, province, villages, known, lambda: None)
    record_changes(acting, province, known)
    for commune in communes:
        refresh_counts(commune.pk)
    tick("Ghi biến động trong năm")
    walk_half_way(acting, province, sorted(communes, key=lambda unit: unit.code), _first_village(units), known)
    tick("Rà soát dở dang: mỗi thôn một bước")
    return accounts


def _accounts(acting: Acting, units: dict[str, Unit]) -> list[DemoAccount]:
    province = next(unit for unit in units.values() if unit.level == "province")
    communes = sorted((unit for unit in units.values() if unit.level == "commune"), key=lambda unit: unit.code)
    accounts = demo_accounts(province, communes, _first_village(units))
    make_accounts(acting, accounts)
    return accounts


def _first_village(units: dict[str, Unit]) -> Unit:
    """The village of the demo accounts: in the first commune."""
    first = min((unit for unit in units.values() if unit.level == "commune"), key=lambda unit: unit.code)
    return next(unit for unit in units.values() if unit.level == "village" and unit.commune_id == first.pk)


def _acting() -> Acting:
    person = installer()
    return Acting(None, person.policy, "showcase")
