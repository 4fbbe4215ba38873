"""The register's stored copies (statuses, totals, search rows), compared with what decisions and households say."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from django.db.models import Count, Model, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.ledger.copies import Copies, register_copies
from rasoat.web.look.badges import class_look
from rasoat.web.register.counts import refresh_counts
from rasoat.web.register.models import DecisionLine, Household, SearchRow, Status, UnitCount
from rasoat.web.register.search.index import index_households, rows_as_due, words_missing
from rasoat.web.register.search.words import PERSONS_END
from rasoat.web.register.statuses import lines_in_force, refresh_statuses

BATCH = 1000

_CountKey = tuple[int, int | None, str, str]
_Sums = tuple[int, int]


def register_all_copies() -> None:
    """Called once, from `AppConfig.ready`. Statuses first: totals are rebuilt from them."""
    for model, differences, rebuild in (
        (Status, status_differences, rebuild_statuses),
        (UnitCount, count_differences, rebuild_counts),
        (SearchRow, search_differences, rebuild_search),
    ):
        register_copies(Copies(model._meta.label_lower, _communes_of(model), differences, rebuild))


def status_differences(commune_id: int) -> Iterator[str]:
    """Households whose stored class is not that of the line in force today, and copies that name a wrong place."""
    today = timezone.localdate()
    for homes in _batches(commune_id):
        right = {
            key: (line.household_class, line.decision.effective_from, line.pk, homes[key[0]].province_id, commune_id)
            for key, line in lines_in_force(homes, today).items()
        }
        stored = {
            (row.household_id, row.standard_id):
            (row.household_class, row.since, row.line_id, row.province_id, row.commune_id)
            for row in Status.objects.filter(household__in=homes)
        }  # fmt: skip
        for key in sorted(right.keys() | stored.keys()):
            if right.get(key) != stored.get(key):
                yield _("%(code)s lưu %(stored)s, theo quyết định: %(right)s") % {
                    "code": homes[key[0]].code, "stored": _told(stored.get(key)), "right": _told(right.get(key)),
                }  # fmt: skip
    for code in _strays(Status, commune_id):
        yield _("%(code)s không thuộc xã này") % {"code": code}


def count_differences(commune_id: int) -> Iterator[str]:
    """Stored totals that are not those of the living households and of the lines in force today."""
    right, stored = _due_counts(commune_id), Counter[_CountKey]()
    for row in UnitCount.objects.filter(commune=commune_id).select_related("village"):
        key = (row.province_id, row.village_id, row.standard_id, row.household_class)
        stored[key] += 1
        due = right.get(key)
        if due != (row.households, row.persons) or stored[key] > 1:
            yield _("%(place)s lưu %(stored)s, tính lại %(right)s hộ") % {
                "place": _place(row), "stored": row.households, "right": due[0] if due else 0,
            }  # fmt: skip
    if lacking := right.keys() - stored.keys():
        yield _("thiếu %(count)s dòng tổng") % {"count": len(lacking)}


def search_differences(commune_id: int) -> Iterator[str]:
    """Households that search and lists show otherwise than they are, or cannot find."""
    for homes in _batches(commune_id):
        stored = SearchRow.objects.in_bulk(list(homes))
        due = list(rows_as_due(homes))
        for row in due:
            found = stored.get(row.pk)
            if found is None or _shown(found) != _shown(row):
                yield homes[row.pk].code
        if words := words_missing(due):
            yield _("thiếu từ %(words)s") % {"words": ", ".join(sorted(words)[:5])}
    yield from _strays(SearchRow, commune_id)


def rebuild_statuses(commune_id: int) -> int:
    """Write the statuses of a commune again."""
    standards = set(
        DecisionLine.objects.filter(household__commune=commune_id).order_by()
        .values_list("decision__standard_id", flat=True).distinct()
    )  # fmt: skip
    Status.objects.filter(commune=commune_id).delete()
    for homes in _batches(commune_id):
        Status.objects.filter(household__in=homes).delete()
        for standard_id in sorted(standards):
            refresh_statuses(list(homes), standard_id)
    return Status.objects.filter(commune=commune_id).count()


def rebuild_counts(commune_id: int) -> int:
    """Write the totals of a commune again."""
    refresh_counts(commune_id)
    return UnitCount.objects.filter(commune=commune_id).count()


def rebuild_search(commune_id: int) -> int:
    """Index the households of a commune again."""
    SearchRow.objects.filter(commune=commune_id).exclude(household__commune=commune_id).delete()
    for homes in _batches(commune_id):
        index_households(homes)
    return SearchRow.objects.filter(commune=commune_id).count()


def _communes_of(model: type[Model]) -> Callable[[], Iterable[int]]:
    return lambda: model._base_manager.order_by().values_list("commune_id", flat=True).distinct()


def _batches(commune_id: int) -> Iterator[dict[int, Household]]:
    """The households of a commune by id, a thousand at a time."""
    rows = Household.objects.filter(commune=commune_id).only("code", "province_id", "village_id", "ended_on",
                                                             "member_count").order_by("pk")  # fmt: skip
    last = 0
    while homes := {home.pk: home for home in rows.filter(pk__gt=last)[:BATCH]}:
        yield homes
        last = max(homes)


def _strays(model: type[Status] | type[SearchRow], commune_id: int) -> Iterator[str]:
    """Codes of households of other communes that copies place in this one."""
    stray = model.objects.filter(commune=commune_id).exclude(household__commune=commune_id)  # type: ignore[attr-defined]
    yield from stray.order_by("pk").values_list("household__code", flat=True).iterator(chunk_size=BATCH)


def _due_counts(commune_id: int) -> dict[_CountKey, _Sums]:
    """Households and persons by key: the living, and those of each standard and class."""
    living = (
        Household.objects.filter(commune=commune_id, ended_on__isnull=True).order_by()
        .values_list("province_id", "village_id").annotate(Count("id"), Sum("member_count"))
    )  # fmt: skip
    found = {(province, village, "", ""): (homes, persons) for province, village, homes, persons in living}
    today = timezone.localdate()
    for homes in _batches(commune_id):
        for (pk, standard), line in lines_in_force(homes, today).items():
            home = homes[pk]
            if home.ended_on is None:
                key = (home.province_id, home.village_id, standard, line.household_class)
                households, persons = found.get(key, (0, 0))
                found[key] = (households + 1, persons + home.member_count)
    return found


def _shown(row: SearchRow) -> tuple[object, ...]:
    """What a search row says; the order of words on a line says nothing."""
    lines = tuple(tuple(sorted(line.split())) for line in row.text.replace(PERSONS_END, "\n").split("\n"))
    return (row.province_id, row.commune_id, row.village_id, row.living, row.sort_key, lines)


def _told(found: tuple[str, date, int, int, int] | None) -> str:
    return f"{class_look(found[0]).label} ({found[1]:%d/%m/%Y}, {found[2]})" if found else _("không có")


def _place(row: UnitCount) -> str:
    told = chain([row.village.name if row.village else _("chưa rõ thôn")], filter(None, [row.household_class]))
    return ", ".join(told)
