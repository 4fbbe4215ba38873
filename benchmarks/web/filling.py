"""Households that do not exist, for benchmarks of the site: `python -m benchmarks.web.filling HOUSEHOLDS USERS PLAN`.

Rows go in by bulk (COPY on PostgreSQL) and are indexed as the actions do, without sealed numbers and ledger entries:
pages do not read them. `PLAN` is written as JSON: for each officer the session, the unit, and households to open.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

COMMUNE_SIZE, VILLAGES, CHUNK, OPENED = 3000, 12, 2000, 40
SINCE = date(2025, 7, 1)
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


def main(households: int, users: int, plan: Path) -> None:
    """Prepare an installation, fill it, and write the plan. Prints rows and seconds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rasoat.web.site.settings"
    import django

    django.setup()
    from django.conf import settings

    from rasoat.web.site.preparing import migrate
    from rasoat.web.vault.keyring import new_ring, write_ring

    if not Path(settings.KEYS_PATH).exists():
        write_ring(settings.KEYS_PATH, new_ring())
    migrate()
    begin = time.perf_counter()
    members = fill(households)
    took = time.perf_counter() - begin
    plan.write_text(json.dumps(_officers(users, random.Random(2026))), encoding="utf-8")
    print(f"FILLED {households} {members} {took:.1f}", flush=True)


def fill(households: int) -> int:
    """Write units, households and members, and index them; prints the cost of indexing. Returns members."""
    from django.db import connection, transaction
    from django.db.models import OuterRef, Subquery

    from rasoat.web.areas.models import Unit
    from rasoat.web.areas.sorting import name_sort_key
    from rasoat.web.register.counts import refresh_counts
    from rasoat.web.register.models import Household, Member
    from rasoat.web.register.search.index import index_households
    from rasoat.web.store.bulk import insert, many_objects

    draw = random.Random(2026)
    places = list(_units(max(1, households // COMMUNE_SIZE), draw))
    spent, written = 0.0, 0
    for start in range(0, households, CHUNK):
        homes, families = [], []
        for number in range(start, min(start + CHUNK, households)):
            province, commune, villages = places[number * len(places) // households]
            names = _family(draw)
            homes.append(Household(
                code=f"TM{number + 1:08}", province=province, commune=commune, village=draw.choice(villages),
                area="rural", head_name=names[0], sort_key=name_sort_key(names[0]), member_count=len(names),
                since=SINCE, flag_merit=draw.random() < 0.02, flag_minority=draw.random() < 0.4,
                causes=draw.choice(("C1", "C2;C3", "C7", "")),
            ))  # fmt: skip
            families.append(names)
        with many_objects(), transaction.atomic():
            insert(homes)
            rows = insert(
                Member(household=home, province_id=home.province_id, commune_id=home.commune_id, number=at + 1,
                       full_name=name, relation="other" if at else "head", since=SINCE, sex=draw.randint(1, 2),
                       birth_year=draw.randint(1940, 2024))
                for home, names in zip(homes, families, strict=True) for at, name in enumerate(names)
            )  # fmt: skip
            began = time.perf_counter()
            index_households([home.pk for home in homes])
            spent += time.perf_counter() - began
        written += len(rows)
    first = Member.objects.filter(household=OuterRef("pk"), number=1).values("pk")[:1]
    Household.objects.filter(head=None).update(head=Subquery(first))
    for commune in Unit.objects.filter(level="commune").values_list("pk", flat=True):
        with transaction.atomic():
            refresh_counts(commune)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"- indexing: {spent / households * 50_000:.2f} s for each 50,000 households (of {households:,})")
    return written


def _units(communes: int, draw: random.Random) -> Iterator[tuple[Any, Any, list[Any]]]:
    """One province, its communes and their villages."""
    from rasoat.web.areas.models import Unit
    from rasoat.web.areas.naming import set_name

    def make(key: str, name: str, level: str, kind: str, **above: Any) -> Any:
        unit = Unit(key=key, code=key, level=level, kind=kind, area="rural", valid_from=SINCE, **above)
        set_name(unit, name)
        unit.save()
        if level in {"province", "commune"}:
            setattr(unit, level, unit)
            unit.save()
        return unit

    def name() -> str:
        return " ".join(draw.sample(PLACES, 2))

    province = make("TM", "Mẫu", "province", "Tỉnh")
    for number in range(communes):
        commune = make(f"TM{number:04}", name(), "commune", "Xã", parent=province, province=province)
        yield province, commune, [
            make(f"{commune.key}-{at:02}", name(), "village", "Thôn", parent=commune, province=province,
                 commune=commune)
            for at in range(VILLAGES)
        ]  # fmt: skip


def _family(draw: random.Random) -> list[str]:
    own = draw.choice(SURNAMES)
    surnames = [own, draw.choice(SURNAMES), own, own, own, own, own]
    size = draw.choice((1, 2, 3, 4, 4, 4, 5, 5, 6, 6))
    return [f"{surname} {draw.choice(MIDDLES)} {draw.choice(GIVENS)}" for surname in surnames[:size]]


def _officers(users: int, draws: random.Random) -> list[dict[str, Any]]:
    """Officers signed in already: the benchmark loads the pages, not the hashing of passwords."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from rasoat.web.accounts.models import Assignment, User
    from rasoat.web.areas.models import Unit
    from rasoat.web.register.models import Household

    store = import_module(settings.SESSION_ENGINE)
    communes = list(Unit.objects.filter(level="commune").order_by("key"))
    plan = []
    for number in range(users):
        commune = communes[number % len(communes)]
        user = User.objects.create_user(f"tai-{number}", None, full_name=f"Cán bộ {number}")
        Assignment.objects.create(user=user, role="commune_officer", unit=commune, valid_from=SINCE)
        session = store.SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        codes = list(Household.objects.filter(commune=commune).values_list("code", flat=True)[: OPENED * 50])
        plan.append({
            "session": session.session_key, "commune": commune.key,
            "codes": draws.sample(codes, min(OPENED, len(codes))),
            "searches": [_typed(draws.choice(_family(draws)), draws) for _ in range(OPENED)],
        })  # fmt: skip
    return plan


def _typed(name: str, draws: random.Random) -> str:
    """What somebody types: some words of a name, in any order, without tones half of the time."""
    from rasoat.survey.text import fold

    words = name.split()
    chosen = draws.sample(words, min(len(words), draws.randint(1, 3)))
    return fold(" ".join(chosen)) if draws.random() < 0.5 else " ".join(chosen)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
