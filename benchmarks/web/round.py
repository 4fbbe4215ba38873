"""The review on the web, by the same actions as people: a commune through all steps, a province opened to closed.

`python -m benchmarks.web.round commune [HOUSEHOLDS]` (3,000 unless told): list, forms (50 keyed in Chromium, the rest
by the action), scores, meetings, postings, decision, in one commune of 12 villages. `... province [HOUSEHOLDS]`
(200,000): the round opened, forms entered by bulk (rows, no ledger: nobody keys in 200,000 forms at once), every
village scored and locked, the round closed. A site of its own in a temporary directory (SQLite, or the empty database
of `RASOAT_DATABASE_URL`). Seconds, shares, peak memory.
"""

import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any

from benchmarks.web.keying import Keyed, key_forms, keyed_lines

BY_BROWSER = 50
SIZES = {"commune": 3_000, "province": 200_000}
PER_COMMUNE, VILLAGES, CHUNK = 3_000, 12, 2_000
STANDARD, TABLE = "national_2022", "minh-hoa-2022"
BEGUN = 40
"""Days before today on which the round begins."""


class Clock:
    """Seconds by part, in the order in which parts came up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.households: dict[str, int] = {}

    @contextmanager
    def part(self, name: str, households: int = 0) -> Iterator[None]:
        """Time the block, in which so many households are worked on; parts of the same name add up."""
        begin = perf_counter()
        self.households[name] = self.households.get(name, 0) + households
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - begin


@dataclass(slots=True)
class Walk:
    """One walk: its clock, and the forms keyed by browser."""

    clock: Clock
    keyed: list[Keyed]


def run(what: str, households: int) -> Walk:
    """Walk a round from its opening on."""
    with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as room:
        os.environ["RASOAT_DATA_DIR"] = room
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
        import django

        django.setup()
        _site(households)
        clock = Clock()
        row = _opened(clock)
        keyed = (_commune if what == "commune" else _province)(clock, row)
        return Walk(clock, keyed)


def _site(households: int) -> None:
    """Units, households, and last year's list with everybody on it."""
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks.web.filling import fill
    from rasoat.web.register.models import Household
    from rasoat.web.vault.keyring import new_ring, write_ring

    settings.MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in settings.INSTALLED_APPS}
    write_ring(settings.KEYS_PATH, new_ring())
    call_command("migrate", run_syncdb=True, verbosity=0)
    fill(households)
    Household.objects.update(region_code="NT1")
    for commune in _communes():
        _last_year(commune)


def _communes() -> list[Any]:
    from rasoat.web.areas.models import Unit

    return list(Unit.objects.filter(level="commune").select_related("province").order_by("key"))


def _last_year(commune: Any) -> None:
    from rasoat.web.accounts.acting import installer
    from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
    from rasoat.web.register.models import Household

    acting = installer()
    on = acting.today() - timedelta(days=300)
    lines = [LineDraft(home, "poor") for home in Household.objects.filter(commune=commune).order_by("pk")]
    draft = DecisionDraft(commune, STANDARD, on.year, on, number=f"1/{commune.key}", signed_on=on)
    record_decision(acting, draft, lines)


def _opened(clock: Clock) -> Any:
    """A demo round: the illustrative table serves those only."""
    from rasoat.web.accounts.acting import installer
    from rasoat.web.rounds.actions.create_round import create_round
    from rasoat.web.rounds.actions.open_round import open_round
    from rasoat.web.rounds.actions.set_parameter import Word, set_parameter
    from rasoat.web.rounds.drafts import RoundDraft
    from rasoat.web.rounds.standards import StandardDraft

    acting, province = installer(), _communes()[0].province
    first = acting.today() - timedelta(days=BEGUN)
    row = create_round(acting, RoundDraft(
        "demo", "periodic", first.year, province, starts_on=first, ends_on=acting.today() + timedelta(days=10),
        standards=[StandardDraft(STANDARD, "answers", TABLE)],
    ))  # fmt: skip
    set_parameter(
        acting, province, row.procedure_id, "higher_opinion_step", Word.SET, valid_from=first, value={"code": "none"},
        document="benchmark",
    )  # fmt: skip
    with clock.part("open the round, lists made"):
        return open_round(acting, row)


