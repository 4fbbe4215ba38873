"""One round as a Dataset: the people's facts, the ticks, the answers and, where it is decided, the class."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from rasoat.demo.answer_links import HouseholdView
from rasoat.demo.answers import Answerer
from rasoat.demo.arrays import Bools, Floats, Texts, by_name, one_in_group, or_null
from rasoat.demo.draws import Draws
from rasoat.demo.household_facts import causes, house_facts, supports
from rasoat.demo.indicators import contradict, draw_ticks
from rasoat.demo.law_figures import LawFigures
from rasoat.demo.member_facts import able, draw_body, member_facts, possible
from rasoat.demo.people import Peopled
from rasoat.demo.places import village_names
from rasoat.demo.round_people import CHILD_AGE, RoundPeople, female_heads, identity_columns, people_of
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Dataset

_LEAST_PROSPERITY = {"poor": 0.0, "near_poor": 0.12, "not_poor": 0.25}
_SPREAD_OF_PROSPERITY = {"poor": 0.38, "near_poor": 0.36, "not_poor": 0.7}
_CONTRADICTIONS = 0.012
_LARGEST_GAP = {"poor": 70.0, "near_poor": 45.0, "not_poor": 140.0}  # points from the line on a paper total


@dataclass(frozen=True, slots=True)
class RoundRules:
    """How a round is written. `merit_share`: share of households with a merit member, by class."""

    name: str
    year: int
    reference: date
    at_end: bool
    decided: bool  # classes and paper totals are given; otherwise answers to items only
    merit_share: dict[str, float]
    local_minorities: tuple[str, ...] = ()


def make_round(draws: Draws, people: Peopled, figures: LawFigures, answerer: Answerer, rules: RoundRules) -> Dataset:
    """Write one round of the people."""
    crowd = people_of(
        people.lives, people.recorded_now if rules.at_end else people.recorded_before,
        at_end=rules.at_end, reference=rules.reference,
    )  # fmt: skip
    plan, rows = people.plan, crowd.households
    homes = plan.now if rules.at_end else plan.before
    keys = plan.keys[rows]
    klass = (plan.end if rules.at_end else plan.start)[rows]
    listed = np.isin(klass, ["poor", "near_poor"])
    prosperity = _prosperity(draws, people, crowd, klass)
    body = draw_body(draws, crowd, listed)
    young = np.asarray(crowd.age < CHILD_AGE)
    dependants = crowd.count(young | body.allowance) * 2 > crowd.size
    can = possible(crowd, body)
    ticks = draw_ticks(draws, keys, klass, figures.least_of_poor, figures.indicators, can, {"dependants": dependants})
    truth = contradict(draws, keys, ticks, can, _CONTRADICTIONS)
    facts = member_facts(draws, crowd, body, truth, prosperity=prosperity)
    merit = _merit(draws, crowd, klass, rules)
    members = _members(crowd, people, facts, merit)
    urban = homes.urban[rows]
    house = house_facts(draws, keys, truth, crowd.size, urban, prosperity)
    working = np.asarray(facts["activity"], dtype=object) == "working"
    no_labour = ~crowd.any(able(crowd, body) | working)
    insured = np.asarray(facts["has_health_insurance"])
    attends = np.asarray(facts["attends_school"])
    columns = _places_columns(people, crowd, rules) | {
        "head_name": members["full_name"].gather(crowd.heads),
        "household_size": crowd.size,
        "children": crowd.count(young),
        "children_without_insurance": crowd.count(young & ~insured),
        "children_malnourished": np.where(truth["nutrition"], 1 + (crowd.count(young) > 2) * (keys % 3 == 0), 0),
        "children_out_of_school": crowd.count(young & (crowd.age >= 3) & ~attends),
        "ethnicity": members["ethnicity"].gather(crowd.heads),
        "flag_no_labour": no_labour,
        "flag_merit": crowd.any(merit),
        "female_head": female_heads(crowd),
        "causes": causes(draws, keys, listed, no_labour),
        "supports": supports(draws, keys, listed, crowd.any(attends)),
    }
    columns |= _decision(draws, people, crowd, klass, ticks, figures, rules)
    columns |= {code: tick.astype(np.int8) for code, tick in ticks.items()}
    if not rules.decided:
        view = HouseholdView(crowd, keys, urban, klass != "not_poor", prosperity, house, facts, body)
        columns |= answerer.answers(draws, view)
    return Dataset(_households(columns | house, rules), members, source=f"demo {rules.name}")


def _prosperity(draws: Draws, people: Peopled, crowd: RoundPeople, klass: Texts) -> Floats:
    """0 (poorest) to 1; the household's own place inside its class is the same in both rounds."""
    place = draws.unit("prosperity", people.plan.keys[crowd.households])
    return by_name(klass, _LEAST_PROSPERITY) + by_name(klass, _SPREAD_OF_PROSPERITY) * place


def _merit(draws: Draws, crowd: RoundPeople, klass: Texts, rules: RoundRules) -> Bools:
    """One older member of some households: a person of merit."""
    chosen = draws.chance("merit", crowd.households.astype(np.uint64), by_name(klass, rules.merit_share))
    return one_in_group(crowd.home, draws.bits("merit of", crowd.key), chosen[crowd.home] & (crowd.age >= 45))


