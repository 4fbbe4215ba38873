"""The folder of a village: complete, sealed, resumed where it stopped, for those who run the review only."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS, Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.parts import KEPT, sweep_parts
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork import folder_job, folders
from rasoat.web.paperwork.actions.order_folder import order_folder
from rasoat.web.paperwork.folders import entries_of, plan_of
from rasoat.web.paperwork.models import FolderPart, VillageFolder
from rasoat.web.vault.files import open_sealed
from rasoat.web.vault.models import SealedFile

pytestmark = pytest.mark.django_db


def bundle(folder: VillageFolder) -> zipfile.ZipFile:
    folder.refresh_from_db()
    assert folder.job is not None
    assert (folder.job.error, folder.job.state) == ("", "done")
    assert folder.bundle is not None
    return zipfile.ZipFile(io.BytesIO(b"".join(open_sealed(folder.bundle))))


def test_the_folder_holds_word_documents_and_one_pdf(walk, officer) -> None:
    folder = order_folder(officer, walk().review)

    run_until_idle()

    made = bundle(folder)
    names = [name.partition("-")[2] for name in made.namelist() if name.startswith("word/")]
    assert {"danh-sach-ra-soat.docx", "phieu-ra-soat-01.docx", "phieu-ra-soat-02.docx", "bien-ban-hop.docx",
            "danh-sach-niem-yet.docx", "muc-luc-ho-so.docx"} <= set(names)  # fmt: skip
    pages = PdfReader(io.BytesIO(made.read("in-ca-tap.pdf"))).pages
    assert len(pages) >= len(names) + 2  # minutes are there twice
    assert FolderPart.objects.count() == 0
    assert SealedFile.objects.filter(erased_at__isnull=True, bound__startswith="folder:").count() == 2


def test_one_step_alone(walk, officer) -> None:
    folder = order_folder(officer, walk().review, stage="posting")

    run_until_idle()

    assert {name.partition("-")[2] for name in bundle(folder).namelist() if name.startswith("word/")} == {
        "danh-sach-niem-yet.docx", "thong-bao-loa.docx", "bien-ban-niem-yet.docx", "bien-ban-ket-thuc-niem-yet.docx",
    }  # fmt: skip


def test_a_stopped_job_goes_on_where_it_stood(walk, officer, monkeypatch) -> None:
    monkeypatch.setattr(folders, "FORMS", 1)
    folder = order_folder(officer, walk().review, stage="survey")
    assert folder.job is not None
    job = folder.job
    job.state, job.leased_by = "running", "thu"
    job.save()

    assert folder_job.step(job, officer) is False

    assert (FolderPart.objects.count(), job.checkpoint["at"]) == (1, 1)
    assert not SealedFile.objects.filter(name__startswith="giay").exists()
    type(job).objects.filter(pk=job.pk).update(state="waiting", leased_by="")
    run_until_idle()
    assert len([name for name in bundle(folder).namelist() if "phieu" in name]) == 2


def test_a_folder_that_stays_stopped_loses_its_parts_and_is_made_anew(walk, officer, monkeypatch) -> None:
    monkeypatch.setattr(folders, "FORMS", 1)
    folder = order_folder(officer, walk().review, stage="survey")
    jobs = Job.objects.filter(pk=folder.job_id)
    jobs.update(state="running", leased_by="thu")
    folder_job.step(jobs.get(), officer)
    part = FolderPart.objects.get().file
    jobs.update(state="failed", leased_by="", ended_at=timezone.now() - KEPT - timedelta(days=1))

    sweep_parts(timezone.localdate(), timezone.localdate())
    part.refresh_from_db()
    left, papers = FolderPart.objects.count(), VillageFolder.objects.get(pk=folder.pk).papers
    jobs.update(state="waiting", ended_at=None)
    run_until_idle()

    assert part.erased_at is not None
    assert (left, papers) == (0, 0)
    assert len([name for name in bundle(folder).namelist() if "phieu" in name]) == 2
    assert VillageFolder.objects.get(pk=folder.pk).papers == 2


@pytest.mark.parametrize("role", [role for role in CAPABILITIES if LEVELS.get(role)])
def test_who_may_order(role, walk, acting_for, communes, province) -> None:
    levels = LEVELS[role]
    unit = communes[0] if "commune" in levels else province if "province" in levels else None
    acting, review = acting_for(role, unit), walk().review

    if Capability.REVIEW_RUN in CAPABILITIES[role]:
        assert order_folder(acting, review).plan
    else:
        with pytest.raises(NotAllowedError):
            order_folder(acting, review)


def test_nothing_to_print_is_refused(walk, officer) -> None:
    made = walk(0)

    for stage in ("survey", "khong-co"):
        with pytest.raises(RefusedError):
            order_folder(officer, made.review, stage=stage)


def test_forms_come_in_small_steps(walk, officer, monkeypatch, django_assert_max_num_queries) -> None:
    monkeypatch.setattr(folders, "FORMS", 2)
    review = walk(5).review

    with django_assert_max_num_queries(10):
        plan = plan_of(review)

    assert [len(refs) for kind, refs in plan if kind == "phieu-ra-soat"] == [2, 2, 1]


def test_the_button_the_page_and_the_file(walk, client_for, communes) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])

    sent = desk.post(reverse("paperwork:order", args=[made.review.pk]), {"buoc": "meeting"})
    waiting = desk.get(sent.headers["Location"])
    run_until_idle()
    done = desk.get(sent.headers["Location"]).content.decode()

    assert waiting.status_code == 200
    assert "Tải PDF để in" in done
    folder = VillageFolder.objects.get()
    address = reverse("vault:file", args=[folder.pdf_id])
    assert b"".join(desk.get(address).streaming_content).startswith(b"%PDF")
    assert client_for("commune_chair", communes[0]).get(address).status_code == 404
    assert client_for("commune_officer", communes[1]).get(sent.headers["Location"]).status_code == 404


@pytest.mark.parametrize("name", ["home", "commune", "village"])
def test_the_pages_ask_few_questions(name, walk, client_for, communes, django_assert_max_num_queries) -> None:
    made, desk = walk(25), client_for("commune_officer", communes[0])
    args = {"home": [], "commune": [made.place.pk], "village": [made.review.pk]}[name]

    with django_assert_max_num_queries(25):
        assert desk.get(reverse(f"paperwork:{name}", args=args)).status_code in {200, 302}


def test_a_step_on_one_page(walk, client_for, communes) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])

    shown = desk.get(reverse("paperwork:print_village", args=[made.review.pk, "posting"])).content.decode()

    assert shown.count("<article") == 4
    assert desk.get(reverse("paperwork:print_village", args=[made.review.pk, "khong-co"])).status_code == 404
    assert len(entries_of(made.review, stage="posting")) == 4
