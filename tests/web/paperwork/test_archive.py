"""The dossier of a village: index, papers and scans under plain names, with digests; what is missing is named."""

import hashlib
import io
import string
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS, Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork import archive_job
from rasoat.web.paperwork.actions.order_archive import order_archive
from rasoat.web.paperwork.archive import MANIFEST, lines_in, path_of, plan_of, split
from rasoat.web.paperwork.data.dossier import Line, Made, Scan, index_rows, joined, line_of, lines_of
from rasoat.web.paperwork.models import FolderPart, VillageFolder
from rasoat.web.reviews.models import Case, CaseStep, Submission
from rasoat.web.vault.files import erase, keep, open_sealed, place_of
from rasoat.web.vault.models import SealedFile
from web.review_making import make_round

SCAN = b"%PDF-1.4\nbien ban ky tay\n%%EOF"


@pytest.fixture
def scan(tmp_path: Path) -> Callable[..., SealedFile]:
    """`scan(name="ban-ky.pdf", media_type="application/pdf")`."""

    def make(name: str = "Bản ký.pdf", media_type: str = "application/pdf") -> SealedFile:
        path = tmp_path / "scan"
        path.write_bytes(SCAN)
        return keep(path, name=name, media_type=media_type, bound="thu:1")

    return make


def opened(folder: VillageFolder) -> zipfile.ZipFile:
    run_until_idle()
    folder.refresh_from_db()
    assert folder.job is not None
    assert (folder.job.error, folder.job.state) == ("", "done")
    assert folder.bundle is not None
    return zipfile.ZipFile(io.BytesIO(b"".join(open_sealed(folder.bundle))))


