"""Where a reviewer's tick and the facts of the same form disagree: named warnings with the facts."""

from datetime import date
from typing import Any

import polars as pl

from rasoat.law.expr.evaluate import Scope, evaluate
from rasoat.law.expr.nodes import Expr
from rasoat.law.expr.render import quantifiers
from rasoat.law.expr.walk import fields
from rasoat.law.faults import Fault, Severity
from rasoat.law.standard import Indicator, Standard
from rasoat.survey.dataset import Dataset, heads_alone
from rasoat.survey.derivation import derived_wide
from rasoat.survey.fact_words import fact_text
from rasoat.survey.fault_list import FEW, SOURCE_ROW, SOURCE_SHEET, TableSource, listed_faults
from rasoat.survey.keys import KEY
from rasoat.survey.questionnaire import AGE_REFERENCE, Table

RULE = "indicator-contradicts-facts"
_SHOWN_MEMBERS = 3


def contradictions(dataset: Dataset, standard: Standard, review_date: date, listed: int = FEW) -> list[Fault]:
    """A warning for every tick that the facts contradict; the first ones of each indicator, then a count."""
    wide = derived_wide(dataset, standard, review_date)
    alone = heads_alone(dataset.households)
    faults: list[Fault] = []
    for item in standard.indicators:
        if item.definition.derive is not None:
            differs = wide[f"derived_{item.code}"] != wide[f"ticked_{item.code}"]
            if quantifiers(item.definition.derive):
                differs &= ~alone
            found = dataset.households.filter(differs.fill_null(value=False))
            faults += _listed(found, item, item.definition.derive, dataset, review_date, listed)
    return faults


def _listed(
    found: pl.DataFrame, item: Indicator, derive: Expr, dataset: Dataset, review_date: date, listed: int
) -> list[Fault]:
    if found.is_empty():
        return []
    people = dataset.members.filter(pl.col(KEY).is_in(found.head(listed)[KEY].implode()))
    by_household = people.partition_by(KEY, as_dict=True)
    source = TableSource(
        dataset.source, headings={item.code: f"{item.name.vi} ({item.code})"}, letters=dataset.letters, listed=listed
    )

    def make(row: dict[str, Any]) -> Fault:
        group = by_household.get((row[KEY],))
        members = group.to_dicts() if group is not None else []
        facts = _facts(row, members, derive, review_date)
        said_vi, said_en = ("thiếu hụt", "deprived") if row[item.code] else ("không thiếu hụt", "not deprived")
        told_vi, told_en = ("không thiếu hụt", "not deprived") if row[item.code] else ("thiếu hụt", "deprived")
        return Fault(
            RULE,
            f"chỉ số “{item.name.vi}” ghi {said_vi}, nhưng thông tin đã khai cho thấy {told_vi} "
            f"(định nghĩa: {item.definition.mark.label_vi})",
            f"indicator “{item.name.en}” is ticked {said_en}, the facts say {told_en} "
            f"(definition: {item.definition.mark})",
            "hỏi lại hộ; sửa thông tin hoặc chỉ số. Phần mềm không tự đổi đánh dấu của rà soát viên",
            "ask the household; mend the facts or the tick. The software never changes the reviewer's tick",
            source.place(row, item.code),
            value=facts,
            severity=Severity.WARNING,
        )

    keep = [name for name in (SOURCE_ROW, SOURCE_SHEET) if name in found.columns]
    wanted = sorted(fields(derive) & set(found.columns) - {item.code, KEY})
    return listed_faults(found.select(KEY, item.code, *keep, *wanted), make, listed)


def _facts(row: dict[str, Any], members: list[dict[str, Any]], derive: Expr, review_date: date) -> str:
    """The facts that the derivation read, in words: of the household, then of the members that decided."""
    parts = _said("household", row, sorted(fields(derive)), review_date)
    for part in quantifiers(derive):
        inner = next(iter(vars(part).values()))
        names = sorted(fields(inner))
        if not names:
            parts.append(f"số thành viên: {len(members)}")
            continue
        params = {AGE_REFERENCE: review_date}
        hits = [member for member in members if evaluate(inner, Scope(fields=member, params=params)) is True]
        parts.append(f"thành viên thuộc diện: {len(hits)}/{len(members)}")
        for member in (hits or members)[:_SHOWN_MEMBERS]:
            name = str(member.get("full_name") or f"thành viên {member.get('member_no')}")
            parts.append(f"{name}: {', '.join(_said('member', member, names, review_date))}")
    return "; ".join(parts)


def _said(table: Table, facts: dict[str, Any], names: list[str], review_date: date) -> list[str]:
    return [fact_text(table, name, facts.get(name), review_date) for name in names]
