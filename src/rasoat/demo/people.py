"""Plan, lives and identities of a province together: everything that does not belong to one round."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from rasoat.demo.arrays import Bools, or_null
from rasoat.demo.draws import Draws
from rasoat.demo.flows import ABSENT, CLASSES
from rasoat.demo.identity import Identities, identify
from rasoat.demo.lifecycle import Lives, live
from rasoat.demo.places import Places
from rasoat.demo.plan import Plan


@dataclass(frozen=True, slots=True)
class Peopled:
    """A plan with its people, and which households have a record before and now."""

    places: Places
    plan: Plan
    lives: Lives
    identities: Identities
    recorded_before: Bools
    recorded_now: Bools


def people_the(draws: Draws, places: Places, plan: Plan, *, listed_only: bool, before: date, now: date) -> Peopled:
    """Fill the households of a plan with people.

    `listed_only`: a household has a record before only when it was on the list, and now when it is on it or was.
    """
    there_before, there_now = plan.start != ABSENT, plan.end != ABSENT
    if listed_only:
        there_before = np.isin(plan.start, CLASSES[:2])
        there_now &= there_before | np.isin(plan.end, CLASSES[:2])
    lives = live(draws, plan, there_before & there_now, before, now)
    return Peopled(places, plan, lives, identify(draws, plan, lives), there_before, there_now)


def departures_of(people: Peopled) -> pl.DataFrame:
    """Households recorded before that ended: `household_id, unit_code, area, change_kind, into_household_id`."""
    plan, lives = people.plan, people.lives
    rows = np.flatnonzero(people.recorded_before & (plan.end == ABSENT))
    target = lives.merged_into[rows]
    into = or_null(target >= 0, plan.ids[target])
    names = ("household_id", "unit_code", "area", "change_kind", "into_household_id")
    schema = dict.fromkeys(names, pl.String)
    code = people.places.codes[plan.before.unit[rows]]
    area = np.where(plan.before.urban[rows], "urban", "rural")
    columns = (list(part) for part in (plan.ids[rows], code, area.tolist(), lives.change[rows], into))
    return pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema)
