"""What each standard of a round makes of a form: one household in detail, or thousands at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.classify import classify_table
from rasoat.scoring.explanation import Explanation
from rasoat.web.register.models import Member
from rasoat.web.reviews.models import Assessment, Case, Submission
from rasoat.web.reviews.survey.answers import Answers, answers_of, household_row, member_rows
from rasoat.web.reviews.survey.checking import frame
from rasoat.web.reviews.survey.sheet import Scored, Sheet

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one standard says. No class: `refused` says why, in words."""

    standard_id: str
    pack_hash: str = ""
    income_score: int | None = None
    deprivation_score: int | None = None
    deprived: str = ""
    household_class: str = ""
    reason: str = ""
    refused: tuple[str, ...] = ()
    watermark: str = ""

    def assessment(self, submission: Submission, detail: Mapping[str, Any] | None = None) -> Assessment:
        """As a row, not yet written."""
        return Assessment(
            submission=submission, standard_id=self.standard_id, pack_hash=self.pack_hash,
            income_score=self.income_score, deprivation_score=self.deprivation_score, deprived=self.deprived,
            household_class=self.household_class, reason=self.reason, refused=list(self.refused),
            watermark=self.watermark, detail=dict(detail or {}),
        )  # fmt: skip


def explained(scored: Scored, case: Case, answers: Answers, people: Sequence[Member], on: date) -> Explanation:
    """A form explained under one standard. Raises `FaultsFoundError`."""
    row = household_row(case, case.household, answers, scored)
    return scored.explainer.explain(row, member_rows(people, answers, case) or None, on=on)


def score_form(
    sheet: Sheet, case: Case, answers: Answers, people: Sequence[Member], on: date
) -> list[tuple[Outcome, dict[str, Any]]]:
    """One form under every standard that it answers: the outcome, and what `Assessment.detail` keeps of it."""
    return [_scored(scored, case, answers, people, on) for scored in sheet.standards]


def _scored(
    scored: Scored, case: Case, answers: Answers, people: Sequence[Member], on: date
) -> tuple[Outcome, dict[str, Any]]:
    try:
        told = explained(scored, case, answers, people, on)
    except FaultsFoundError as refused:
        why = tuple(fault.vi for fault in refused.faults)
        return Outcome(scored.standard_id, scored.pack.hash, refused=why, watermark=scored.pack.watermark), {}
    ticked = ";".join(line.indicator for line in told.deprivations if line.deprived)
    found = Outcome(
        scored.standard_id, told.pack, told.income, told.deprivation, ticked, told.klass or "", told.reason,
        () if told.klass else tuple(_missing(told)), told.notice,
    )  # fmt: skip
    return found, detail_of(told)


def detail_of(told: Explanation) -> dict[str, Any]:
    """Points by item, the deciding rule, the nearest ways to another class. No answers: those stay sealed."""
    return {
        "points": [[line.item, line.name, line.points] for line in told.points],
        "deprived": [[line.indicator, line.name, line.points] for line in told.deprivations if line.deprived],
        "rule": {"text": told.rule.text, "source": told.rule.source, "mark": told.rule.mark} if told.rule else {},
        "ways": [{"to": way.to_class, "text": way.text} for way in told.changes],
    }


def _missing(told: Explanation) -> Iterator[str]:
    """Which answers are missing, by name."""
    items = [line.name for line in told.points if line.points is None]
    if items:
        yield f"chưa trả lời: {', '.join(items)}"
    ticks = [line.name for line in told.deprivations if line.deprived is None]
    if ticks and told.deprivation is None:
        yield f"chưa đánh dấu: {', '.join(ticks)}"
    if told.income is None and not items:
        yield f"chưa có {told.income_label}"


def score_many(sheet: Sheet, cases: Iterable[tuple[Case, Submission]]) -> Iterator[tuple[Submission, list[Outcome]]]:
    """Standing forms of many cases under every standard, by the table kernel: thousands a second.

    Cases come with their `household`. Points by item are not told here; `explained` tells them of one form.
    """
    batch: list[tuple[Case, Submission]] = []
    for pair in cases:
        batch.append(pair)
        if len(batch) == BATCH:
            yield from _batch(sheet, batch)
            batch = []
    if batch:
        yield from _batch(sheet, batch)


def _batch(sheet: Sheet, pairs: Sequence[tuple[Case, Submission]]) -> Iterator[tuple[Submission, list[Outcome]]]:
    told = [(case, submission, answers_of(submission)) for case, submission in pairs]
    found: list[dict[str, Outcome]] = []
    for scored in sheet.standards:
        rows = [household_row(case, case.household, answers, scored) for case, _submission, answers in told]
        found.append(_classified(scored, rows))
    for case, submission, _answers in told:
        yield submission, [each[str(case.pk)] for each in found]


def _classified(scored: Scored, rows: Sequence[Mapping[str, Any]]) -> dict[str, Outcome]:
    if scored.blocked:
        refused = (scored.blocked,)
        return {row["household_id"]: Outcome(scored.standard_id, scored.pack.hash, refused=refused) for row in rows}
    items = [item for item in scored.questionnaire.household if item.code not in {"deprivation_score"}]
    table = frame(rows, items)
    found = classify_table(table, [scored.pack], partial=True)
    codes = scored.pack.standard.indicator_codes
    ticks = {
        row["household_id"]: ";".join(code for code in codes if row.get(code)) for row in table.iter_rows(named=True)
    }
    return {
        row["household_id"]: Outcome(
            scored.standard_id, row["pack"], row["income_score"], row["deprivation_score"], ticks[row["household_id"]],
            row["class"] or "", row["reason"] or "",
            () if row["class"] else ("phiếu chưa đủ câu trả lời",), scored.pack.watermark,
        )
        for row in found.table.iter_rows(named=True)
    }  # fmt: skip
