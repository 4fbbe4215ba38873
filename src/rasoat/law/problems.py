"""What a law model finds wrong in itself: said in both languages, with the path inside the model."""

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `path` leads from the model to the place, so that the loader can name its line."""

    vi: str
    en: str
    path: Path = ()


class ProblemsError(ValueError):
    """Raised by the validators of law models, with everything that they found."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.en for problem in problems))
