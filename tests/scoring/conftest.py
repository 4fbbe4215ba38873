"""Shared by the scoring tests: the shipped law, a sound household, and an office that signs point tables."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rasoat.law.book import LawBook, shipped_law
from rasoat.law.pack import Pack
from rasoat.law.point_table.keys import add_signer, new_key, read_key
from rasoat.law.point_table.model import Item, PointTable
from rasoat.law.point_table.signatures import ROLES
from rasoat.law.point_table.signing import sign
from rasoat.law.point_table.store import write_table
from rasoat.scoring.packs import make_pack

ILLUSTRATIVE = "minh-hoa-2022"


@pytest.fixture(scope="session")
def law() -> LawBook:
    return shipped_law()


@pytest.fixture(scope="session")
def illustrative(law: LawBook) -> PointTable:
    return law.point_table(ILLUSTRATIVE)


@pytest.fixture(scope="session")
def illustrated_pack(law: LawBook) -> Pack:
    return make_pack(law, "national_2022", ILLUSTRATIVE)


@pytest.fixture(scope="session")
def ticks(law: LawBook) -> Callable[..., dict[str, int]]:
    """`ticks("water", "toilet")`: all indicators of a standard, 1 for those named."""

    def make(*deprived: str, standard: str = "national_2022", suffix: str = "") -> dict[str, int]:
        codes = law.standard(standard).indicator_codes
        assert set(deprived) <= set(codes)
        return {code + suffix: int(code in deprived) for code in codes}

    return make


@pytest.fixture(scope="session")
def answers(illustrative: PointTable) -> Callable[..., dict[str, Any]]:
    """The answer of 0 points to every question of the illustrative table, changed as named."""

    def poorest(item: Item) -> str:
        return next(answer.code for answer in item.answers if not any(answer.points.values()))

    def make(**changed: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for item in illustrative.items:
            for column in item.columns():
                found[column] = poorest(item) if item.kind == "single" else 0
        assert set(changed) <= set(found)
        return found | changed

    return make


@pytest.fixture
def office(tmp_path: Path, illustrative: PointTable) -> Callable[..., Path]:
    """`office("bang-1", "bang-2", signed=True)`: a law directory with official tables, signed by two people or not.

    Further keywords replace fields of the tables.
    """
    law_dir = tmp_path / "luat"
    source = {
        "kind": "official", "watermark": "", "legal_source": "TT thử", "annex": "III", "page": "1",
        "file_hash": "0" * 64, "valid_from": date(2026, 1, 1),
    }  # fmt: skip

    def make(*table_ids: str, signed: bool = True, **fields: Any) -> Path:
        keys = {}
        for role in ROLES:
            pem, signer = new_key(role, f"Người {role}")
            add_signer(signer, law_dir)
            keys[role] = read_key(pem)
        for table_id in table_ids:
            table = illustrative.model_copy(update={"table_id": table_id, **source, **fields})
            write_table(table, law_dir, LawBook.load(law_dir))
            for role in ROLES if signed else ():
                sign(table, LawBook.load(law_dir), law_dir, keys[role], role, role, date(2026, 9, 1))
        return law_dir

    return make
