"""Fill a database with a province for the load benchmark: `python -m benchmarks.web.filling HOUSEHOLDS USERS PLAN`.

Rows go in by bulk (COPY on PostgreSQL) through the register's own row makers and search index, without sealed numbers
and ledger entries: pages do not read them. Names come from the synthetic province. `PLAN` is written as JSON: for each
officer the session, the unit, and households to open.
"""

import json
import os
import random
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

COMMUNES, VILLAGES, BATCH, OPENED = 100, 12, 2000, 40
SINCE = date(2025, 7, 1)


def main(households: int, users: int, plan: Path) -> None:
    """Fill, and write the plan. Prints rows and seconds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rasoat.web.site.settings"
    import django

    django.setup()
    from django.conf import settings

    from rasoat.web.site.preparing import migrate
    from rasoat.web.vault.keyring import new_ring, write_ring

    if not Path(settings.KEYS_PATH).exists():
        write_ring(settings.KEYS_PATH, new_ring())
    migrate()
    begin = perf_counter()
    names, communes = _names(), _units()
    draws = random.Random(2026)
    members = sum(_commune(place, villages, households // COMMUNES, names, draws) for place, villages in communes)
    _analyze()
    took = perf_counter() - begin
    plan.write_text(json.dumps(_officers([place for place, _ in communes], users, names, draws)), encoding="utf-8")
    print(f"FILLED {households} {members} {took:.1f}", flush=True)


def _names() -> list[str]:
    from rasoat.demo.generate import generate

    province = generate("tinh-mau-2026", scale=0.05)
    return sorted(set(province.current.members["full_name"].drop_nulls().to_list()))


def _units() -> list[tuple[Any, list[Any]]]:
    """One province, its communes and villages."""
    from rasoat.survey.text import fold
    from rasoat.web.areas.models import Unit
    from rasoat.web.areas.sorting import sort_key

    def unit(key: str, name: str, level: str, kind: str, **above: Any) -> Any:
        made = Unit.objects.create(
            key=key, code=key, name=name, level=level, kind=kind, area="rural", valid_from=SINCE, folded=fold(name),
            initials="".join(word[0] for word in fold(name).split()), sort_key=sort_key(name), **above,
        )  # fmt: skip
        for own in {"province", "commune"} & {level}:
            setattr(made, own, made)
        made.save()
        return made

    province = unit("TAI", "Tải Thử", "province", "Tỉnh")
    found = []
    for at in range(COMMUNES):
        commune = unit(f"TAI{at:03}", f"Đồng Trám {at}", "commune", "Xã", parent=province, province=province)
        villages = [
            unit(f"TAI{at:03}-{number:02}", f"Cuối Suối {number}", "village", "Thôn", parent=commune,
                 province=province, commune=commune)
            for number in range(VILLAGES)
        ]  # fmt: skip
        found.append((commune, villages))
    return found


def _commune(commune: Any, villages: list[Any], households: int, names: list[str], draws: random.Random) -> int:
    """Write the households of one commune; returns the members written."""
    from django.db import transaction
    from django.db.models import OuterRef, Subquery

    from rasoat.web.register.counts import refresh_counts
    from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
    from rasoat.web.register.household_rows import household_row, member_row
    from rasoat.web.register.models import Household, Member
    from rasoat.web.register.search.index import index_households
    from rasoat.web.store.bulk import insert, many_objects

    written = 0
    for start in range(0, households, BATCH):
        drafts, codes = [], []
        for number in range(start, min(start + BATCH, households)):
            people = tuple(
                MemberDraft(draws.choice(names), number=at + 1, relation="" if at else "head", sex=draws.randint(1, 2),
                            birth_year=draws.randint(1940, 2024))
                for at in range(draws.randint(2, 6))
            )  # fmt: skip
            drafts.append(HouseholdDraft(commune, draws.choice(villages), SINCE, people))
            codes.append(f"{commune.key}-{number:06}")
        with many_objects(), transaction.atomic():
            homes = insert(household_row(draft, draft.members, code) for draft, code in zip(drafts, codes, strict=True))
            rows = insert(
                member_row(given, home, SINCE)
                for draft, home in zip(drafts, homes, strict=True)
                for given in draft.members
            )
            ids = [home.pk for home in homes]
            heads = Member.objects.filter(household=OuterRef("pk"), number=1).values("pk")[:1]
            for at in range(0, len(ids), 500):
                Household.objects.filter(pk__in=ids[at : at + 500]).update(head=Subquery(heads))
            index_households(ids)
        written += len(rows)
    with transaction.atomic():
        refresh_counts(commune.pk)
    return written


def _officers(communes: list[Any], users: int, names: list[str], draws: random.Random) -> list[dict[str, Any]]:
    """Officers signed in already: the benchmark loads the pages, not the hashing of passwords."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from rasoat.web.accounts.models import Assignment, User
    from rasoat.web.register.models import Household

    store = import_module(settings.SESSION_ENGINE)
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
            "searches": [_typed(draws.choice(names), draws) for _ in range(OPENED)],
        })  # fmt: skip
    return plan


def _typed(name: str, draws: random.Random) -> str:
    """What somebody types: some words of a name, in any order, without tones half of the time."""
    from rasoat.survey.text import fold

    words = name.split()
    chosen = draws.sample(words, min(len(words), draws.randint(1, 3)))
    return fold(" ".join(chosen)) if draws.random() < 0.5 else " ".join(chosen)


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
