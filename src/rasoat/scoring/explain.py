"""Explain one household: every point, every deprivation with its facts, the deciding rule, the nearest changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from rasoat.law.expr.evaluate import Scope, Value, evaluate
from rasoat.law.faults import FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.law.standard import AREAS, Area, Rule
from rasoat.law.watermark import join_watermarks
from rasoat.scoring.deprivation_lines import IndicatorReader
from rasoat.scoring.explanation import DeprivationLine, Explanation, RuleLine
from rasoat.scoring.faults import make_fault
from rasoat.scoring.nearest import nearest, thresholds_of
from rasoat.scoring.point_lines import point_lines
from rasoat.scoring.routes import Route, routes
from rasoat.scoring.rule_words import rule_text
from rasoat.scoring.weights import points_each
from rasoat.survey.notices import NOTICE

LABELS = {
    "points": ("điểm A", "điểm B"),
    "income": ("thu nhập bình quân đầu người (đồng/tháng)", "số chỉ số thiếu hụt"),
}
FIELDS = {"points": ("income_score", "deprivation_score"), "income": ("income_vnd", "deprived_count")}


class Explainer:
    """Explains households under one pack. Build it once; an explanation then takes well under a millisecond."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.standard = pack.standard
        self.hash = pack.hash
        self.notice = pack.watermark
        self._params = {area: pack.standard.params(area) for area in AREAS}
        self._routes: dict[frozenset[str], Route] = {}
        self._readers = [IndicatorReader(indicator) for indicator in self.standard.indicators]
        self._decide = lru_cache(maxsize=65536)(self._decided)
        self._points_each = points_each(self.standard)
        self._thresholds = lru_cache(self._thresholds_of)

    def explain(
        self,
        household: Mapping[str, Any],
        members: Sequence[Mapping[str, Any]] | None = None,
        *,
        on: date | None = None,
    ) -> Explanation:
        """Explain a household given as a mapping of columns (typed as in the tables of the house).

        `members` and `on` (the day at which ages count) bring the facts of members into the deprivations. A value
        that is None is an answer still missing: the class stays open. Raises `FaultsFoundError` when the area is
        unknown, or a column that the standard needs is absent.
        """
        route = self._route(household)
        area = self._area(household)
        lines = point_lines(self.pack, household, area) if route.items else ()
        points = [line.points for line in lines]
        scored = None if not points or None in points else sum(value or 0 for value in points)
        ticks = {name.partition("@")[0]: name for name in route.known_ticks}
        deprivations = tuple(
            reader.read(household.get(ticks.get(reader.code, "")), household, members, on) for reader in self._readers
        )
        typed = _integer(household, route.income_score if route.method == "points" else route.income_vnd)
        income = typed if typed is not None else scored
        deprivation = self._deprivation(route, household, deprivations)
        method = route.method
        assert method is not None
        complete = income is not None and deprivation is not None
        rule = self._decide(method, area, income, deprivation) if complete else None
        return Explanation(
            household_id=str(household.get("household_id", "")),
            standard_id=self.standard.id,
            standard_name=self.standard.name.vi,
            klass=rule.klass.value if rule else None,
            reason=rule.reason if rule else "",
            income_label=LABELS[method][0],
            income=income,
            deprivation_label=LABELS[method][1],
            deprivation=deprivation,
            points=lines,
            deprivations=deprivations,
            rule=self._rule_line(rule, method, area, income, deprivation) if rule else None,
            changes=self._changes(method, area, income, deprivation),
            pack=self.hash,
            notice=join_watermarks(self.notice, household.get(NOTICE)),
        )

    def _route(self, household: Mapping[str, Any]) -> Route:
        given = frozenset(household)
        if given not in self._routes:
            found, faults = routes([self.pack], given)
            if faults:
                raise FaultsFoundError(faults)
            if found[0].method is None:
                raise FaultsFoundError([make_fault("standard-blocked", standard=self.standard.id, why=found[0].why)])
            self._routes[given] = found[0]
        return self._routes[given]

    def _area(self, household: Mapping[str, Any]) -> Area:
        area = household.get("area")
        for known in AREAS:
            if area == known:
                return known
        raise FaultsFoundError([make_fault("area-unknown", value=area)])

    def _deprivation(self, route: Route, household: Mapping[str, Any], lines: Sequence[DeprivationLine]) -> int | None:
        """As whole tables read it (`scoring.deprivation`): typed first, then ticks, then what the other one gives."""
        if not self.standard.indicators:
            return 0
        each = self._points_each
        score, count = _integer(household, route.deprivation_score), _integer(household, route.deprived_count)
        ticked = all(line.deprived is not None for line in lines)
        if route.method == "points":
            if score is None and ticked:
                return sum(line.points for line in lines if line.deprived)
            return count * each if score is None and count is not None and each is not None else score
        if count is None and ticked:
            return sum(line.deprived is True for line in lines)
        return score // each if count is None and score is not None and each else count

    def _scope(self, method: str, area: Area, income: int, deprivation: int) -> Scope:
        fields: dict[str, Value] = dict(zip(FIELDS[method], (income, deprivation), strict=True))
        return Scope(fields=fields, params=self._params[area])

    def _decided(
        self, method: Literal["points", "income"], area: Area, income: int | None, deprivation: int | None
    ) -> Rule | None:
        if income is None or deprivation is None:
            return None
        scope = self._scope(method, area, income, deprivation)
        return next((rule for rule in self.standard.methods[method].rules if evaluate(rule.when, scope) is True), None)

    def _rule_line(
        self, rule: Rule, method: Literal["points", "income"], area: Area, income: int | None, deprivation: int | None
    ) -> RuleLine:
        names = {name: item.name.vi for name, item in self.standard.parameters.items()}
        names |= dict(zip(FIELDS[method], LABELS[method], strict=True))
        values: dict[str, object] = {
            **self._params[area],
            **dict(zip(FIELDS[method], (income, deprivation), strict=True)),
        }
        rules = self.standard.methods[method].rules
        earlier = [other.when for other in rules[: rules.index(rule)]]
        text = rule_text(earlier, rule.when, names, values)
        source = " ".join(part for part in (rule.evidence.instrument, rule.evidence.article) if part) or "suy ra"
        return RuleLine(text=text, source=source, mark=rule.evidence.mark.label_vi)

    def _changes(
        self, method: Literal["points", "income"], area: Area, income: int | None, deprivation: int | None
    ) -> tuple[Any, ...]:
        if income is None or deprivation is None:
            return ()
        step = self._points_each if method == "points" else 1

        def classify(new_income: int, new_deprivation: int) -> str | None:
            rule = self._decide(method, area, new_income, new_deprivation)
            return rule.klass.value if rule else None

        return nearest(
            income,
            deprivation,
            classify=classify,
            thresholds=self._thresholds(method, area),
            step=step or 1,
            most=len(self.standard.indicators) * (step or 0),
            words=LABELS[method],
        )

    def _thresholds_of(self, method: Literal["points", "income"], area: Area) -> set[int]:
        return thresholds_of([rule.when for rule in self.standard.methods[method].rules], self._params[area])


def _integer(household: Mapping[str, Any], column: str | None) -> int | None:
    value = household.get(column) if column else None
    return None if value is None else int(value)
