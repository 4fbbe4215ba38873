"""How long a list and a search take, by kind of question, against a look-up by primary key in the same run.

    RASOAT_DATABASE_URL=postgresql://... python -m benchmarks.web.search --households 1000000

Works on an installation of its own (a migrated database without households), fills it with households that do not
exist, and prints machine, sizes, the cost of indexing, and p50/p95 by question. `--filled`: the households are there.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import django

from benchmarks.machine import describe

COMMUNE_SIZE, VILLAGES, CHUNK = 3000, 12, 2000
ROUNDS = 9
ON = date(2026, 9, 1)
SURNAMES = [
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Lò", "Lò", "Lường",
    "Cầm", "Vàng", "Vàng", "Sùng", "Giàng", "Nông", "Hoàng", "Triệu", "Đặng", "Bùi", "Đỗ", "Lù", "Quàng",
]  # fmt: skip
MIDDLES = [
    "Văn", "Văn", "Văn", "Thị", "Thị", "Thị", "Thị", "Đức", "Hữu", "Quang", "Minh", "Xuân", "Công", "Thu",
    "Thanh", "Ngọc", "A", "A", "Mí", "Y", "Hồng", "Kim",
]  # fmt: skip
GIVENS = [
    "An", "Anh", "Ánh", "Bách", "Bình", "Bích", "Châu", "Chi", "Chiến", "Cường", "Dung", "Dũng", "Duy", "Đạt",
    "Đông", "Đức", "Giang", "Hà", "Hải", "Hạnh", "Hậu", "Hiền", "Hiếu", "Hoa", "Hòa", "Hùng", "Huy", "Hương",
    "Khánh", "Lan", "Linh", "Long", "Lương", "Mai", "Mạnh", "Minh", "My", "Nam", "Nga", "Ngân", "Ngọc", "Nhung",
    "Páo", "Phong", "Phương", "Quân", "Sơn", "Sính", "Tâm", "Tân", "Thảo", "Thắng", "Thu", "Thủy", "Tiến", "Toàn",
    "Trang", "Tuấn", "Tùng", "Tuyết", "Vân", "Vinh", "Xuân", "Yến",
]  # fmt: skip
PLACES = [
    "Đồng", "Trám", "Suối", "Bến", "Gỗ", "Nà", "Pá", "Hua", "Sơn", "Hòa", "Tân", "Bình", "Long", "Phú", "Lâm",
    "Khê", "Đèo", "Mường", "Cang", "Phong", "An", "Thượng", "Hạ",
]  # fmt: skip


def fill(households: int) -> None:
    """Write units, households and members, and index them as the actions do."""
    from django.db import transaction

    from rasoat.web.areas.sorting import name_sort_key
    from rasoat.web.register.models import Household, Member
    from rasoat.web.register.search.index import index_households
    from rasoat.web.store.bulk import insert, many_objects

    draw = random.Random(2026)
    places = list(_units(max(1, households // COMMUNE_SIZE), draw))
    spent = 0.0
    for start in range(0, households, CHUNK):
        homes, families = [], []
        for number in range(start, min(start + CHUNK, households)):
            province, commune, villages = places[number * len(places) // households]
            names = _family(draw)
            homes.append(Household(
                code=f"TM{number + 1:08}", province=province, commune=commune, village=draw.choice(villages),
                area="rural", head_name=names[0], sort_key=name_sort_key(names[0]), member_count=len(names), since=ON,
                flag_merit=draw.random() < 0.02, flag_minority=draw.random() < 0.4,
                causes=draw.choice(("C1", "C2;C3", "C7", "")),
            ))  # fmt: skip
            families.append(names)
        with many_objects(), transaction.atomic():
            insert(homes)
            insert(
                Member(household=home, province_id=home.province_id, commune_id=home.commune_id, number=at + 1,
                       full_name=name, relation="other" if at else "head", since=ON,
                       birth_year=draw.randint(1940, 2024))
                for home, names in zip(homes, families, strict=True) for at, name in enumerate(names)
            )  # fmt: skip
            began = time.perf_counter()
            index_households([home.pk for home in homes])
            spent += time.perf_counter() - began
    Household.objects.filter(head=None).update(head=_first_member())
    print(f"- indexing: {spent / households * 50_000:.2f} s for each 50,000 households (of {households:,})")


def _first_member() -> object:
    from django.db.models import OuterRef, Subquery

    from rasoat.web.register.models import Member

    return Subquery(Member.objects.filter(household=OuterRef("pk"), number=1).values("pk")[:1])


def _units(communes: int, draw: random.Random) -> Iterator[tuple]:
    from rasoat.web.areas.models import Unit

    def make(key: str, name: str, level: str, kind: str, parent: Unit | None = None, **above: object) -> Unit:
        return Unit.objects.create(
            key=key,
            code=key,
            name=name,
            level=level,
            kind=kind,
            parent=parent,
            folded="",
            initials="",
            sort_key=key,
            **above,
        )

    def name() -> str:
        return " ".join(draw.sample(PLACES, 2))

    province = make("TM", "Mẫu", "province", "Tỉnh")
    Unit.objects.filter(pk=province.pk).update(province=province)
    for number in range(communes):
        commune = make(f"TM{number:04}", name(), "commune", "Xã", province, province=province)
        Unit.objects.filter(pk=commune.pk).update(commune=commune)
        yield (
            province,
            commune,
            [
                make(f"{commune.key}-{at:02}", name(), "village", "Thôn", commune, province=province, commune=commune)
                for at in range(VILLAGES)
            ],
        )


def _family(draw: random.Random) -> list[str]:
    own = draw.choice(SURNAMES)
    surnames = [own, draw.choice(SURNAMES), own, own, own, own, own]
    size = draw.choice((1, 2, 3, 4, 4, 4, 5, 5, 6, 6))
    return [f"{surname} {draw.choice(MIDDLES)} {draw.choice(GIVENS)}" for surname in surnames[:size]]


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


def ask() -> None:
    """Time each question as an officer of the province asks it: form, page, rows, everything but the template."""
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
    print("\n| question | found | p50 ms | p95 ms | x key look-up |\n| --- | --- | --- | --- | --- |")
    print(_line("key look-up", "1", floor, floor))
    for label, words, rest in QUESTIONS:
        data = QueryDict(mutable=True)
        data.update(QueryDict(rest.replace("xa", "xa=TM0100", 1).replace("sau", f"sau={known[0]}")))
        data["q"] = words
        page = read_list(acting, data)[0].page()
        shown = f"{len(page.rows)}{'+' if page.later else ''}" + (
            f" of {page.total:,}" if page.later and page.total else ""
        )
        print(
            _line(
                f"{label}{': ' + words if words else ''}",
                shown,
                _times(lambda data=data: read_list(acting, data)[0].page()),
                floor,
            )
        )


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


def sizes() -> None:
    """Rows, and on PostgreSQL the sizes of table and indexes."""
    from django.db import connection

    from rasoat.web.register.models import Household, Member, SearchRow, SearchWord

    counts = ", ".join(
        f"{model.__name__} {model.objects.count():,}" for model in (Household, Member, SearchRow, SearchWord)
    )
    print(f"- rows: {counts}")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute(
                "SELECT relname, pg_size_pretty(pg_relation_size(oid)) FROM pg_class WHERE relkind IN ('r', 'i') "
                "AND (relname LIKE 'search%' OR relname LIKE 'register_search%') ORDER BY pg_relation_size(oid) DESC"
            )
            print("- sizes: " + ", ".join(f"{name} {size}" for name, size in cursor.fetchall()))
    else:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def main(arguments: Sequence[str]) -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--filled", action="store_true")
    chosen = parser.parse_args(arguments)
    from django.db import connection

    print(f"{describe()}\n- database: {connection.vendor}, Django {django.get_version()}")
    if not chosen.filled:
        fill(chosen.households)
    sizes()
    ask()


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
    django.setup()
    main(sys.argv[1:])
