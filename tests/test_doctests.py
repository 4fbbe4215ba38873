"""Every example in a docstring of the package runs and gives what it says."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import rasoat

MODULES = sorted(found.name for found in pkgutil.walk_packages(rasoat.__path__, "rasoat."))


@pytest.mark.parametrize("name", ["rasoat", *MODULES])
def test_examples_of(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples_to_run() -> None:
    finder = doctest.DocTestFinder()
    examples = [test for name in MODULES for test in finder.find(import_module(name)) if test.examples]

    assert any(test.name.startswith("rasoat.scoring.") for test in examples)
    assert any(test.name.startswith("rasoat.survey.") for test in examples)
