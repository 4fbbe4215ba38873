"""The index follows the register, and finds what the rule says, on every database."""

from collections.abc import Callable

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasoat.web.areas.models import Succession, Unit
from rasoat.web.register.models import Household, Member, SearchRow
from rasoat.web.register.search import find as finding
from rasoat.web.register.search.candidates import with_every_word
from rasoat.web.register.search.find import Place, find
from rasoat.web.register.search.index import drop_households, index_households, rebuild
from rasoat.web.register.search.matching import matches, read_search

PARTS = ["Nguyễn", "Văn", "An", "Anh", "Lò", "Thị", "Y", "H’Mông", "Đỗ", "Ơn", "Vàng", "Yến"]
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)
HOMES = st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=1, max_size=12)
TYPED = st.lists(
    st.sampled_from(["ng", "van", "a", "an", "lo", "y", "t", "198", "tt", "dt", "do", "anh", "suoi", "12"]),
    min_size=1,
    max_size=4,
).map(" ".join)


def found(typed: str, **options) -> list[int]:
    return list(find(SearchRow.objects.all(), Q(), read_search(typed).words, **options).ids)


def test_household_is_found_as_soon_as_it_is_written(home: Callable[..., Household]) -> None:
    written = home("Nguyễn Văn An", "Trần Thị Lan", permanent_address="Xóm Đá Bạc")

    assert found("an nguyen") == found("lan") == found("da bac") == found("x dt") == [written.pk]
    assert found("goc") == []


def test_change_is_followed(home: Callable[..., Household]) -> None:
    written = home("Nguyễn Văn An", "Trần Thị Lan")
    Member.objects.filter(full_name="Trần Thị Lan").update(full_name="Trần Thị Mận")

    index_households([written.pk])

    assert (found("lan"), found("man")) == ([], [written.pk])


def test_member_who_left_is_not_found(home: Callable[..., Household]) -> None:
    written = home("Nguyễn Văn An", "Trần Thị Lan")
    Member.objects.filter(full_name="Trần Thị Lan").update(left_on="2026-09-02")

    index_households([written.pk])

    assert found("lan") == []


def test_dropped_household_is_gone(home: Callable[..., Household]) -> None:
    written = home("Nguyễn Văn An")

    drop_households([written.pk])

    assert found("an") == []
    assert not with_every_word(SearchRow.objects.all(), ["an"]).exists()


def test_rebuild_writes_the_same_rows(home: Callable[..., Household], communes: list[Unit]) -> None:
    home("Nguyễn Văn An")
    before = list(SearchRow.objects.values())
    SearchRow.objects.all().delete()

    assert rebuild(communes[1]) == 0
    assert rebuild() == 1
    assert list(SearchRow.objects.values()) == before


def test_old_names_of_the_commune_are_known(home: Callable[..., Household], communes: list[Unit]) -> None:
    district = Unit.objects.create(key="H1", code="H1", name="Cư Jút", kind="Huyện", level="district")
    old = Unit.objects.create(key="X1", code="X1", name="Trúc Sơn", kind="Xã", level="commune", parent=district)
    Succession.objects.create(before=old, after=communes[0], kind="merge")

    written = home("Nguyễn Văn An")

    assert found("h cj") == found("truc son") == found("hcj") == [written.pk]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(families=HOMES, typed=TYPED, stretch=st.sampled_from([1, 3, 100]))
def test_every_way_gives_what_the_rule_says(
    families: list[list[str]], typed: str, stretch: int, home: Callable[..., Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    SearchRow.objects.all().delete()
    for names in families:
        home(*names)
    monkeypatch.setattr(finding, "STRETCH", stretch)
    wanted = read_search(typed).words

    expected = [row.pk for row in SearchRow.objects.order_by("sort_key", "pk") if matches(row.text, wanted)]

    assert found(typed, size=100) == expected
    assert _paged(typed, backwards=False) == expected
    assert _paged(typed, backwards=True) == expected
    assert set(expected) <= {row.pk for row in with_every_word(SearchRow.objects.all(), wanted)}


def _paged(typed: str, *, backwards: bool) -> list[int]:
    """All pages of two, from the first on; or the first page, then back from the end of the list."""
    words = read_search(typed).words
    everything = find(SearchRow.objects.all(), Q(), words, size=100).ids
    if not everything:
        return []
    if not backwards:
        page = find(SearchRow.objects.all(), Q(), words, size=2)
        read = list(page.ids)
        while page.later:
            page = find(SearchRow.objects.all(), Q(), words, size=2, place=Place(read[-1]))
            read += page.ids
        return read
    read = [everything[-1]]
    earlier = True
    while earlier:
        page = find(SearchRow.objects.all(), Q(), words, size=2, place=Place(read[0], backwards=True))
        read, earlier = [*page.ids, *read], page.earlier
    return read


def test_one_look_at_a_short_list_counts_it(home: Callable) -> None:
    for at in range(5):
        home(f"Lò Văn {'ABCDE'[at]}")
    words = read_search("lo van").words

    first = find(SearchRow.objects.all(), Q(), words, size=2)
    second = find(SearchRow.objects.all(), Q(), words, size=2, place=Place(first.ids[-1]))

    assert (len(first.ids), first.later, first.total) == (2, True, 5)
    assert second.total is None
