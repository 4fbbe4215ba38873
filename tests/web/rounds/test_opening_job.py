"""A province opens commune by commune in the background: seen, resumed, and told where a commune cannot begin."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.rounds.conftest import TRAINED, draft_of

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Succession, Unit
from rasoat.web.jobs.actions.retry import retry
from rasoat.web.jobs.lease import take_next
from rasoat.web.jobs.models import Job, JobState
from rasoat.web.jobs.running import run
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import VillageReview
from rasoat.web.rounds import opening_hooks
from rasoat.web.rounds.actions.close_round import close_round
from rasoat.web.rounds.actions.create_round import create_round
from rasoat.web.rounds.actions.let_communes_in import let_communes_in
from rasoat.web.rounds.actions.open_round import open_by_job, open_round
from rasoat.web.rounds.beginning import STEP, outside
from rasoat.web.rounds.models import Round, RoundCommune
from rasoat.web.rounds.opening_hooks import register_opening
from rasoat.web.rounds.opening_job import opening_of
from web.conftest import make_unit

pytestmark = pytest.mark.django_db
COUNT = 2 * STEP + 3


@pytest.fixture
def many(province: Unit) -> list[Unit]:
    """Three batches of communes with a village each."""
    communes = [
        make_unit(f"TT1{at:03}", f"Xã {at:02}", "commune", province, kind="Xã", area="rural") for at in range(COUNT)
    ]
    for commune in communes:
        make_unit(f"{commune.key}-01", "Gốc Đa", "village", commune, kind="Thôn", area="rural")
    return communes


@pytest.fixture
def draft(admin: Acting, province: Unit, many: list[Unit]) -> Round:
    return create_round(admin, draft_of(province, purpose="training", standards=[TRAINED]))


@pytest.fixture
def bad_commune(many: list[Unit]) -> Iterator[set[str]]:
    """Keys of communes in which a hook breaks; the test may empty it."""
    bad = {many[STEP + 1].key}

    def hook(acting: Acting, row: Round, communes: Sequence[RoundCommune]) -> list[RoundCommune]:
        if bad & {each.commune.key for each in communes}:
            raise LookupError("broken")
        return []

    register_opening(hook)
    yield bad
    opening_hooks._HOOKS.remove(hook)


def worked(steps: int | None = None) -> JobState:
    """A worker takes the next job and is told to stop after so many steps."""
    job = take_next("worker")
    assert job is not None
    left = iter([False] * steps + [True]) if steps is not None else None
    return run(job, stopping=lambda: left is not None and next(left), heartbeat=False)


def test_communes_are_let_in_one_batch_after_another(admin: Acting, draft: Round, many, province) -> None:
    row, job = open_by_job(admin, draft)
    assert job is not None
    assert (row.state, row.communes.count(), job.all_steps) == ("open", 0, COUNT)

    assert worked(steps=1) == JobState.WAITING
    opening = opening_of(row)
    assert opening is not None
    assert (opening.done, opening.of, row.communes.count()) == (STEP, COUNT, STEP)

    assert worked() == JobState.DONE
    assert opening_of(row) is None
    assert {each.commune for each in row.communes.all()} == set(many)
    assert VillageReview.objects.filter(round=row).count() == COUNT
    assert [finding for finding in verify([province, *many], []) if finding.is_fault] == []


def test_few_communes_are_in_at_once(admin: Acting, training: Round) -> None:
    row, job = open_by_job(admin, training)

    assert (row.communes.count(), job) == (2, None)
    assert not Job.objects.exists()


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(admin: Acting, draft: Round, monkeypatch) -> None:
    row, job = open_by_job(admin, draft)
    assert job is not None
    worked(steps=1)
    lost = take_next("killed")
    assert lost is not None
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr("rasoat.web.jobs.lease.timezone.now", lambda: later)

    assert worked() == JobState.DONE

    assert row.communes.count() == COUNT
    assert VillageReview.objects.filter(round=row).values("village").distinct().count() == COUNT


def test_one_commune_that_cannot_begin_is_named_and_holds_nobody_up(
    admin: Acting, draft: Round, many, bad_commune: set[str]
) -> None:
    row, job = open_by_job(admin, draft)
    assert job is not None

    assert worked() == JobState.FAILED

    job.refresh_from_db()
    assert "Xã 09 (LookupError)" in job.error
    assert row.communes.count() == COUNT - 1
    assert [each.commune for each in outside(row, admin.today())] == [many[STEP + 1]]
    bad_commune.clear()
    retry(admin, job)
    assert worked() == JobState.DONE
    assert row.communes.count() == COUNT


def test_ordering_twice_is_one_job_and_closing_waits(admin: Acting, draft: Round) -> None:
    row, job = open_by_job(admin, draft)

    with pytest.raises(RefusedError) as refused:
        close_round(admin, row)

    assert refused.value.code == "opening"
    assert let_communes_in(admin, row) == job
    assert Job.objects.count() == 1


def test_a_round_closed_meanwhile_takes_nobody_in(admin: Acting, draft: Round) -> None:
    row, job = open_by_job(admin, draft)
    assert job is not None
    Round.objects.filter(pk=row.pk).update(state="closed")

    assert worked() == JobState.FAILED

    job.refresh_from_db()
    assert "không nhận thêm xã" in job.error
    assert row.communes.count() == 0


def test_the_pages_show_how_far_it_is(
    client_for: Callable[..., Client], admin: Acting, draft: Round, province, many
) -> None:
    client = client_for("province_admin", province)
    answer = client.post(reverse("rounds:step", args=[draft.pk, "mo"]), follow=True)
    assert "lần lượt vào đợt" in answer.content.decode()
    worked(steps=1)

    for tab in ("round", "communes", "standards", "days", "settings"):
        assert f"mở: {STEP}/{COUNT} xã" in client.get(reverse(f"rounds:{tab}", args=[draft.pk])).content.decode()
    Job.objects.update(state=JobState.RUNNING)
    late = client_for("commune_officer", many[-1])
    assert "chưa có trong đợt" not in late.get(reverse("rounds:list")).content.decode()
    other = client_for("province_officer", province)
    assert f"Đang mở: {STEP}/{COUNT} xã" in other.get(reverse("rounds:round", args=[draft.pk])).content.decode()
    assert "Xem việc nền này" not in other.get(reverse("rounds:round", args=[draft.pk])).content.decode()

    Job.objects.update(state=JobState.WAITING)
    worked()
    assert f"/{COUNT} xã" not in client.get(reverse("rounds:communes", args=[draft.pk])).content.decode()


def test_a_commune_formed_since_is_let_in_with_its_villages(
    client_for: Callable[..., Client], admin: Acting, training: Round, province, communes
) -> None:
    row = open_round(admin, training)
    late = make_unit("TT0009", "Mới Lập", "commune", province, kind="Xã", area="rural")
    make_unit("TT0009-01", "Gốc Đa", "village", late, kind="Thôn", area="rural")
    client = client_for("province_admin", province)
    own = client_for("commune_officer", late)
    assert "Xã Mới Lập chưa có trong đợt" in own.get(reverse("rounds:list")).content.decode()
    assert "Mới Lập" in client.get(reverse("rounds:communes", args=[row.pk])).content.decode()
    assert client_for("commune_officer", communes[0]).post(
        reverse("rounds:step", args=[row.pk, "them-xa"])
    ).status_code == 403  # fmt: skip

    client.post(reverse("rounds:step", args=[row.pk, "them-xa"]))
    assert worked() == JobState.DONE

    assert row.communes.filter(commune=late).exists()
    assert VillageReview.objects.filter(round=row, commune=late).count() == 1
    assert "chưa có trong đợt" not in own.get(reverse("rounds:list")).content.decode()
    assert [finding for finding in verify([province, late], []) if finding.is_fault] == []


def test_a_commune_formed_out_of_those_in_the_round_stays_outside_and_is_told_what_to_do(
    client_for: Callable[..., Client], admin: Acting, training: Round, province, communes
) -> None:
    row = open_round(admin, training)
    merged = make_unit("TT0009", "Gộp Lại", "commune", province, kind="Xã", area="rural")
    for old in communes:
        Succession.objects.create(before=old, after=merged, kind="merge", on=date(2026, 10, 1), document="NQ 1")
        Unit.objects.filter(pk=old.pk).update(valid_until="2026-09-30")

    (found,) = outside(row, admin.today())
    page = client_for("province_admin", province).get(reverse("rounds:communes", args=[row.pk])).content.decode()
    with pytest.raises(RefusedError) as refused:
        let_communes_in(admin, row)

    assert (found.commune, found.may_join, list(found.former)) == (merged, False, [communes[1], communes[0]])
    assert refused.value.code == "nobody-outside"
    assert "dưới tên xã cũ: Phường Bến Gỗ; Xã Đồng Trám" in page
    assert "Bấm Nhận bàn giao" in page
    assert "hết hiệu lực ngày 30/09/2026" in page
