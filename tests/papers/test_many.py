"""Many papers: one file or several, in order, the same by any number of workers."""

import pypdf
import pytest

from rasoat.law.faults import FaultsFoundError
from rasoat.papers import render, write_many
from rasoat.papers.pdf_face import MOST_ROWS


def papers(count):
    return (render("Giấy số {{ n }}.\n[ngắt trang]\nhết", {"n": n}) for n in range(count))


def words(path):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def test_all_papers_in_one_file_each_with_its_own_pages(tmp_path):
    files = write_many(papers(120), tmp_path / "giay.pdf")

    assert files == [tmp_path / "giay.pdf"]
    pages = words(files[0])
    assert len(pages) == 240
    assert [f"Giấy số {n}." in page for n, page in enumerate(pages[::2])] == [True] * 120
    assert all(page.startswith("2 ") for page in pages[1::2])
    assert not any(page[0].isdigit() for page in pages[::2])


def test_several_files(tmp_path):
    files = write_many(papers(7), tmp_path / "giay.pdf", per_file=3)

    assert [file.name for file in files] == ["giay-001.pdf", "giay-002.pdf", "giay-003.pdf"]
    assert [len(words(file)) for file in files] == [6, 6, 2]
    assert sorted(path.name for path in tmp_path.iterdir()) == [file.name for file in files]


def test_workers_give_the_same_bytes(tmp_path):
    here = write_many(papers(60), tmp_path / "here.pdf", per_file=30)
    there = write_many(papers(60), tmp_path / "there.pdf", per_file=30, workers=2)

    assert [file.read_bytes() for file in here] == [file.read_bytes() for file in there]


def test_the_same_papers_joined_give_the_same_bytes(tmp_path):
    one, two = (write_many(papers(55), tmp_path / name)[0] for name in ("one.pdf", "two.pdf"))

    assert one.read_bytes() == two.read_bytes()


def test_nothing_is_left_when_a_paper_fails(tmp_path):
    def broken():
        yield from papers(2)
        raise RuntimeError("hỏng giữa chừng")

    with pytest.raises(RuntimeError, match="giữa chừng"):
        write_many(broken(), tmp_path / "giay.pdf", per_file=1)

    assert not list(tmp_path.iterdir())


def test_no_papers_and_a_paper_too_long_are_refused(tmp_path):
    long = render("[bảng 100]\n{% for n in ds %}\n| x |\n{% endfor %}", {"ds": [1] * (MOST_ROWS + 1)})

    with pytest.raises(ValueError, match="không có giấy nào"):
        write_many([], tmp_path / "giay.pdf")
    with pytest.raises(FaultsFoundError, match="paper-rows"):
        write_many([long], tmp_path / "giay.pdf")
    with pytest.raises(ValueError, match="per_file"):
        write_many(papers(1), tmp_path / "giay.pdf", per_file=0)