def _filled(row: Any, number: int) -> Any:
    """A complete form that changes a little from household to household."""
    from rasoat.web.accounts.acting import installer
    from rasoat.web.reviews.recording import Told
    from rasoat.web.reviews.survey.answers import Answers
    from rasoat.web.reviews.survey.sheet import sheet_of
    from rasoat.web.reviews.survey.writing import Filled

    told: dict[str, Any] = {}
    for at, question in enumerate(sheet_of(row).household):
        if not question.own:
            continue
        if question.choices is not None:
            codes = question.choices.codes
            told[question.key] = codes[(number + at) % len(codes)]
        else:
            told[question.key] = (number >> at % 7) & 1
    return Filled(Answers(told), Told(installer().today() - timedelta(days=30), "Rà soát viên", on_behalf=True))


def _commune(clock: Clock, row: Any) -> list[Keyed]:
    from rasoat.web.accounts.acting import installer
    from rasoat.web.reviews.actions.submit_form import submit_form
    from rasoat.web.reviews.models import Case

    acting, (commune, *_others) = installer(), _communes()
    chosen = Case.objects.filter(round=row, commune=commune).select_related("household", "round", "commune", "village")
    cases = list(chosen.order_by("pk"))
    with clock.part(f"{BY_BROWSER} forms keyed in Chromium", BY_BROWSER):
        keyed = key_forms(cases[:BY_BROWSER], _person("can-bo", "commune_officer", commune))
    with clock.part("the other forms saved by the action", len(cases) - BY_BROWSER):
        for number, case in enumerate(cases[BY_BROWSER:]):
            submit_form(acting, case, _filled(row, number))
    _lock(clock, row)
    _meet_and_post(clock, row)
    _after(clock, row, commune, _decide(clock, row, commune))
    return keyed


def _lock(clock: Clock, row: Any) -> None:
    from rasoat.web.accounts.acting import installer
    from rasoat.web.reviews.actions.lock_forms import lock_forms
    from rasoat.web.reviews.models import VillageReview

    reviews = VillageReview.objects.filter(round=row).select_related("round__province", "village", "commune")
    with clock.part("scored and locked, a village at a time"):
        for review in reviews.order_by("pk").iterator(chunk_size=500):
            told = lock_forms(installer(), review)
            assert not told.left_open, f"{told.left_open} forms stayed open"


def _meet_and_post(clock: Clock, row: Any) -> None:
    from rasoat.web.accounts.acting import installer
    from rasoat.web.reviews.actions.end_posting import end_posting
    from rasoat.web.reviews.actions.hold_meeting import hold_meeting
    from rasoat.web.reviews.actions.start_posting import PostingDraft, start_posting
    from rasoat.web.reviews.meeting import ListVote, MeetingDraft
    from rasoat.web.reviews.models import VillageReview
    from rasoat.web.reviews.recording import Told

    acting = installer()
    day = acting.today() - timedelta(days=25)
    for review in VillageReview.objects.filter(round=row).order_by("pk"):
        with clock.part("meetings"):
            hold_meeting(acting, review, MeetingDraft(Told(day), 40, [ListVote(STANDARD, 40)]))
        with clock.part("postings begun and ended"):
            posting = start_posting(acting, review, PostingDraft(Told(day), ["Nhà văn hóa"]))
            end_posting(acting, posting, Told(posting.ends_on + timedelta(days=1)))


def _decide(clock: Clock, row: Any, commune: Any) -> Any:
    from rasoat.web.accounts.acting import acting_as, installer
    from rasoat.web.reviews.actions.confirm_decision import confirm_decision
    from rasoat.web.reviews.actions.prepare_decision import DecisionPlan, prepare_decision
    from rasoat.web.reviews.actions.sign_decision import Signature, sign_decision

    acting = installer()
    with clock.part("decision prepared, signed, confirmed"):
        decision = prepare_decision(acting, row, commune, DecisionPlan(STANDARD))
        decision = sign_decision(acting, decision, Signature("45/QĐ-UBND", acting.today(), "Chủ tịch"))
        return confirm_decision(acting_as(_person("chu-tich", "commune_chair", commune), "cli"), decision)


