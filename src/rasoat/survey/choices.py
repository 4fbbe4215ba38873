"""A list of codes with their wording, and how written words are matched to a code on import."""

from functools import cached_property

from pydantic import model_validator

from rasoat.law.cited import Text
from rasoat.law.loading import LawModel
from rasoat.law.marks import Mark
from rasoat.survey.text import squash


class Choice(LawModel):
    """One code of a list; `also` are other spellings accepted on import."""

    code: str
    name: Text
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> set[str]:
        """Every spelling, folded."""
        return {squash(word) for word in (self.code, self.name.vi, self.name.en, *self.also)}


class CodeList(LawModel):
    """A list of codes. Two choices never share a spelling."""

    code: str
    mark: Mark
    choices: tuple[Choice, ...]

    @model_validator(mode="after")
    def _spellings_are_apart(self) -> "CodeList":
        seen: dict[str, str] = {}
        for choice in self.choices:
            for spelling in choice.spellings:
                if seen.setdefault(spelling, choice.code) != choice.code:
                    raise ValueError(f"'{spelling}' stands for both {seen[spelling]} and {choice.code}")
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes in the order of the list."""
        return tuple(choice.code for choice in self.choices)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Folded spelling -> code."""
        return {spelling: choice.code for choice in self.choices for spelling in choice.spellings}

    @cached_property
    def labels_vi(self) -> dict[str, str]:
        """Code -> Vietnamese wording."""
        return {choice.code: choice.name.vi for choice in self.choices}

    def match(self, written: str) -> str | None:
        """The code of a written word; None when nothing fits. Tones, case, hyphens, blanks do not matter."""
        return self.spellings.get(squash(written))
