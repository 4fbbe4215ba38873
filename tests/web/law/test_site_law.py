"""The law of the site: the shipped one, with the office's directory over it, read again when it changes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rasoat.law.book import shipped_law
from rasoat.web.law import book, law_version, site_law
from rasoat.web.site.environment import read_environment


def written(office: Path, name: str, text: str) -> Path:
    path = office / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_directory_it_is_the_shipped_law() -> None:
    assert book() is shipped_law()
    assert site_law().directory is None
    assert law_version() == ""


def test_the_usual_place_need_not_be_there_but_a_named_one_must(tmp_path: Path) -> None:
    usual = read_environment({"RASOAT_DATA_DIR": str(tmp_path)})
    named = read_environment({"RASOAT_DATA_DIR": str(tmp_path), "RASOAT_LAW_DIR": "/media/luat"})

    assert (usual.law, usual.law_named) == (tmp_path / "law", False)
    assert (named.law, named.law_named) == (Path("/media/luat"), True)


def test_a_named_directory_that_is_not_there_is_told(tmp_path: Path, settings) -> None:
    settings.LAW_DIRECTORY, settings.LAW_DIRECTORY_NAMED = tmp_path / "khong-co", True

    law = site_law()

    assert [fault.rule for fault in law.faults] == ["law-directory-missing"]
    assert law.book is shipped_law()
    assert not law.counts


def test_a_signed_table_of_the_office_is_in_the_book(office: Path, table) -> None:
    before = law_version()

    table("bang-tinh")

    assert "bang-tinh" in book().point_tables
    assert law_version() != before
    assert site_law().counts
    assert site_law().faults == ()


def test_files_are_read_again_when_they_change(office: Path) -> None:
    assert "thong-tu-moi" not in book().documents
    path = written(office, "documents.yaml", DOCUMENT.format(id="thong-tu-moi"))
    first = book()
    assert "thong-tu-moi" in first.documents
    assert book() is first

    path.write_text(DOCUMENT.format(id="thong-tu-khac-nua"), encoding="utf-8")
    assert "thong-tu-khac-nua" in book().documents

    path.unlink()
    assert "thong-tu-khac-nua" not in book().documents


def test_between_two_looks_the_files_are_left_alone(office: Path, monkeypatch) -> None:
    first = site_law()
    monkeypatch.setattr("rasoat.web.law.site.LOOK_AGAIN", 3600.0)

    written(office, "documents.yaml", DOCUMENT.format(id="thong-tu-moi"))

    assert site_law() is first


def test_a_faulty_file_takes_the_whole_directory_out(office: Path, table) -> None:
    table("bang-tinh")
    path = written(office, "standards/hong.yaml", "id: hong\nname: [\n")

    law = site_law()

    assert law.book is shipped_law()
    assert any(str(path) == fault.place.file for fault in law.faults)
    path.unlink()
    assert "bang-tinh" in book().point_tables


def test_files_that_nobody_reads_are_warnings(office: Path, table) -> None:
    table("bang-tinh")
    written(office, "bang-diem.yml", "{}")

    law = site_law()

    assert [fault.rule for fault in law.faults] == ["law-file-not-read"]
    assert law.counts
    assert "bang-tinh" in law.book.point_tables


@pytest.mark.parametrize("place", ["standards", "procedures", "points", "signatures"])
@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_whatever_stands_in_a_file_the_site_has_a_law(place: str, office: Path, text: str) -> None:
    path = office / place / "thu.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8", "replace"))

    law = site_law()

    assert set(shipped_law().standards) <= set(law.book.standards)
    assert law.counts == (law.book is not shipped_law())


DOCUMENT = """\
documents:
  - {{id: {id}, name: {{vi: "Văn bản thử", en: "Trial document"}}, holder: "Sở thử"}}
"""