def index_words(made: zipfile.ZipFile) -> str:
    pages = PdfReader(io.BytesIO(made.read("000-muc-luc.pdf"))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.django_db
def test_index_papers_and_scans_stand_under_the_number_of_their_line(walk, officer, scan) -> None:
    made = walk()
    made.meeting.paper, made.posting.photo = scan(), scan("ảnh.jpg", "image/jpeg")
    made.meeting.save()
    made.posting.save()

    found = opened(order_archive(officer, made.review))

    names = found.namelist()
    lines = lines_of(made.review)
    number = next(at for at, line in enumerate(lines, 1) if line.name == "Biên bản họp dân lần 1")
    assert names[:2] == ["000-muc-luc.docx", "000-muc-luc.pdf"]
    assert {f"{number:03d}-bien-ban-hop-dan-lan-1.pdf", f"{number:03d}-bien-ban-hop-dan-lan-1-ban-ky.pdf"} <= set(names)
    assert found.read(f"{number:03d}-bien-ban-hop-dan-lan-1-ban-ky.pdf") == SCAN
    assert any(name.endswith("-anh-niem-yet-lan-1-anh.jpg") for name in names)
    assert any(name.endswith("/phieu-0001-0002.pdf") for name in names)
    assert len(names) == len(set(names))
    assert FolderPart.objects.count() == 0
    assert Entry.objects.filter(action="paperwork.folder_made").count() == 1


@pytest.mark.django_db
def test_the_manifest_holds_the_digest_of_every_file(walk, officer) -> None:
    found = opened(order_archive(officer, walk().review))

    lines = [line.split("  ", 1) for line in found.read(MANIFEST).decode().splitlines()]

    assert {name for _digest, name in lines} == set(found.namelist()) - {MANIFEST}
    assert all(hashlib.sha256(found.read(name)).hexdigest() == digest for digest, name in lines)


@pytest.mark.django_db
def test_the_index_names_what_is_missing(walk, officer, scan) -> None:
    made = walk()
    gone, erased = scan(), scan()
    made.meeting.paper, made.posting.paper, made.decision.paper = gone, erased, scan()
    for row in (made.meeting, made.posting, made.decision):
        row.save()
    folder = order_archive(officer, made.review)
    place_of(gone).unlink()
    erase(erased)

    found = opened(folder)

    words = index_words(found)
    assert "Biên bản họp dân lần 1 (tệp quét không còn trên máy chủ)" in words
    assert "Biên bản bắt đầu niêm yết lần 1 (tệp quét không còn" in words
    assert "Ảnh niêm yết lần 1." in words
    assert "Quyết định 12/QĐ-UBND" in words
    assert sum("ban-ky" in name for name in found.namelist()) == 1


@pytest.mark.django_db
def test_what_was_signed_about_single_households_and_the_list_for_the_chair_have_their_lines(
    walk, officer, scan
) -> None:
    made = walk()
    case = Case.objects.filter(round=made.review.round_id, village=made.review.village_id).first()
    day = {"happened_on": made.meeting.happened_on, "on_behalf": True, "acted": "Cầm Văn Thử"}
    CaseStep.objects.create(case=case, kind="attempt", situation="absent", witness="Lò Thị Hai", paper=scan(), **day)
    CaseStep.objects.create(case=case, kind="relative", text="Cầm Văn Một: em ruột", **day)

    found = opened(order_archive(officer, made.review))

    words = index_words(found)
    assert "Giấy tờ về từng hộ trong đợt" in words
    assert f"Khai họ hàng, hộ số {case.number}" in words
    assert "Danh sách trình công nhận của thôn" in words
    assert sum(name.endswith(f"-ho-{case.number:04d}.pdf") for name in found.namelist()) == 1
    assert any("danh-sach-trinh" in name for name in found.namelist())


@pytest.mark.django_db
def test_a_broken_seal_is_told_not_fatal(walk, officer, scan) -> None:
    made = walk()
    made.meeting.paper = scan()
    made.meeting.save()
    place = place_of(made.meeting.paper)
    place.write_bytes(place.read_bytes()[:-1] + b"?")

    found = opened(order_archive(officer, made.review))

    assert "tệp quét đã bị thay đổi" in index_words(found)


@pytest.mark.django_db
def test_what_the_person_may_not_read_stays_sealed(walk, officer, scan) -> None:
    made = walk()
    made.meeting.paper = scan()
    made.meeting.save()
    folder = order_archive(officer, made.review)
    made.meeting.paper = None  # no record of the person's area holds the file any more
    made.meeting.save()

    found = opened(folder)

    assert not any("ban-ky" in name for name in found.namelist())
    assert "không được đọc tệp này" in index_words(found)


@pytest.mark.django_db
def test_papers_withdrawn_after_the_order_are_named(walk, officer) -> None:
    made = walk()
    folder = order_archive(officer, made.review)
    made.decision.state = "withdrawn"
    made.decision.save()

    found = opened(folder)

    assert not any(name.endswith("12-qd-ubnd.pdf") for name in found.namelist())
    assert "không còn trong hệ thống" in index_words(found)


@pytest.mark.django_db
def test_a_stopped_job_goes_on_where_it_stood(walk, officer) -> None:
    folder = order_archive(officer, walk().review)
    job = folder.job
    assert job is not None
    job.state, job.leased_by = "running", "thu"
    job.save()

    assert archive_job.step(job, officer) is False

    assert (FolderPart.objects.count(), job.checkpoint["at"]) == (1, 1)
    type(job).objects.filter(pk=job.pk).update(state="waiting", leased_by="")
    assert len(opened(folder).namelist()) > 8


@pytest.mark.django_db
def test_signed_forms_are_counted_and_the_missing_named(walk, officer, scan) -> None:
    made = walk(3)
    for at, case in enumerate(made.cases):
        Submission.objects.create(
            case=case, province=case.province, commune=case.commune, village=case.village, year=2026, number=1,
            entry="keyed", sealed=b"", digest="x", happened_on=made.meeting.happened_on, paper=scan() if at else None,
        )  # fmt: skip

    rows = index_rows(lines_of(made.review))

    assert next(row for row in rows["papers"] if row["name"] == "Phiếu rà soát đã ghi, đã ký")["scan"] == "2/3"
    assert "Phiếu đã ký, hộ số 1" in {row["name"] for row in rows["missing"]}
    Submission.objects.update(paper=None)
    lacking = [row["name"] for row in index_rows(lines_of(made.review))["missing"]]
    assert "Phiếu rà soát đã ghi, đã ký: 3 hộ, số 1-3" in lacking
    Submission.objects.exclude(case=made.cases[0]).update(paper=scan())
    names = opened(order_archive(officer, made.review)).namelist()
    assert [name.partition("/")[2] for name in names if "/ho-" in name and "da-ky" in name] == [
        "ho-0002.pdf", "ho-0003.pdf",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in CAPABILITIES if LEVELS.get(role)])
