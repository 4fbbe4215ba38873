"""After all the steps the ledger and the rows agree; stages are what the results say."""

from datetime import date

import pytest
from django.db import transaction

from rasoat.web.accounts.acting import installer
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.ledger.tracked import tracked_models
from rasoat.web.ledger.verify import verify
from rasoat.web.ledger.words import action_words, known_actions, model_words
from rasoat.web.reviews.actions.ask_opinion import ask_opinion
from rasoat.web.reviews.actions.hold_case import hold_case
from rasoat.web.reviews.actions.order_recheck import RecheckOrder, order_recheck
from rasoat.web.reviews.actions.record_opinion import OpinionAnswer, record_opinion
from rasoat.web.reviews.actions.record_recheck import RecheckFinding, record_recheck
from rasoat.web.reviews.actions.release_case import release_case
from rasoat.web.reviews.later_steps import ACTIONS
from rasoat.web.reviews.models import Case, Result, VillageReview
from rasoat.web.reviews.recheck import Checker
from rasoat.web.reviews.stages import refresh_stages, stage_of, stage_table
from rasoat.web.rounds.models import ParameterValue, RoundCommune, RoundStandard
from rasoat.web.rounds.stages import Stage
from web.review_making import STANDARD

from .walking import ENDED, Ground, confirm, make_ground, post, prepare, sign, take_down, to_ready, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages, opinion="province_office")


def test_rows_and_ledger_agree_after_every_step(ground: Ground) -> None:
    cases = [ground.case() for _ in range(4)]
    made = [*RoundCommune.objects.all(), *VillageReview.objects.all(), *Case.objects.all(), *Result.objects.all()]
    made += [*RoundStandard.objects.all(), *ParameterValue.objects.all(), ground.round]
    with transaction.atomic():
        record(installer(), "site.tried", ground.round, unit=ground.commune, rows=made)

    to_ready(ground)
    row = ask_opinion(ground.officer, ground.round, ground.commune, STANDARD, told(ENDED))
    record_opinion(ground.officer, row, OpinionAnswer(told(date(2026, 10, 14)), True, returned={cases[0].pk: "vì"}))
    check = order_recheck(ground.officer, cases[0], RecheckOrder(Checker(name="Ai đó"), date(2026, 10, 14)))
    record_recheck(ground.officer, check, RecheckFinding(told(date(2026, 10, 15)), "thấy", {STANDARD: "near_poor"}))
    release_case(ground.officer, cases[0], (), "xong")
    draft = prepare(ground)
    hold_case(ground.officer, cases[1], (), "đơn")
    confirm(ground, sign(ground, draft))
    release_case(ground.officer, cases[1], (), "rút đơn")
    take_down(ground, post(ground, day=date(2026, 10, 21), recheck=True), day=date(2026, 10, 29))

    assert [str(found) for found in verify([ground.commune])] == []


def test_every_model_is_found_by_commune(ground: Ground) -> None:
    paths = {label: each.commune_path for label, each in tracked_models().items() if label.startswith("reviews.")}

    for label in ("meeting", "meetingoutcome", "posting", "postedcase", "opinion", "rounddecision", "decidedcase",
                  "recheck", "villagereview", "result"):  # fmt: skip
        assert paths[f"reviews.{label}"], label
        assert model_words(f"reviews.{label}") != f"reviews.{label}"
    assert {code for code, _words in known_actions()} >= set(ACTIONS)
    assert action_words("reviews.posted") == "Niêm yết danh sách"


@pytest.mark.parametrize(
    ("states", "stage"),
    [([], "listing"), (["scored", "agreed"], "meeting"), (["agreed", "posted", "complained"], "posting"),
     (["complained", "recognised"], "recheck"), (["left", "refused"], "done"), (["ready", "prepared"], "decision")],
)  # fmt: skip
def test_a_village_stands_at_its_first_unfinished_step(states: list[str], stage: str) -> None:
    assert stage_of(states) == stage


def test_table_of_a_commune(ground: Ground, villages, django_assert_num_queries) -> None:
    ground.case("agreed")
    ground.case("complained", held=True)
    ground.case("posted", village=villages[1])

    with django_assert_num_queries(3):
        first, second = stage_table(ground.round, ground.commune)

    assert (first.village, first.stage, first.cases, first.held) == (villages[0], Stage.POSTING, 2, 1)
    assert (second.stage, dict(second.counts)) == (Stage.POSTED, {"posted": 1})


def test_cases_without_a_village_stand_apart_and_hold_the_commune(ground: Ground) -> None:
    case = ground.case("ready")
    Case.objects.filter(pk=case.pk).update(village=None)
    Result.objects.filter(case=case).update(village=None)

    assert [row.review is None for row in stage_table(ground.round, ground.commune)] == [False, False, True]


def test_only_what_changed_is_written(ground: Ground) -> None:
    ground.case("agreed")
    with transaction.atomic():
        first = refresh_stages(ground.round.pk, ground.commune.pk)
        second = refresh_stages(ground.round.pk, ground.commune.pk)

    assert (len(first), second) == (1, [])
    assert RoundCommune.objects.get().last_active_at is not None
    assert ground.officer.policy.may(Capability.REVIEW_RUN, ground.commune)
