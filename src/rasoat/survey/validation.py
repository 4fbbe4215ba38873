"""Validate a whole round against a questionnaire: every fault, named by table, row, household and question."""

from collections.abc import Iterator
from datetime import date

from rasoat.law.expr.walk import fields
from rasoat.law.faults import Fault
from rasoat.survey.check_answers import check_answers
from rasoat.survey.check_people import check_people
from rasoat.survey.check_scores import check_scores
from rasoat.survey.dataset import Dataset, heads_alone
from rasoat.survey.facts import evaluate_households, evaluate_rows
from rasoat.survey.fault_list import FEW, TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.keys import household_key_faults, member_key_faults
from rasoat.survey.questionnaire import Constraint, Questionnaire, Table


def validate(dataset: Dataset, questionnaire: Questionnaire, *, review_date: date, listed: int = FEW) -> list[Fault]:
    """All faults of a round: keys, single answers, constraints across answers, persons, ticks and scores.

    Cells that could not be read are in `dataset.faults` already and are not repeated. Ages count on `review_date`.
    Member checks are left out when the round has no member at all.
    `listed`: how many faults of one rule and column are told one by one.
    """
    households, members = dataset.households, dataset.members
    sources: dict[Table, TableSource] = {
        "household": _source(dataset, questionnaire, "household", listed),
        "member": _source(dataset, questionnaire, "member", listed),
    }
    faults = household_key_faults(households, sources["household"])
    faults += check_answers(households, "household", questionnaire, sources["household"], review_date)
    if not members.is_empty():
        faults += member_key_faults(members, households, sources["member"])
        faults += check_answers(members, "member", questionnaire, sources["member"], review_date)
    faults += check_people(households, members, sources["member"])
    faults += check_scores(households, questionnaire, sources["household"])
    faults += _constraints(dataset, questionnaire, sources, review_date)
    return faults


def _source(dataset: Dataset, questionnaire: Questionnaire, table: Table, listed: int) -> TableSource:
    other: Table = "member" if table == "household" else "household"
    items = (*questionnaire.items(other), *questionnaire.items(table))
    headings = {item.code: f"{item.label.vi} ({item.code})" for item in items}
    return TableSource(dataset.source, headings=headings, letters=dataset.letters, listed=listed)


def _constraints(
    dataset: Dataset, questionnaire: Questionnaire, sources: dict[Table, TableSource], review_date: date
) -> Iterator[Fault]:
    for table in sources:
        data = dataset.households if table == "household" else dataset.members
        rules = [rule for rule in questionnaire.constraints if rule.table == table and _applies(rule, dataset)]
        if not rules or data.is_empty():
            continue
        nodes = {rule.code: rule.check for rule in rules}
        if table == "household":
            values = evaluate_households(nodes, data, dataset.members, questionnaire.types, review_date)
        else:
            values = evaluate_rows(nodes, data, questionnaire.types["member"], review_date)
        alone = heads_alone(data)
        for rule in rules:
            broken = values[rule.code].eq(other=False).fill_null(value=False)
            if rule.needs_members:
                broken &= ~alone
            yield from _words(rule).faults(data.filter(broken), rule.columns[0], sources[table])


def _applies(rule: Constraint, dataset: Dataset) -> bool:
    """A rule is looked at only when every fact it reads was asked."""
    if rule.needs_members and dataset.members.is_empty():
        return False
    own = dataset.households if rule.table == "household" else dataset.members
    inner = fields(rule.check, members=True)
    return fields(rule.check) <= set(own.columns) and inner <= set(dataset.members.columns)


def _words(rule: Constraint) -> Words:
    return Words(rule.code, rule.message.vi, rule.message.en, rule.remedy.vi, rule.remedy.en, rule.severity)