def test_who_may_order(role, walk, acting_for, communes, province) -> None:
    levels = LEVELS[role]
    unit = communes[0] if "commune" in levels else province if "province" in levels else None
    acting, review = acting_for(role, unit), walk().review

    if Capability.REVIEW_RUN in CAPABILITIES[role]:
        assert order_archive(acting, review).plan
    else:
        with pytest.raises(NotAllowedError):
            order_archive(acting, review)


@pytest.mark.django_db
def test_a_village_without_papers_is_refused(officer, province, communes, villages) -> None:
    review = make_round(province, [communes[0]]).villages.get(village=villages[0])

    with pytest.raises(RefusedError):
        order_archive(officer, review)


@pytest.mark.django_db
def test_the_plan_asks_the_same_few_questions(walk, django_assert_max_num_queries) -> None:
    review = walk(45).review

    with django_assert_max_num_queries(20):
        plan = plan_of(review)

    forms = [step for step in plan if step["line"]["name"] == "Phiếu rà soát điền sẵn"]
    assert [len(step["line"]["papers"]) for step in forms] == [20, 20, 5]
    assert len({step["number"] for step in forms}) == 1


@pytest.mark.django_db
def test_the_button_and_the_page(walk, client_for, communes) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])

    sent = desk.post(reverse("paperwork:order_archive", args=[made.review.pk]))
    run_until_idle()
    page = desk.get(sent.headers["Location"]).content.decode()

    folder = VillageFolder.objects.get()
    assert "Tải mục lục để ký" in page
    assert reverse("vault:file", args=[folder.bundle_id]) in page
    assert "Hồ sơ lưu" in desk.get(reverse("paperwork:village", args=[made.review.pk])).content.decode()
    stranger = client_for("commune_officer", communes[1])
    assert stranger.get(reverse("vault:file", args=[folder.bundle_id])).status_code == 404


NAMES = st.text(max_size=90)
LINES = st.builds(
    Line, NAMES, st.none() | st.dates(), st.integers(0, 500),
    st.lists(st.builds(Made, st.just("giay-moi"), st.text(string.digits, min_size=1, max_size=4), NAMES), max_size=50),
    st.lists(st.builds(Scan, NAMES, NAMES, st.uuids().map(str) | st.just("")), max_size=50), st.just(""), st.booleans(),
)  # fmt: skip


@given(LINES)
def test_a_line_survives_the_plan(line: Line) -> None:
    assert line_of(line.plain()) == line


@given(st.lists(LINES, max_size=4))
def test_lines_cut_into_steps_come_together_again(lines: list[Line]) -> None:
    plan = [
        {"number": at, "line": part.plain()} for at, line in enumerate(lines, 1) for part in split(line)
    ]  # fmt: skip

    assert [(line.name, list(line.papers), list(line.scans)) for line in lines_in(plan)] == [
        (line.name, list(line.papers), list(line.scans)) for line in lines
    ]


@given(st.sets(st.integers(1, 500)))
def test_numbers_said_together_are_the_same_numbers(numbers: set[int]) -> None:
    read: set[int] = set()
    for part in filter(None, joined(numbers).split(", ")):
        first, _hyphen, last = part.partition("-")
        read |= set(range(int(first), int(last or first) + 1))

    assert read == numbers


@given(st.integers(1, 999), NAMES, NAMES, st.booleans())
def test_names_of_files_are_plain_on_every_system(number: int, name: str, stem: str, many: bool) -> None:
    path = path_of(number, Line(name, many=many), stem, ".pdf")

    assert path.isascii()
    assert set(path) <= set(string.ascii_lowercase + string.digits + "-./")
    assert path.startswith(f"{number:03d}-")
    assert ".." not in path
    assert len(path) < 150
