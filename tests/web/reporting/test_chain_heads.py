"""Reports bear the head of their chain: a ledger rewritten as a whole shows against the paper."""

import re
from pathlib import Path

import pytest
import python_calamine

from rasoat.web.ledger.heads import read_head
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.vault.files import open_sealed

pytestmark = pytest.mark.django_db


def test_every_sheet_bears_the_head_that_the_chain_had(officer, decided, made, communes, tmp_path: Path) -> None:
    decided("poor", "poor")
    report = made(officer, "official", communes[0])

    heads = set()
    for file in (report.excel, report.lists):
        path = tmp_path / f"{file.pk}.xlsx"
        path.write_bytes(b"".join(open_sealed(file)))
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            text = " ".join(str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row)
            found = re.findall(r"Nhật ký [^:]+: (\S+:\d+:[0-9a-f]{16})", text)
            assert found, name
            heads |= set(found)

    (printed,) = map(read_head, heads)
    chain = Chain.objects.get(unit=communes[0])
    assert printed.key == communes[0].key
    assert printed.fits(bytes(Entry.objects.get(chain=chain, number=printed.number).hash))


def test_the_figures_do_not_depend_on_it(officer, decided, made, communes) -> None:
    """Made again from the same decisions, a report has the same fingerprint, however the chain has grown."""
    decided("poor", "poor")
    report = made(officer, "official", communes[0])
    assert not any("Nhật ký" in note for table in report.figures["tables"] for note in table.get("notes", ()))
