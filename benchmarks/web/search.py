"""How long a list and a search take, by kind of question, against a look-up by primary key in the same run.

    RASOAT_DATABASE_URL=postgresql://... python -m benchmarks.web.search --households 1000000

Works on an installation of its own (a migrated database without households), fills it with households that do not
exist, and prints machine, sizes, the cost of indexing, and p50/p95 by question. `--filled`: the households are there.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence

import django

from benchmarks.machine import describe
from benchmarks.results import Line, Section, keep
from benchmarks.web.filling import fill

ROUNDS = 9
LIMIT = 200.0

QUESTIONS: Sequence[tuple[str, str, str]] = (
    ("first page", "", ""),
    ("one letter", "n", ""),
    ("common two letters", "an", ""),
    ("common surname", "nguyen", ""),
    ("short beginnings", "ng van a", ""),
    ("common full name", "nguyen van an", ""),
    ("common full name, other order", "hoa thi tran", ""),
    ("surnames that seldom meet", "sung nguyen", ""),
    ("full name that hardly exists", "giang y tuyet", ""),
    ("name and year of birth", "nguyen van an 1975", ""),
    ("unit initials and name", "x dt an", ""),
    ("nobody", "ksor hzip", ""),
    ("code", "tm00765432", ""),
    ("short code", "654321", ""),
    ("flag of few", "", "co=merit"),
    ("flag of few, full name", "nguyen van an", "co=merit"),
    ("to-dos (there are none)", "", "can-bo-sung=1"),
    ("inside a commune: first page", "", "xa"),
    ("inside a commune: common two letters, counted", "an", "xa"),
    ("inside a commune: full name", "nguyen van an", "xa"),
    ("inside a commune: by village", "", "xa&sap=thon"),
    ("deep page", "", "sau"),
    ("deep page of a common name", "nguyen van", "sau"),
)


def ask() -> Section:
    """Time each question as an officer of the province asks it: form, page, rows, everything but the template."""
    from django.db import connection
    from django.http import QueryDict

    from rasoat.web.accounts.acting import Acting
    from rasoat.web.accounts.policy import Grant, Policy
    from rasoat.web.areas.models import Unit
    from rasoat.web.register.models import Household
    from rasoat.web.register.search.list_form import read_list

    province = Unit.objects.get(key="TM")
    acting = Acting(None, Policy((Grant("province_officer", "province", province.pk),)), "cli")
    known = list(Household.objects.order_by("sort_key")[400_000:400_001].values_list("pk", flat=True))
    known = known or list(Household.objects.values_list("pk", flat=True)[:1])
    floor = _times(lambda: Household.objects.get(pk=known[0]))
    lines = ["| question | found | p50 ms | p95 ms | x key look-up |", "| --- | --- | --- | --- | --- |"]
    lines.append(_line("key look-up", "1", floor, floor))
    slowest = 0.0
    for label, words, rest in QUESTIONS:
        data = QueryDict(mutable=True)
        data.update(QueryDict(rest.replace("xa", "xa=TM0100", 1).replace("sau", f"sau={known[0]}")))
        data["q"] = words
        page = read_list(acting, data)[0].page()
        counted = f" of {page.total:,}" if page.later and page.total else ""
        spent = _times(lambda data=data: read_list(acting, data)[0].page())
        slowest = max(slowest, statistics.median(spent))
        asked = f"{label}: {words}" if words else label
        lines.append(_line(asked, f"{len(page.rows)}{'+' if page.later else ''}{counted}", spent, floor))
    homes = Household.objects.count()
    check = Line("the slowest question, median", slowest, "ms", LIMIT if connection.vendor == "postgresql" else None)
    notes = f"Django {django.get_version()}. {sizes()}\n\n" + "\n".join(lines)
    return Section(f"Search, {homes:,} households, {connection.vendor}", checks=[check], notes=notes)


def _times(work: Callable[[], object]) -> list[float]:
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)


def _line(label: str, found: str, spent: Sequence[float], floor: Sequence[float]) -> str:
    middle, late = statistics.median(spent), spent[int(len(spent) * 0.95)]
    return f"| {label} | {found} | {middle:.1f} | {late:.1f} | {middle / statistics.median(floor):.0f} |"


def sizes() -> str:
    """Rows, and on PostgreSQL the sizes of table and index in words."""
    from django.db import connection

    from rasoat.web.register.models import Household, Member, SearchRow, SearchWord

    rows = ", ".join(
        f"{model.__name__} {model.objects.count():,}" for model in (Household, Member, SearchRow, SearchWord)
    )
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return f"Rows: {rows}."
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT relname, pg_size_pretty(pg_relation_size(oid)) FROM pg_class WHERE relkind IN ('r', 'i') "
            "AND (relname LIKE 'search%' OR relname LIKE 'register_search%') ORDER BY pg_relation_size(oid) DESC"
        )
        return f"Rows: {rows}. Sizes: " + ", ".join(f"{name} {size}" for name, size in cursor.fetchall()) + "."


def main(arguments: Sequence[str]) -> None:
    """Fill, measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--filled", action="store_true")
    chosen = parser.parse_args(arguments)
    if not chosen.filled:
        fill(chosen.households)
    section = ask()
    print(f"{describe()}\n\n{section.text()}")
    keep([section], "python -m benchmarks.web.search --filled", describe())


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
    django.setup()
    main(sys.argv[1:])
