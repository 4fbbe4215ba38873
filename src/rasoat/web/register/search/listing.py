"""A list of households as one person may see it: places to choose from, a page of rows, how many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet, Sum

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.register.identity import index_of
from rasoat.web.register.models import Household, Member, PersonalNumber, SearchRow, Status, ToDo, UnitCount
from rasoat.web.register.search.filters import FLAGS, Filters, flag_words
from rasoat.web.register.search.find import PAGE, Found, Place, find
from rasoat.web.register.search.matching import Wanted, matched_line, pattern

NARROW = frozenset({"commune", "village"})
_SHOWN = (
    "code", "head_name", "member_count", "female_head", *(f"flag_{code}" for code in FLAGS),
    "commune", "village", "head__birth_year",
)  # fmt: skip
"""What a row of the list shows of a household and its head, who have sixty columns."""


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """One row of the list. `matched`: the member that was searched for, when it is not the head."""

    household: Household
    household_class: str
    to_dos: int
    matched: str = ""

    @property
    def flag_words(self) -> list[str]:
        """The flags in words."""
        return flag_words(self.household)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list; `total` is None where nobody counts."""

    rows: Sequence[ListedHousehold]
    earlier: bool = False
    later: bool = False
    total: int | None = None
    number_refused: bool = False


@dataclass(frozen=True)
class HouseholdList:
    """The question behind a page or an export of the list."""

    acting: Acting
    filters: Filters
    wanted: Wanted
    order: str = "ten"
    place: Place | None = None
    capability: Capability = Capability.HOUSEHOLD_VIEW

    @property
    def narrow(self) -> bool:
        """Whether the list stays inside communes: then it can be counted, and sorted in any order."""
        if self.filters.commune is not None or self.filters.village is not None:
            return True
        holding = self.acting.policy.holding(Capability.HOUSEHOLD_VIEW)
        return bool(holding) and all(grant.level in NARROW for grant in holding)

    @property
    def number_refused(self) -> bool:
        """Whether an identity number was asked for by somebody who may not see numbers."""
        return bool(self.wanted.number) and not self.acting.policy.may(Capability.NUMBER_VIEW)

    def scope(self) -> QuerySet[SearchRow]:
        """Rows of the place that the person may see."""
        rows = SearchRow.objects.filter(self.filters.place())
        if not self.wanted.number:
            rows = rows.filter(living=not self.filters.ended)
        return self.acting.policy.visible(self.capability, rows)

    def whole(self, capability: Capability) -> "HouseholdList":
        """The same list from its start, of the households on which the person may do this."""
        return replace(self, place=None, capability=capability)

    def conditions(self) -> Q:
        """What narrows the list apart from place and words."""
        if self.wanted.senseless:
            return Q(pk__in=())
        if not self.wanted.number:
            return self.filters.facts()
        marked = Q(text__regex=pattern(self.filters.marks())) if self.filters.flags else Q()
        return self.filters.facts() & marked & (Q(pk__in=list(self._owners())) | self._spelled())

    def words(self) -> Sequence[str]:
        """Words that the index is asked for; none for an identity number, which stands in no index of words."""
        return () if self.wanted.number else (*self.wanted.words, *self.filters.marks())

    def page(self, size: int = 0) -> Listing:
        """The page that begins at `place`, of `PAGE` households unless told (a bounded number of queries)."""
        found = self.ids(size or PAGE)
        return Listing(self._rows(found.ids), found.earlier, found.later, self._total(found), self.number_refused)

    def ids(self, size: int) -> Found:
        """Ids of the page."""
        order = self.order if self.narrow else "ten"
        return find(self.scope(), self.conditions(), self.words(), place=self.place, size=size, order=order)

    def _owners(self) -> dict[int, str]:
        """Households of the people who bear or bore the number, with the names: only where numbers may be seen."""
        if self.number_refused:
            return {}
        rows = PersonalNumber.objects.filter(index=index_of(self.wanted.number))
        seen = self.acting.policy.visible(Capability.NUMBER_VIEW, rows, prefix="member__household__")
        return dict(seen.values_list("member__household_id", "member__full_name"))

    def _spelled(self) -> Q:
        """Ids in office files may look like an identity number: inside communes they are found as well."""
        return Q(text__regex=pattern(self.wanted.words)) if self.narrow else Q(pk__in=())

    def _total(self, found: Found) -> int | None:
        if not found.earlier and not found.later:
            return len(found.ids)
        if not self.narrow:
            return None
        if found.total is not None:
            return found.total
        if not self.wanted.words and self.filters.by_class_at_most:
            chosen = self.filters.household_class
            counts = UnitCount.objects.filter(
                self.filters.place(), household_class=chosen, standard_id=self.filters.standard if chosen else ""
            )
            seen = self.acting.policy.visible(Capability.HOUSEHOLD_VIEW, counts)
            return seen.aggregate(households=Sum("households"))["households"] or 0
        rows = self.scope().filter(self.conditions())
        return rows.filter(text__regex=pattern(self.words())).count() if self.words() else rows.count()

    def _rows(self, ids: Sequence[int]) -> list[ListedHousehold]:
        homes = Household.objects.select_related("head").only(*_SHOWN).in_bulk(ids)
        _put_units(homes.values())
        classes = dict(
            Status.objects.filter(household_id__in=ids, standard_id=self.filters.standard).values_list(
                "household_id", "household_class"
            )
        )
        undone = ToDo.objects.filter(household_id__in=ids, done_at__isnull=True).values_list("household_id", flat=True)
        to_dos = list(undone)
        matched = self._matched(ids)
        return [
            ListedHousehold(homes[pk], classes.get(pk, ""), to_dos.count(pk), matched.get(pk, ""))
            for pk in ids
            if pk in homes
        ]

    def _matched(self, ids: Sequence[int]) -> dict[int, str]:
        """Names of the members who were meant, where it is not the head (two queries)."""
        if self.wanted.number:
            return self._owners()
        if not self.wanted.words:
            return {}
        texts = SearchRow.objects.filter(pk__in=ids).values_list("pk", "text")
        lines = {pk: line for pk, text in texts if (line := matched_line(text, self.wanted.words))}
        named: dict[int, list[str]] = {pk: [] for pk in lines}
        members = Member.objects.filter(household_id__in=lines, left_on__isnull=True).order_by(
            "household_id", "number", "id"
        )
        for pk, household_id, head_id, name in members.values_list(
            "pk", "household_id", "household__head_id", "full_name"
        ):
            named[household_id].insert(0 if pk == head_id else len(named[household_id]), name)
        return {pk: named[pk][line] for pk, line in lines.items() if line < len(named[pk])}


def _put_units(homes: Collection[Household]) -> None:
    """Give the households their commune and village (one query): fifty rows stand in a dozen units."""
    wanted = {pk for home in homes for pk in (home.commune_id, home.village_id) if pk}
    units = Unit.objects.only("kind", "name").in_bulk(wanted)
    for home in homes:
        home.commune = units[home.commune_id]
        home.village = units[home.village_id] if home.village_id else None
