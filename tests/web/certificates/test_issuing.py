"""Certificates by the thousand: new papers, year boxes, recalls; once, resumable, and never real for training."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from rasoat.web.certificates import issue_job
from rasoat.web.certificates.actions.order_print import order_print
from rasoat.web.certificates.actions.start_issue import start_issue
from rasoat.web.certificates.holders import opened
from rasoat.web.certificates.models import Certificate, CertificateRun, CertificateYear, RunKind
from rasoat.web.certificates.queries import decisions_waiting, signed_counts, verify
from rasoat.web.jobs.models import Job
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify as verify_ledger
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.files import open_sealed

from .conftest import ISSUED, NUMBER, issued
from .many import many_homes

pytestmark = pytest.mark.django_db


def text_of(run: CertificateRun) -> list[str]:
    assert run.file is not None
    pages = PdfReader(BytesIO(b"".join(open_sealed(run.file)))).pages
    return [page.extract_text() for page in pages]


def test_households_of_a_decision_get_their_papers(officer, boxes, homes, decide, communes) -> None:
    decision = decide({homes[0]: "poor", homes[1]: "near_poor"})
    assert decisions_waiting(communes[0]) == [decision]

    run = issued(officer, decision)

    assert (run.issued, run.boxed, run.recalled) == (2, 0, 0)
    first, second = Certificate.objects.order_by("pk")
    assert (first.number, second.number) == ("01/GCN-HN.HCN", "02/GCN-HN.HCN")
    assert (first.state, first.issued_on, first.signer_title) == ("issued", ISSUED, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH")
    assert [(box.year, box.letter) for box in first.years.all()] == [(2026, "N")]
    assert [box.letter for box in second.years.all()] == ["CN"]
    assert opened(first).id_number == NUMBER
    assert [person.name for person in opened(first).members] == ["Lò Văn Ơn", "Lò Thị Út"]
    assert decisions_waiting(communes[0]) == []


def test_what_is_personal_is_sealed(certificate: Certificate) -> None:
    stored = Certificate.objects.filter(pk=certificate.pk).values().get()

    assert NUMBER not in str(stored)
    assert NUMBER.encode() not in bytes(stored["holder"])


def test_issuing_twice_makes_one_run_and_one_paper(officer, boxes, homes, decide) -> None:
    decision = decide({homes[0]: "poor"})

    first, again = issued(officer, decision), issued(officer, decision)

    assert first == again
    assert Certificate.objects.count() == 1


def test_a_killed_job_goes_on_where_it_was(officer, boxes, homes, decide, monkeypatch) -> None:
    monkeypatch.setattr(issue_job, "BATCH", 1)
    run = start_issue(officer, decide({homes[0]: "poor", homes[1]: "near_poor"}))
    job = Job.objects.get(pk=run.job_id)
    Job.objects.filter(pk=job.pk).update(state="running", leased_by="w")
    job.refresh_from_db()
    assert issue_job.step(job, officer) is False
    Job.objects.filter(pk=job.pk).update(state="waiting", leased_by="")

    run_until_idle()

    run.refresh_from_db()
    assert (run.issued, Certificate.objects.count()) == (2, 2)


def test_next_year_adds_a_box_and_recalls_who_left(officer, boxes, homes, decide) -> None:
    issued(officer, decide({homes[0]: "poor", homes[1]: "near_poor"}, year=2025))
    decision = decide({homes[0]: "near_poor", homes[1]: "not_poor"})

    run = issued(officer, decision)

    assert (run.issued, run.boxed, run.recalled) == (0, 1, 1)
    kept, gone = Certificate.objects.order_by("pk")
    assert [(box.year, box.letter) for box in kept.years.all()] == [(2025, "N"), (2026, "CN")]
    assert gone.state == "recalled"
    assert "12/QĐ-UBND" in gone.events.get().reason


def test_a_correction_of_the_year_replaces_what_stood_in_the_box(officer, boxes, homes, decide) -> None:
    first = decide({homes[0]: "poor"})
    issued(officer, first)
    CertificateYear.objects.update(printed_on=date(2026, 11, 21))

    issued(officer, decide({homes[0]: "near_poor"}, corrects=first))

    box = CertificateYear.objects.get()
    assert (box.household_class, box.printed_on) == ("near_poor", None)


def test_a_year_without_a_box_in_law_is_refused(officer, homes, decide) -> None:
    with pytest.raises(RefusedError, match="không có ô năm 2026"):
        start_issue(officer, decide({homes[0]: "poor"}))


def test_a_decision_that_is_not_in_force_gives_no_papers(officer, boxes, homes, decide) -> None:
    decision = decide({homes[0]: "poor"})
    type(decision).objects.update(state="signed")
    decision.refresh_from_db()

    with pytest.raises(RefusedError, match="chưa có hiệu lực"):
        start_issue(officer, decision)


@pytest.mark.parametrize("purpose", ["training", "demo"])
def test_training_papers_are_no_papers(officer, homes, decide, province, purpose: str) -> None:
    issued(officer, decide({homes[0]: "poor"}, purpose=purpose))

    paper = Certificate.objects.get()
    assert paper.number.startswith("MẪU-")
    assert "KHÔNG PHẢI GIẤY THẬT" in paper.watermark
    answer = verify(paper.code)
    assert (answer["known"], answer["real"], answer["holds"]) == (True, False, False)
    assert "không phải giấy thật" in answer["said"]
    assert signed_counts(province, 2026, "national_2022") == {}


def test_papers_are_printed_by_a_job(officer, certificate: Certificate) -> None:
    run = order_print(officer, certificate.decision, RunKind.PAPERS)
    run_until_idle()
    run.refresh_from_db()

    pages = text_of(run)
    assert run.printed == 2
    assert any("Lò Văn Ơn" in page and "01/GCN-HN.HCN" in page for page in pages)
    assert all(box.printed_on for box in CertificateYear.objects.all())


def test_a_village_is_printed_alone(officer, certificate: Certificate, villages) -> None:
    run = order_print(officer, certificate.decision, RunKind.PAPERS, villages[1])
    run_until_idle()
    run.refresh_from_db()

    assert run.printed == 1
    assert "Vàng A Dụ" in "".join(text_of(run))


def test_only_the_box_is_printed_over_an_older_paper(officer, boxes, homes, decide) -> None:
    issued(officer, decide({homes[0]: "poor"}, year=2025))
    decision = decide({homes[0]: "near_poor"})
    issued(officer, decision)

    run = order_print(officer, decision, RunKind.BOXES)
    run_until_idle()
    run.refresh_from_db()

    (page,) = text_of(run)
    assert "CN" in page
    assert "CHỨNG NHẬN" not in page
    assert NUMBER not in page


def test_nothing_to_print_is_told(officer, boxes, homes, decide) -> None:
    with pytest.raises(RefusedError, match="Không có giấy nào"):
        order_print(officer, decide({homes[0]: "poor"}), RunKind.PAPERS)


def test_signed_certificates_are_counted_for_the_reports(officer, certificate, province, communes) -> None:
    assert signed_counts(province, 2026, "national_2022") == {"poor": 1, "near_poor": 1}


def test_the_ledger_knows_every_paper(officer, certificate: Certificate) -> None:
    assert Entry.objects.filter(action="certificates.issued").count() == 1
    assert [finding for finding in verify_ledger() if "certificates" in str(finding)] == []


def test_the_number_of_queries_does_not_grow(
    officer, boxes, homes, decide, villages, django_assert_max_num_queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision = decide(dict.fromkeys(many_homes(officer, villages[0], 30), "poor"))
    run = start_issue(officer, decision)
    job = Job.objects.get(pk=run.job_id)
    Job.objects.filter(pk=job.pk).update(state="running", leased_by="w")
    job.refresh_from_db()

    with django_assert_max_num_queries(32):
        issue_job.step(job, officer)

    assert Certificate.objects.count() == 30
