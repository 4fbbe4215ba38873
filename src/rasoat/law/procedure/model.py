"""A procedure of the review: dated, with its steps, parameters and forms, and what is still missing in it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from rasoat.law.cited import Evidence, Fact, Text
from rasoat.law.loading import LawModel
from rasoat.law.problems import Path, Problem, ProblemsError
from rasoat.law.procedure.form import Form
from rasoat.law.procedure.parameter import Parameter
from rasoat.law.procedure.step import ReviewKind, Step
from rasoat.law.standard import Gap, Identifier


class Actor(LawModel):
    """Somebody who has a part in the review: a person, an office, a group."""

    code: Identifier
    name: Text


class Procedure(LawModel):
    """A dated procedure. `applies`: on which days it is the procedure of reviews, and how sure that is.

    `standards`: ids of the standards by which its reviews classify. `kinds`: the steps of each kind, in order.
    """

    id: Identifier
    name: Text
    instruments: Annotated[tuple[str, ...], Field(min_length=1)]
    applies: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    standards: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    actors: tuple[Actor, ...] = ()
    kinds: Annotated[dict[ReviewKind, tuple[Step, ...]], Field(min_length=1)]
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @field_validator("parameters", mode="before")
    @classmethod
    def _name_each(cls, written: Any) -> Any:
        """A file names each parameter once, before its colon."""
        if not isinstance(written, dict):
            return written
        return {key: {**item, "key": key} if isinstance(item, dict) else item for key, item in written.items()}

    @model_validator(mode="after")
    def _parts_fit(self) -> "Procedure":
        problems = [*self._repeated(), *self._steps_fit(), *self._parameters_fit()]
        if problems:
            raise ProblemsError(*problems)
        return self

    def use_on(self, day: date) -> Evidence | None:
        """Why it is the procedure of that day, with the mark; None when it is not."""
        return next((item for item in self.applies if item.holds_on(day)), None)

    def steps(self, kind: ReviewKind) -> tuple[Step, ...]:
        """Steps in order; none for a kind that it does not have."""
        return self.kinds.get(kind, ())

    def form(self, code: str) -> Form | None:
        """The form of that code."""
        return next((item for item in self.forms if item.code == code), None)

    @property
    def actor_names(self) -> dict[str, Text]:
        """Names of the actors by code."""
        return {item.code: item.name for item in self.actors}

    def governing(self, kind: ReviewKind, step: str) -> list[Parameter]:
        """Parameters that bear on a step."""
        return [item for item in self.parameters.values() if step in item.governs.get(kind, ())]

    def unconfirmed(self, on: date, keys: Iterable[str] | None = None) -> dict[str, Fact[Any]]:
        """Defaults of a day that are recalled, missing, drafts or in conflict: they need a province's word.

        `keys`: only these parameters, all when None. Unknown keys are passed over.
        """
        wanted = self.parameters.keys() if keys is None else set(keys)
        found = {key: item.default_on(on) for key, item in self.parameters.items() if key in wanted}
        return {key: fact for key, fact in found.items() if fact is not None and fact.mark.needs_office}

    def _repeated(self) -> Iterator[Problem]:
        lists: dict[Path, list[str]] = {
            ("actors",): [item.code for item in self.actors],
            ("forms",): [item.code for item in self.forms],
        }
        lists |= {("kinds", kind): [step.code for step in steps] for kind, steps in self.kinds.items()}
        for path, codes in lists.items():
            for number, code in enumerate(codes):
                if code in codes[:number]:
                    vi, en = f"mã “{code}” dùng hai lần", f"code '{code}' appears twice"
                    yield Problem(vi, en, (*path, number, "code"))

    def _steps_fit(self) -> Iterator[Problem]:
        actors = {item.code for item in self.actors}
        forms = {item.code for item in self.forms}
        for kind, steps in self.kinds.items():
            for number, step in enumerate(steps):
                path: Path = ("kinds", kind, number)
                yield from _unknown(step.leads, actors, (*path, "leads"), "actors")
                yield from _unknown(step.takes_part, actors, (*path, "takes_part"), "actors")
                yield from _unknown(step.forms, forms, (*path, "forms"), "forms")
                deadline = [step.deadline] if step.deadline else []
                yield from _unknown(deadline, self.parameters, (*path, "deadline"), "parameters")

    def _parameters_fit(self) -> Iterator[Problem]:
        for key, item in self.parameters.items():
            for kind, codes in item.governs.items():
                known = [step.code for step in self.steps(kind)]
                yield from _unknown(codes, known, ("parameters", key, "governs", kind), f"kinds.{kind}")


def _unknown(codes: Iterable[str], known: Collection[str], path: Path, where: str) -> Iterator[Problem]:
    for code in codes:
        if code not in known:
            yield Problem(f"mã “{code}” không có trong `{where}`", f"code '{code}' is not in `{where}`", path)
