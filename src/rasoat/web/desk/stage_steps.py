"""How the stages of villages belong to the steps of the procedure: their days, their help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rasoat.law.procedure import ReviewKind, Step
from rasoat.web.look.badges import Badge
from rasoat.web.rounds.deadlines import Deadline
from rasoat.web.rounds.law import procedure, words
from rasoat.web.rounds.mark_words import MARKS
from rasoat.web.rounds.models import Round
from rasoat.web.rounds.stages import Stage

STEP_OF: Mapping[str, str] = {
    Stage.LISTING: "list", Stage.SURVEY: "survey", Stage.MEETING: "meeting", Stage.POSTING: "posting",
    Stage.POSTED: "posting", Stage.OPINION: "opinion", Stage.DECISION: "decision", Stage.SIGNING: "decision",
    Stage.RECHECK: "complaint", Stage.DONE: "report",
}  # fmt: skip
"""The step of the procedure that a stage waits for."""

_LOOKS = {
    Stage.LISTING: ("circle-dashed", "unknown"), Stage.RECHECK: ("triangle-alert", "warn"),
    Stage.DONE: ("circle-check", "good"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepHelp:
    """A step in plain words, with the article it comes from and how well that is known."""

    code: str
    name: str
    help: str
    output: str
    source: str
    badge: Badge


def steps_of(row: Round) -> list[StepHelp]:
    """Every step of a round's procedure, in order."""
    return [_told(step) for step in _steps(row.procedure_id, row.kind)]


def help_of(row: Round, stage: str) -> StepHelp | None:
    """The step that a stage waits for; None where the procedure has no such step."""
    code = STEP_OF.get(stage, "")
    return next((_told(step) for step in _steps(row.procedure_id, row.kind) if step.code == code), None)


def due_days(lines: list[Deadline]) -> dict[str, date]:
    """The day by which each stage is to be over, where the round has one."""
    due = {line.key: line.due for line in lines}
    return {stage: day for stage, step in STEP_OF.items() if (day := due.get(step)) is not None}


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day that comes, and what is due by then: `label` names the first and the last of several things.

    `internal`: the province set the day; else the law does.
    """

    label: str
    due: date
    days_left: int
    internal: bool = False


def coming(lines: list[Deadline]) -> list[DueDay]:
    """The days of a round, things due on the same day told together."""
    days: dict[date, list[Deadline]] = {}
    for line in lines:
        if line.due is not None:
            days.setdefault(line.due, []).append(line)
    return [
        DueDay(
            " – ".join(dict.fromkeys((same[0].label, same[-1].label))),
            day,
            same[0].days_left or 0,
            any(each.internal == day for each in same),
        )
        for day, same in days.items()
    ]


def stage_badge(stage: str) -> Badge:
    """How a stage looks."""
    icon, tone = _LOOKS.get(Stage(stage), ("list-checks", "plain"))
    return Badge(Stage(stage).label, icon, tone)


def _steps(procedure_id: str, kind: str) -> Sequence[Step]:
    return procedure(procedure_id).steps(ReviewKind(kind))


def _told(step: Step) -> StepHelp:
    said = step.evidence
    source = ", ".join(filter(None, (said.instrument, said.article)))
    return StepHelp(step.code, words(step.name), words(step.help), words(step.output), source, MARKS[said.mark])
