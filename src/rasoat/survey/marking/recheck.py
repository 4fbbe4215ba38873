"""Check a round, or only what changed since it was marked: the result is that of a full check."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Final

import polars as pl

from rasoat.law.faults import Fault, Severity
from rasoat.law.pack import Pack
from rasoat.survey.contradictions import contradictions
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import ALL
from rasoat.survey.keys import KEY
from rasoat.survey.marking.digests import Unit, has_own_codes, shape_of, units_of
from rasoat.survey.marking.placed import ordered
from rasoat.survey.marking.record import Changes, Record, changes, record_of, unlocked
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.validation import validate

RULES: Final = "1"
"""Grows when checks find something else in the same file, so that older records are not believed."""

MISSING: Final = "answer-missing"
"""A cell that cannot be read is empty for the checks; one that says so need not be called missing too."""


@dataclass(frozen=True, slots=True)
class Examination:
    """The faults of a file, and how they were found.

    `households`: how many there are with a code of their own; `rechecked`: how many of them were checked anew (all of
    them for a file that was not marked before). `changes` is None for such a file.
    """

    faults: tuple[Fault, ...]
    record: Record
    households: int
    rechecked: int
    changes: Changes | None = None


def examine(dataset: Dataset, pack: Pack, on: date, before: Record | None = None, *, salt: bytes) -> Examination:
    """All faults of a round read with `listed=ALL`; `before` is the record of the marked copy it came back in.

    Households that did not change since keep their faults; everything else, and whatever depends on several
    households, is checked. When the law, the day or the columns differ, all is. `salt` is for the record of a
    file without one.
    """
    units = units_of(dataset)
    context = _context(dataset, pack, on)
    remembered: dict[str, str] = {}
    if before is None or before.context != context:
        found, rechecked = check(dataset, pack, on), len(units)
    else:
        found, rechecked, remembered = _again(dataset, units, pack, on, before)
    faults = tuple(ordered(told_once([*dataset.faults, *found]), list(dataset.letters)))
    told = changes(before, units, faults, own_codes=has_own_codes(dataset)) if before else None
    record = record_of(units, faults, dict.fromkeys(found), context, before.salt if before else salt, remembered)
    return Examination(faults, record, len(units), rechecked, told)


def check(dataset: Dataset, pack: Pack, on: date) -> list[Fault]:
    """Every fault of the answers, one by one, and every tick that the facts contradict."""
    questionnaire = questionnaire_for(pack.standard, pack.point_table)
    return [
        *validate(dataset, questionnaire, review_date=on, listed=ALL),
        *contradictions(dataset, pack.standard, on, listed=ALL),
    ]


def _again(
    dataset: Dataset, units: list[Unit], pack: Pack, on: date, before: Record
) -> tuple[list[Fault], int, dict[str, str]]:
    """All faults, how many households were checked for them, and what is remembered of the unchanged ones."""
    known = {entry.tag: entry.locked for entry in before.entries}
    kept: dict[str, list[Fault]] = {}
    remembered: dict[str, str] = {}
    for unit in units:
        text = known.get(unit.tag(before.salt))
        faults = None if text is None else unlocked(unit, text, before.salt, dataset.source)
        if text is not None and faults is not None:
            kept[unit.household_id], remembered[unit.household_id] = faults, text
    doubles = _with_doubles(dataset)
    anew = [unit.household_id for unit in units if unit.household_id not in kept or unit.household_id in doubles]
    wanted = _among([*anew, *_witness(dataset)]) | ~_among(unit.household_id for unit in units)
    part = replace(dataset, households=dataset.households.filter(wanted), members=dataset.members.filter(wanted))
    checked = set(part.households[KEY])
    rest = [fault for code, faults in kept.items() if code not in checked for fault in faults]
    return [*check(part, pack, on), *rest], len(anew), remembered


def told_once(faults: list[Fault]) -> list[Fault]:
    """The same thing said twice of one cell is told once; a cell with another error is not called missing too."""
    wrong = {
        (fault.place.sheet, fault.place.cell)
        for fault in faults
        if fault.place.cell and fault.rule != MISSING and fault.severity is Severity.ERROR
    }
    told: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        place = fault.place
        if fault.rule == MISSING and (place.sheet, place.cell) in wrong:
            continue
        where = (place.sheet, place.cell) if place.cell else (place,)
        told.setdefault((fault.rule, fault.vi, fault.value, *where), fault)
    return list(told.values())


def _with_doubles(dataset: Dataset) -> set[str]:
    """Households with a personal number that stands with several people."""
    members = dataset.members
    if "personal_id" not in members.columns:
        return set()
    twice = pl.col("personal_id").is_not_null() & pl.col("personal_id").is_duplicated()
    return set(members.filter(twice)[KEY].drop_nulls())


def _among(codes: Iterable[str]) -> pl.Expr:
    return pl.col(KEY).is_in(pl.Series(list(codes), dtype=pl.String).implode()).fill_null(value=False)


def _witness(dataset: Dataset) -> list[str]:
    """A household with members, if there is one: with it, a part of the round is checked like the whole."""
    first = dataset.households.join(dataset.members.select(KEY), on=KEY, how="semi").head(1)
    return first[KEY].to_list() or dataset.households.head(1)[KEY].drop_nulls().to_list()


def _context(dataset: Dataset, pack: Pack, on: date) -> str:
    words = "\n".join((RULES, pack.hash, on.isoformat(), shape_of(dataset)))
    return blake2b(words.encode(), digest_size=16).hexdigest()
