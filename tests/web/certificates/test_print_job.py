"""Printing goes on where it stopped: parts are sealed as they are made and joined at the end."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from rasoat.web.certificates import print_job
from rasoat.web.certificates.actions.order_print import order_print
from rasoat.web.certificates.models import Certificate, CertificateRun, CertificateYear, RunKind
from rasoat.web.jobs.checkpoint import LeaseLostError
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.parts import KEPT, sweep_parts
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.vault.files import open_sealed
from rasoat.web.vault.models import SealedFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(officer, certificate: Certificate, monkeypatch) -> CertificateRun:
    """Two papers ordered, to be made one a step, the job leased to this test."""
    monkeypatch.setattr(print_job, "PART", 1)
    made = order_print(officer, certificate.decision, RunKind.PAPERS)
    assert made.job is not None
    Job.objects.filter(pk=made.job.pk).update(state="running", leased_by="thu")
    made.job.refresh_from_db()
    return made


def words(file: SealedFile) -> str:
    pages = PdfReader(io.BytesIO(b"".join(open_sealed(file)))).pages
    return " ".join(page.extract_text() for page in pages)


def go_on(run: CertificateRun) -> CertificateRun:
    """Another worker takes the job over."""
    Job.objects.filter(pk=run.job_id).update(state="waiting", leased_by="")
    run_until_idle()
    run.refresh_from_db()
    return run


def test_a_killed_job_keeps_the_parts_that_were_made(run, officer) -> None:
    assert print_job.step(run.job, officer) is False  # what is to be printed
    assert print_job.step(run.job, officer) is False  # the first part
    (first,) = run.job.checkpoint["parts"]

    assert (run.job.checkpoint["done"], run.job.done_steps, len(run.job.checkpoint["ids"])) == (1, 1, 2)
    done = go_on(run)
    assert done.printed == 2
    assert len(done.job.checkpoint["parts"]) == 2
    assert done.job.checkpoint["parts"][0] == first


def test_all_parts_are_in_the_file_and_then_erased(run, officer) -> None:
    done = go_on(run)

    assert done.file is not None
    numbers = Certificate.objects.values_list("number", flat=True)
    assert all(number in words(done.file) for number in numbers)
    own = SealedFile.objects.filter(bound=f"certificate-run:{done.pk}")
    assert [file.pk for file in own.filter(erased_at__isnull=True)] == [done.file_id]
    assert all(box.printed_on for box in CertificateYear.objects.all())
    assert Entry.objects.filter(action="certificates.printed").count() == 1


def test_the_order_of_papers_stays(run) -> None:
    done = go_on(run)

    text = words(done.file)
    order = [Certificate.objects.get(pk=pk).head_name for pk in done.job.checkpoint["ids"]]
    assert [text.index(name) for name in order] == sorted(text.index(name) for name in order)


def test_a_paper_recalled_meanwhile_is_not_printed(run, officer) -> None:
    print_job.step(run.job, officer)
    print_job.step(run.job, officer)
    last = Certificate.objects.get(pk=run.job.checkpoint["ids"][1])
    Certificate.objects.filter(pk=last.pk).update(state="recalled")

    done = go_on(run)

    assert done.printed == 1
    assert last.number not in words(done.file)
    assert CertificateYear.objects.get(certificate=last).printed_on is None


def test_nothing_left_to_print_is_told(run, officer) -> None:
    print_job.step(run.job, officer)
    Certificate.objects.update(state="recalled")

    done = go_on(run)

    assert (done.job.state, done.file) == ("failed", None)
    assert "Không có giấy nào để in" in done.job.error


def test_a_part_of_a_lost_lease_is_erased(run, officer) -> None:
    print_job.step(run.job, officer)
    Job.objects.filter(pk=run.job.pk).update(leased_by="người khác")

    with pytest.raises(LeaseLostError):
        print_job.step(run.job, officer)

    assert not SealedFile.objects.filter(bound=f"certificate-run:{run.pk}", erased_at__isnull=True).exists()


def test_parts_of_an_order_that_stays_stopped_are_erased_and_it_begins_anew(run, officer) -> None:
    print_job.step(run.job, officer)
    print_job.step(run.job, officer)
    (first,) = run.job.checkpoint["parts"]
    past = timezone.now() - KEPT - timedelta(days=1)
    Job.objects.filter(pk=run.job_id).update(state="failed", leased_by="", ended_at=past)

    sweep_parts(timezone.localdate(), timezone.localdate())
    erased = SealedFile.objects.get(pk=first).erased_at
    done = go_on(run)

    assert erased is not None
    assert done.printed == 2
    assert first not in done.job.checkpoint["parts"]
    numbers = Certificate.objects.values_list("number", flat=True)
    assert all(number in words(done.file) for number in numbers)


def test_the_file_of_a_finished_order_is_never_a_part_to_erase(run) -> None:
    done = go_on(run)
    past = timezone.now() - KEPT - timedelta(days=1)
    Job.objects.filter(pk=run.job_id).update(
        state="failed", ended_at=past, checkpoint={**done.job.checkpoint, "parts": [str(done.file_id)]}
    )

    sweep_parts(timezone.localdate(), timezone.localdate())

    assert SealedFile.objects.get(pk=done.file_id).erased_at is None
