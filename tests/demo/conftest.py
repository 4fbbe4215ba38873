"""Provinces made once for all tests of the room."""

import pytest

from rasoat.demo import Province, generate
from rasoat.law.book import LawBook


@pytest.fixture(scope="session")
def demo_book() -> LawBook:
    return LawBook.load()


@pytest.fixture(scope="session")
def model_province(demo_book: LawBook) -> Province:
    """tinh-mau-2026 at a fifth of its size."""
    return generate("tinh-mau-2026", scale=0.2, book=demo_book)


@pytest.fixture(scope="session")
def bac_giang(demo_book: LawBook) -> Province:
    return generate("bac-giang-2023", book=demo_book)
