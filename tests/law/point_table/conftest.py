"""An official-looking table of an office that exists only here, and the law with it laid in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rasoat.law.book import LawBook
from rasoat.law.point_table.model import PointTable
from rasoat.law.standard import Standard

Change = Callable[..., PointTable]


@pytest.fixture(scope="session")
def shipped() -> LawBook:
    return LawBook.load()


@pytest.fixture(scope="session")
def illustrative(shipped: LawBook) -> PointTable:
    return shipped.point_table("minh-hoa-2022")


@pytest.fixture(scope="session")
def standard(shipped: LawBook) -> Standard:
    return shipped.standard("national_2022")


@pytest.fixture(scope="session")
def official(illustrative: PointTable) -> PointTable:
    changes: dict[str, Any] = {
        "table_id": "thu-nghiem-1",
        "method_version": "thu-1",
        "kind": "official",
        "watermark": "",
        "legal_source": "Văn bản thử nghiệm số 1",
        "annex": "Phụ lục thử",
        "page": "1-7",
        "file_hash": "ab" * 32,
        "valid_from": date(2022, 1, 1),
    }
    return PointTable.model_validate({**illustrative.model_dump(), **changes})


@pytest.fixture
def law_dir(tmp_path: Path) -> Path:
    directory = tmp_path / "luat"
    directory.mkdir()
    return directory


@pytest.fixture(scope="session")
def changed() -> Change:
    """`changed(table, "size", answers=...)`: the table with one item replaced; fields of the table by `table__NAME`."""

    def change(table: PointTable, item_code: str = "", **fields: Any) -> PointTable:
        data = table.model_dump()
        data.update({name.removeprefix("table__"): v for name, v in fields.items() if name.startswith("table__")})
        for item in data["items"]:
            if item["code"] == item_code:
                item.update({name: value for name, value in fields.items() if not name.startswith("table__")})
        return PointTable.model_validate(data)

    return change
