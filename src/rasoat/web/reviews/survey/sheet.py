"""The form of a round: which questions it asks, out of the law packs of its standards."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rasoat.law.pack import Pack
from rasoat.scoring.explain import Explainer
from rasoat.scoring.packs import make_pack
from rasoat.survey.choices import CodeList
from rasoat.survey.columns import Kind
from rasoat.survey.questionnaire import Item, Questionnaire
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.web.law import book, law_version
from rasoat.web.rounds.kept_packs import forget_kept, kept_pack, scores
from rasoat.web.rounds.models import Round, RoundState, Route

REGION = "region_code"
TOTAL = "income_score"
_ASKED = frozenset({"housing", "water", "information"})
_ASKED_OF_MEMBERS = frozenset({"work", "education", "health", "information"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form. `key`: its name there; questions of a second standard end with `@STANDARD`.

    `own`: the standard that alone asks it; empty when it is common.
    """

    key: str
    item: Item
    choices: CodeList | None
    own: str = ""

    @property
    def section(self) -> str:
        """Where on the form it stands."""
        return self.item.section

    @property
    def yes_no(self) -> bool:
        """Whether the answer is yes or no."""
        return self.item.type in {Kind.BIT, Kind.BOOL}


@dataclass(frozen=True)
class Scored:
    """One standard of the round that the form answers, with its law pack."""

    standard_id: str
    route: Route
    pack: Pack
    first: bool

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire of the standard, with the questions of the point table."""
        return questionnaire_for(self.pack.standard, self.pack.point_table)

    @cached_property
    def explainer(self) -> Explainer:
        """Explains households under the pack."""
        return Explainer(self.pack)

    @property
    def blocked(self) -> str:
        """Why the standard cannot classify, in Vietnamese; empty when it can."""
        found = self.pack.standard.blocked
        return found.vi if found is not None else ""

    def key(self, code: str) -> str:
        """The name on the form of a question that only this standard asks."""
        return code if self.first else f"{code}@{self.standard_id}"


@dataclass(frozen=True)
class Sheet:
    """The form: `standards` in the order of the round, without those whose results come from signed lists."""

    standards: Sequence[Scored]

    @cached_property
    def household(self) -> tuple[Question, ...]:
        """Questions about the household: facts, then for each standard its ticks and points, then causes."""
        return tuple(self._household())

    @cached_property
    def members(self) -> tuple[Question, ...]:
        """Questions about each member."""
        found: dict[str, Question] = {}
        for each in self.standards:
            for item in each.questionnaire.member:
                if item.section in _ASKED_OF_MEMBERS and item.use != "record":
                    found.setdefault(item.code, Question(item.code, item, each.questionnaire.choices_of(item)))
        return tuple(found.values())

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Questions about the household by their name on the form."""
        return {question.key: question for question in self.household}

    @cached_property
    def regions(self) -> dict[str, str]:
        """Regions of the point tables with their area; empty when no table is used."""
        found: dict[str, str] = {}
        for each in self.standards:
            if each.pack.point_table is not None:
                found |= {code: each.pack.point_table.area_of[code] for code in each.pack.point_table.areas}
        return found

    @property
    def watermark(self) -> str:
        """What every form and result must bear; empty for none."""
        return "; ".join(dict.fromkeys(each.pack.watermark for each in self.standards if each.pack.watermark))

    def _household(self) -> Iterator[Question]:
        yield from self._common(lambda item: item.section in _ASKED and item.use != "record")
        for each in self.standards:
            yield from self._of_standard(each)
        yield from self._common(lambda item: item.code == "causes")

    def _common(self, wanted: Callable[[Item], bool]) -> Iterator[Question]:
        seen: set[str] = set()
        for each in self.standards:
            for item in each.questionnaire.household:
                if item.code not in seen and wanted(item):
                    seen.add(item.code)
                    yield Question(item.code, item, each.questionnaire.choices_of(item))

    def _of_standard(self, each: Scored) -> Iterator[Question]:
        for item in each.questionnaire.household:
            asked = item.section == "indicators" or (
                item.section == "points" if each.route == Route.ANSWERS else item.code == TOTAL
            )
            if asked:
                choices = each.questionnaire.choices_of(item)
                yield Question(each.key(item.code), item, choices, own=each.standard_id)


def sheet_of(row: Round) -> Sheet:
    """The form of a round by the packs that were kept when it opened (one query for its standards); of a draft, by
    the law of today. Raises `RefusedError` when a kept pack is missing or was altered.
    """
    scored = [each for each in row.standards.all() if scores(each)]
    if row.state == RoundState.DRAFT:
        return _draft_sheet(tuple((each.standard_id, each.route, each.table_id) for each in scored), law_version())
    return _kept_sheet(tuple((each.standard_id, each.route, each.pack_hash) for each in scored))


@lru_cache(maxsize=64)
def _kept_sheet(standards: tuple[tuple[str, str, str], ...]) -> Sheet:
    return _sheet([(standard_id, route, kept_pack(pack_hash)) for standard_id, route, pack_hash in standards])


@lru_cache(maxsize=64)
def _draft_sheet(standards: tuple[tuple[str, str, str], ...], law: str) -> Sheet:
    return _sheet([
        (standard_id, route, _pack(standard_id, table_id if route == Route.ANSWERS else "", law))
        for standard_id, route, table_id in standards
    ])  # fmt: skip


def _sheet(packs: Sequence[tuple[str, str, Pack]]) -> Sheet:
    return Sheet([Scored(each, Route(route), pack, not at) for at, (each, route, pack) in enumerate(packs)])


def forget_sheets() -> None:
    """Drop the forms held in memory, with their packs."""
    _kept_sheet.cache_clear()
    forget_kept()


@lru_cache(maxsize=64)
def _pack(standard_id: str, table_id: str, _law_version: str) -> Pack:
    return make_pack(book(), standard_id, table_id or None)