def _members(crowd: RoundPeople, people: Peopled, facts: dict[str, object], merit: Bools) -> pl.DataFrame:
    columns = {
        "household_id": people.plan.ids[crowd.households][crowd.home].tolist(),
        "member_no": crowd.number,
        "relation": crowd.relation.tolist(),
        **identity_columns(crowd, people.lives, people.identities),
        **facts,
        "merit": merit,
    }
    frame = pl.DataFrame(columns, strict=False)
    order = [*MEMBER_COLUMNS, *(name for name in frame.columns if name not in MEMBER_COLUMNS)]
    return frame.select(
        pl.col(name).cast(MEMBER_COLUMNS[name]) if name in MEMBER_COLUMNS else pl.col(name) for name in order
    )


def _places_columns(people: Peopled, crowd: RoundPeople, rules: RoundRules) -> dict[str, object]:
    """Keys, places and structural changes."""
    plan, lives, places, rows = people.plan, people.lives, people.places, crowd.households
    homes = plan.now if rules.at_end else plan.before
    unit = homes.unit[rows]
    urban = homes.urban[rows]
    village = village_names(places, unit, homes.village[rows], urban)
    entered = np.asarray((plan.start[rows] == "absent") & rules.at_end)
    origin = lives.origin[rows]
    return {
        "household_id": plan.ids[rows].tolist(),
        "unit_code": places.codes[unit].tolist(),
        "village": village.tolist(),
        "area": np.where(urban, "urban", "rural").astype(object).tolist(),
        "region_code": np.where(urban, places.urban_region, places.rural_region).astype(object).tolist(),
        "address": (village + ", " + places.names[unit]).tolist(),
        "change_kind": or_null(entered, lives.change[rows]),
        "origin_household_id": or_null(entered & (origin >= 0), plan.ids[origin]),
    }


def _decision(
    draws: Draws, people: Peopled, crowd: RoundPeople, klass: Texts, ticks: dict[str, Bools], figures: LawFigures,
    rules: RoundRules,
) -> dict[str, object]:  # fmt: skip
    """Scores, class and decision of a round that is closed; nothing but the source of the score otherwise."""
    if not rules.decided:
        return {"income_score_source": ["item_answers"] * len(klass)}
    rows = crowd.households
    homes = people.plan.now if rules.at_end else people.plan.before
    urban = homes.urban[rows]
    line = np.where(urban, figures.income_line["urban"], figures.income_line["rural"])
    steps = draws.between("income score", people.plan.keys[rows], 0, by_name(klass, _LARGEST_GAP) // 5)
    score = np.where(klass == "not_poor", line + 5 + 5 * steps, line - 5 * steps)
    unit = homes.unit[rows]
    listed = np.isin(klass, ["poor", "near_poor"])
    decisions = np.asarray([decision_number(code, rules.year) for code in people.places.codes], dtype=object)
    return {
        "income_score": score,
        "income_score_source": ["paper_total"] * len(klass),
        "deprivation_score": np.sum([mask * figures.points[code] for code, mask in ticks.items()], axis=0),
        "deprived_count": np.sum(list(ticks.values()), axis=0),
        "class": klass.tolist(),
        "average_living": average_living(draws, people.plan.ids[rows], klass, urban),
        "reason": [figures.reason[name] for name in klass.tolist()],
        "decision_no": or_null(listed, decisions[unit]),
        "decision_date": [date(rules.year, 12, 10) if mark else None for mark in listed.tolist()],
    }


def average_living(draws: Draws, ids: Texts, klass: Texts, urban: Bools) -> Bools:
    """Some rural households that are not on a list are of average living standard (decided apart from the score)."""
    keys = np.asarray([int("".join(filter(str.isdigit, name))) for name in ids.tolist()], dtype=np.uint64)
    return np.asarray((klass == "not_poor") & ~urban & draws.chance("average living", keys, 0.11))


def decision_number(unit_code: str, year: int) -> str:
    """The number of the yearly decision of a unit: visibly a sample."""
    return f"MẪU-{unit_code}/QĐ-UBND/{year}"


def _households(columns: dict[str, object], rules: RoundRules) -> pl.DataFrame:
    frame = pl.DataFrame(columns, strict=False)
    local = pl.col("ethnicity").is_in(rules.local_minorities) if rules.local_minorities else pl.lit(None, pl.Boolean)
    frame = frame.with_columns(flag_minority=pl.col("ethnicity") != "01", flag_local_minority=local)
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in HOUSEHOLD_COLUMNS.items() if name not in frame.columns]
    frame = frame.with_columns(absent)
    order = [*HOUSEHOLD_COLUMNS, *(name for name in frame.columns if name not in HOUSEHOLD_COLUMNS)]
    return frame.select(
        pl.col(name).cast(HOUSEHOLD_COLUMNS[name]) if name in HOUSEHOLD_COLUMNS else pl.col(name) for name in order
    )
