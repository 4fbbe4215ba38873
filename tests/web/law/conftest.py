"""An office's law directory, laid over the shipped law of the site."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rasoat.law.book import SHIPPED, LawBook, shipped_law
from rasoat.law.point_table.keys import add_signer, new_key, read_key
from rasoat.law.point_table.signatures import ROLES
from rasoat.law.point_table.signing import sign
from rasoat.law.point_table.store import write_table

MADE_UP = "minh-hoa-2022"
"""No official table is known to us: the office of these tests signs the illustrative one under another name."""


@pytest.fixture
def office(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office's directory, empty; the site looks at it at every question."""
    directory = tmp_path / "law"
    directory.mkdir()
    settings.LAW_DIRECTORY = directory
    monkeypatch.setattr("rasoat.web.law.site.LOOK_AGAIN", 0.0)
    return directory


def stricter(office: Path, line: int = 20) -> None:
    """The office lays a copy of the standard over the shipped one, with another income line for rural households."""
    text = (SHIPPED / "standards" / "national_2022.yaml").read_text(encoding="utf-8")
    rural = "      value: 140\n"
    assert rural in text
    written = f"replaces: national_2022\n{text.replace(rural, f'      value: {line}' + chr(10), 1)}"
    (office / "standards").mkdir(exist_ok=True)
    (office / "standards" / "national_2022.yaml").write_text(written, encoding="utf-8")


@pytest.fixture
def table(office: Path) -> Callable[..., None]:
    """`table("bang-tinh", signed=True)`: an official table of the office, signed by two people or not."""

    def write(table_id: str, *, signed: bool = True) -> None:
        source = {
            "table_id": table_id, "kind": "official", "watermark": "", "legal_source": "TT thử", "annex": "III",
            "page": "1", "file_hash": "0" * 64, "valid_from": date(2026, 1, 1),
        }  # fmt: skip
        made = shipped_law().point_table(MADE_UP).model_copy(update=source)
        write_table(made, office, LawBook.load(office))
        for role in ROLES if signed else ():
            pem, signer = new_key(role, f"Người {role}")
            add_signer(signer, office)
            sign(made, LawBook.load(office), office, read_key(pem), role, role, date(2026, 8, 1))

    return write
