"""What a marked copy remembers: nothing personal in clear, nothing believed that was tampered with."""

import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.faults import Fault, Place, Severity
from rasoat.law.pack import Pack
from rasoat.survey.dataset import Dataset
from rasoat.survey.marking.api import examine_file, mark
from rasoat.survey.marking.digests import Unit
from rasoat.survey.marking.helper_sheet import helper_sheet, read_record
from rasoat.survey.marking.names import HELPER_TITLE
from rasoat.survey.marking.recheck import Examination
from rasoat.survey.marking.record import Entry, Record, changes, locked, unlocked
from rasoat.survey.sheets import Workbook
from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.sheet_list import sheet_parts

Read = Callable[[Path], Dataset]
Write = Callable[[Dataset, Path], Path]
UNIT = Unit("H1", b"mot ho", (("A", 4), ("B", 9), ("B", 10)))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(WORDS, WORDS, st.sampled_from(UNIT.rows), st.sampled_from(["H1", "H2", ""]), st.sampled_from(["", "F"]),
       st.sampled_from(Severity))  # fmt: skip
def test_faults_are_read_back_at_the_rows_of_today(
    text: str, value: str, row: tuple[str, int], code: str, letter: str, severity: Severity
) -> None:
    place = Place("cũ.xlsx", *row, "Cột", code, f"{letter}{row[1]}" if letter else "")
    fault = Fault("r", text, text, text, text, place, value, severity)
    today = Unit("H9", UNIT.content, (("A", 14), ("B", 19), ("B", 20)))

    kept = locked(UNIT, [fault], b"muoi")
    assert kept is not None
    found = unlocked(today, kept, b"muoi", "mới.xlsx")

    new_code = {"H1": "H9"}.get(code, code)
    new_place = Place("mới.xlsx", row[0], row[1] + 10, "Cột", new_code, f"{letter}{row[1] + 10}" if letter else "")
    assert found == [replace(fault, place=new_place, value={"H1": "H9"}.get(value, value))]


def test_only_who_has_the_household_can_read_its_faults() -> None:
    fault = Fault("r", "vi", "en", "vi", "en", Place("a", "A", 4), "bí mật")
    kept = locked(UNIT, [fault], b"muoi")

    assert kept is not None
    assert unlocked(replace(UNIT, content=b"ho khac"), kept, b"muoi", "a") is None
    assert unlocked(UNIT, kept, b"khac", "a") is None
    assert unlocked(UNIT, kept[:-4] + "AAA=", b"muoi", "a") is None
    assert unlocked(UNIT, "không phải base64", b"muoi", "a") is None


def test_too_much_to_keep_is_not_kept() -> None:
    words = random.Random(1)
    faults = [
        Fault(f"r{n}", str(words.random()), str(words.random()), "", "", Place("a", "A", 4), str(words.random()))
        for n in range(2000)
    ]

    assert locked(UNIT, faults, b"muoi") is None


@pytest.fixture
def marked(spoiled: Dataset, as_survey: Write, read: Read, pack: Pack, tmp_path: Path) -> tuple[Path, Examination]:
    path = as_survey(spoiled, tmp_path / "ban.xlsx")
    found = examine_file(path, read(path), pack, date(2026, 9, 15))
    mark(path, found.faults, tmp_path / "dau.xlsx", record=found.record)
    return tmp_path / "dau.xlsx", found


def helper_part(path: Path) -> tuple[str, bytes]:
    package = Package.read(path)
    part = next(sheet.part for sheet in sheet_parts(package) if sheet.title == HELPER_TITLE)
    return part, package.part(part)


def test_the_record_is_read_back_whole(marked: tuple[Path, Examination]) -> None:
    path, found = marked

    with Workbook(path) as book:
        assert read_record(book) == found.record


def test_the_hidden_tab_holds_nothing_personal(marked: tuple[Path, Examination], spoiled: Dataset) -> None:
    text = helper_part(marked[0])[1].decode()

    names = [*spoiled.members["full_name"].drop_nulls(), *spoiled.households["head_name"].drop_nulls()]
    numbers = [*spoiled.members["personal_id"].drop_nulls(), *spoiled.households["household_id"]]
    assert names
    assert numbers
    assert not [word for word in (*names, *numbers) if word in text]


@pytest.mark.parametrize("damage", ["version", "salt", "locked"])
def test_a_record_that_was_tampered_with_is_not_believed(
    marked: tuple[Path, Examination], read: Read, pack: Pack, tmp_path: Path, damage: str
) -> None:
    path, before = marked
    part, content = helper_part(path)
    text = content.decode()
    kept = next(entry.locked for entry in before.record.entries if entry.locked)
    old, new = {
        "version": ("v1.", "v0."), "salt": (f"{before.record.salt.hex()}.", "muối."), "locked": (kept, kept[::-1]),
    }[damage]  # fmt: skip
    package = Package.read(path)
    assert old in text
    package.put(part, text.replace(old, new).encode())
    package.write(tmp_path / "gia.xlsx")

    again = examine_file(tmp_path / "gia.xlsx", read(tmp_path / "gia.xlsx"), pack, date(2026, 9, 15))

    def bare(faults: tuple[Fault, ...]) -> list[Fault]:
        return [replace(fault, place=replace(fault.place, file="")) for fault in faults]

    assert bare(again.faults) == bare(before.faults)


def test_a_sheet_of_that_name_that_is_not_ours_is_no_record(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = HELPER_TITLE
    book.save(tmp_path / "a.xlsx")

    with Workbook(tmp_path / "a.xlsx") as opened:
        assert read_record(opened) is None


def test_without_household_codes_changed_households_are_compared_by_their_place() -> None:
    def entry(tag: str, *names: str) -> Entry:
        return Entry(tag, f"id-{tag}", names, "")

    same, other = Unit("x-1", b"same", (("A", 1),)), Unit("x-2", b"mended", (("A", 2),))
    record = Record("c", b"s", (entry(same.tag(b"s"), "r|c|0"), entry("old", "r|c|0", "q|c|0")), ("g||",))
    faults = [Fault(rule, "", "", "", "", Place("a", "A", row, "c")) for rule, row in (("r", 1), ("r", 2), ("p", 2))]

    found = changes(record, [same, other], faults, own_codes=False)

    assert (found.mended, found.left, found.new) == (2, 2, 1)


def test_the_hidden_tab_of_a_copy_without_record_tells_only_formats() -> None:
    content = helper_sheet(None, {3: {7, 8}})

    assert content.count(b"<row") == 3
    assert b'r="F2" s="3"' in content
    assert b'r="G3" s="8"' in content


def test_zip_of_the_copy_is_sound(marked: tuple[Path, Examination]) -> None:
    with zipfile.ZipFile(marked[0]) as archive:
        assert archive.testzip() is None
