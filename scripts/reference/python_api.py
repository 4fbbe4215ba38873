"""The Python functions, from their docstrings."""

import inspect
from collections.abc import Callable
from typing import Any

import rasoat
from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.pack import Pack, read_pack
from rasoat.scoring.assumption import Assumption, read_assumption
from rasoat.scoring.explanation import Explanation
from rasoat.survey.dataset import Dataset
from rasoat.survey.linking import link
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template
from rasoat.tables.excel import write_excel
from rasoat.tables.pdf import write_pdf, write_pdf_parts
from rasoat.tables.report import CheckResult, ReportTable
from rasoat.tables.reports import Reports
from reference.markdown import page

FUNCTIONS: tuple[Callable[..., Any], ...] = (
    rasoat.classify, rasoat.explain, rasoat.whatif, rasoat.tables, read_any, link, questionnaire_for,
    write_survey_template, write_excel, write_pdf, write_pdf_parts, read_pack, read_assumption, LawBook.load,
    LawBook.standard, LawBook.at,
)  # fmt: skip
TYPES: tuple[type, ...] = (
    LawBook, Pack, Dataset, Reports, ReportTable, CheckResult, Explanation, Assumption, Fault, Place, FaultsFoundError
)  # fmt: skip


def python_page() -> str:
    """Signatures and docstrings of what an engineer imports."""
    return page(
        "Python API",
        "`import rasoat` gives the words of the command line as functions; the rest is imported from its room.",
        "## Functions",
        *map(_function, FUNCTIONS),
        "## Types",
        *(f"### `{kind.__module__}.{kind.__qualname__}`\n\n{_block(inspect.getdoc(kind) or '')}" for kind in TYPES),
    )


def _function(function: Callable[..., Any]) -> str:
    home = "rasoat" if function in FUNCTIONS[:4] else function.__module__
    names = ",\n    ".join(str(item) for item in inspect.signature(function).parameters.values())
    heading = f"### `{home}.{function.__qualname__}`"
    return (
        f"{heading}\n\n```text\n{function.__name__}(\n    {names},\n)\n```\n\n{_block(inspect.getdoc(function) or '')}"
    )


def _block(said: str) -> str:
    return f"```text\n{said}\n```"