def _after(clock: Clock, row: Any, commune: Any, decision: Any) -> None:
    """What follows the decision, as the jobs of the site make it."""
    from rasoat.web.accounts.acting import acting_as
    from rasoat.web.accounts.models import User
    from rasoat.web.certificates.actions.start_issue import start_issue
    from rasoat.web.certificates.models import Certificate
    from rasoat.web.jobs.worker import run_until_idle
    from rasoat.web.reporting.actions.order_report import ReportDraft, order_report

    officer = acting_as(User.objects.get(username="can-bo"), "cli")
    with clock.part("certificates issued"):
        start_issue(officer, decision)
        run_until_idle()
    assert Certificate.objects.filter(decision=decision).exists()
    with clock.part("official report made and checked"):
        report = order_report(officer, ReportDraft("official", commune, STANDARD, row.year, round=row))
        run_until_idle()
    report.refresh_from_db()
    assert report.state == "made", report.state


def _person(name: str, role: str, unit: Any) -> Any:
    """An account with one role: decisions are confirmed by somebody else than who prepared them."""
    from rasoat.web.accounts.models import Assignment, User

    user = User.objects.create_user(name, full_name=name)
    Assignment.objects.create(user=user, role=role, unit=unit, valid_from=unit.valid_from)
    return user


def _province(clock: Clock, row: Any) -> list[Keyed]:
    from rasoat.web.accounts.acting import installer
    from rasoat.web.rounds.actions.close_round import close_round

    _bulk_forms(row)
    _lock(clock, row)
    with clock.part("close the round"):
        close_round(installer(), row, reason="benchmark: nobody met, posted or decided")
    return []


def _bulk_forms(row: Any) -> None:
    """Forms as rows: what the forms of a whole province look like to the scorer."""
    from django.db import transaction

    from rasoat.web.reviews.models import Case, Submission
    from rasoat.web.reviews.survey.answers import likeness, sealed_answers
    from rasoat.web.store.bulk import insert, many_objects

    cases = Case.objects.filter(round=row).order_by("pk")
    last = 0
    while chunk := list(cases.filter(pk__gt=last)[:CHUNK]):
        rows = []
        for case in chunk:
            filled = _filled(row, case.pk)
            form = Submission(
                case=case, province_id=case.province_id, commune_id=case.commune_id, village_id=case.village_id,
                year=case.year, number=1, entry="keyed", digest=likeness(filled.answers),
                happened_on=filled.told.happened_on, on_behalf=True, acted=filled.told.acted,
            )  # fmt: skip
            form.sealed = sealed_answers(form, filled.answers)
            rows.append(form)
        with many_objects(), transaction.atomic():
            insert(rows)
            Case.objects.filter(pk__in=[case.pk for case in chunk]).update(state="surveyed")
        last = chunk[-1].pk


def main() -> None:
    """Print times, shares, households a second and the peak of memory; keep them at the full size."""
    from benchmarks.machine import describe
    from benchmarks.results import Line, Section, keep

    what = sys.argv[1] if len(sys.argv) > 1 else "commune"
    households = int(sys.argv[2]) if len(sys.argv) > 2 else SIZES[what]
    walk = run(what, households)
    total = sum(walk.clock.seconds.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    parts = ["| part | seconds | share | households a second |", "| --- | --- | --- | --- |"]
    for name, value in walk.clock.seconds.items():
        worked = walk.clock.households[name] or households
        parts.append(f"| {name} | {value:.2f} | {value / total:.0%} | {worked / value:,.1f} |")
    checks = [Line("the whole", total, "s", None), Line("peak memory", peak, "GB", None), *keyed_lines(walk.keyed)]
    section = Section(f"A {what}'s round by actions, {households:,} households", checks=checks, notes="\n".join(parts))
    print(f"{describe()}\n\n{section.text()}")
    if households == SIZES[what]:
        keep([section], f"python -m benchmarks.web.round {what}", describe())


if __name__ == "__main__":
    main()
