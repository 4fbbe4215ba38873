"""The shipped law, a way to decide a class by its rules alone, and office directories made on the spot."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rasoat.law.book import SHIPPED, LawBook
from rasoat.law.expr.evaluate import Scope, evaluate
from rasoat.law.standard import Area, Rule, Standard

Decide = Callable[[Standard, str, Area, Mapping[str, int | None]], Rule | None]
MakeOffice = Callable[..., Path]


@pytest.fixture(scope="session")
def law_book() -> LawBook:
    return LawBook.load()


@pytest.fixture(scope="session")
def decide() -> Decide:
    """First rule that is true; None as soon as a rule cannot be told."""

    def first_true(standard: Standard, method: str, area: Area, facts: Mapping[str, int | None]) -> Rule | None:
        scope = Scope(fields=facts, params=standard.params(area))
        for rule in standard.methods[method].rules:
            holds = evaluate(rule.when, scope)
            if holds is not False:
                return rule if holds else None
        return None

    return first_true


@pytest.fixture(scope="session")
def provincial_text() -> str:
    """A provincial standard as an office would write it, taken from a shipped one."""
    text = (SHIPPED / "standards" / "dong_nai_local_2022.yaml").read_text(encoding="utf-8")
    return text.replace("id: dong_nai_local_2022", "id: tinh_thu")


@pytest.fixture
def make_office(tmp_path: Path) -> MakeOffice:
    """Write files (path inside the directory -> text) into a new office directory."""
    made: list[Path] = []

    def write(files: Mapping[str, str]) -> Path:
        directory = tmp_path / f"don-vi-{len(made) + 1}"
        made.append(directory)
        for name, text in files.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return directory

    return write
