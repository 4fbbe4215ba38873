"""A sample from the promise to the agreement."""

import hashlib
from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from django.db import transaction
from django.urls import reverse

from rasoat.web.accounts.capabilities import CAPABILITIES
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.record_recheck import RecheckFinding, record_recheck
from rasoat.web.reviews.models import Result, Submission
from rasoat.web.reviews.recheck import Checker
from rasoat.web.reviews.recording import Told
from rasoat.web.trust.actions.assign_recheck import assign_recheck
from rasoat.web.trust.actions.assign_rechecks import assign_rechecks
from rasoat.web.trust.actions.cancel_sample import cancel_sample
from rasoat.web.trust.actions.draw_sample import draw_sample
from rasoat.web.trust.actions.freeze_data import freeze_data
from rasoat.web.trust.actions.promise_sample import promise_sample
from rasoat.web.trust.drawing import drawn as draw_again
from rasoat.web.trust.frames import frame_of
from rasoat.web.trust.models import RecheckPlan, SampledCase
from rasoat.web.trust.queries import agreement_of
from rasoat.web.trust.state_graphs import PLAN
from rasoat.web.vault.files import open_sealed
from web.review_making import STANDARD

TODAY = date(2026, 11, 20)
MOVES = {"freeze": freeze_data, "draw": draw_sample, "cancel": lambda acting, plan: cancel_sample(acting, plan, "thử")}


def test_the_seed_is_hidden_until_the_data_are_frozen_and_drawn(keeper, promised, row, client_for, communes) -> None:
    page = client_for("commune_officer", communes[0]).get(reverse("trust:plan", args=[promised.pk]))
    frozen = freeze_data(keeper, promised)

    assert promised.promise in page.content.decode()
    assert frozen.published_seed == ""
    assert frozen.frozen_at is not None
    assert frozen.frame_size == 17
    assert hashlib.sha256(b"".join(open_sealed(frozen.frame))).hexdigest() == frozen.frame_digest


def test_everybody_draws_the_same_again(drawn, row, client_for, communes) -> None:
    codes = {str(each.case.public_id) for each in SampledCase.objects.filter(plan=drawn)}
    again = draw_again(frame_of(drawn), drawn.published_seed, drawn.share, drawn.least)
    front = client_for("front_observer", communes[0])

    assert hashlib.sha256(drawn.published_seed.encode()).hexdigest() == drawn.promise
    assert codes == {each.code for each in again}
    assert len(codes) == 4  # 3 of 12 and 1 of 5
    assert b"".join(front.get(reverse("vault:file", args=[drawn.frame_id])).streaming_content).count(b"\n") == 17
    assert drawn.published_seed in front.get(reverse("trust:plan", args=[drawn.pk])).content.decode()
    assert not [found for found in verify() if found.row.startswith("trust.")]


def test_what_is_reviewed_after_the_freeze_does_not_change_the_sample(keeper, promised, row) -> None:
    freeze_data(keeper, promised)
    Result.objects.filter(round=row).update(proposed="not_poor")

    stood = {each.stood for each in draw_sample(keeper, promised)}

    assert stood == {"poor", "near_poor"}


@pytest.mark.parametrize("role", Role.values)
def test_every_move_as_every_role(acting_for, province, promised, keeper, role: str) -> None:
    freeze_data(keeper, promised)
    acting = acting_for(role, province)
    for state, (code, move) in product(PLAN.states, PLAN.moves.items()):
        RecheckPlan.objects.filter(pk=promised.pk).update(state=state)
        promised.refresh_from_db()
        expected = None if PLAN.can(code, state) else RefusedError
        if move.need not in CAPABILITIES[role]:
            expected = NotAllowedError
        with transaction.atomic():
            if expected:
                with pytest.raises(expected):
                    MOVES[code](acting, promised)
            else:
                MOVES[code](acting, promised)
                assert RecheckPlan.objects.get(pk=promised.pk).state == move.target
            transaction.set_rollback(True)


def test_what_came_after_the_freeze_comes_into_the_next_sample(keeper, drawn, row, scored, villages) -> None:
    later = {str(case.public_id) for case in scored(villages[1], 6)}
    second = freeze_data(keeper, promise_sample(keeper, row, STANDARD, share=500, least=1, document="KH 14"))
    draw_sample(keeper, second)
    second.refresh_from_db()

    assert {each.code for each in frame_of(second)} == later
    assert second.published_seed != drawn.published_seed
    assert SampledCase.objects.filter(plan=second).count() == 3
    third = promise_sample(keeper, row, STANDARD, share=50, least=1, document="KH 15")
    with pytest.raises(RefusedError) as refused:
        freeze_data(keeper, third)
    assert refused.value.code == "empty-frame"


def test_one_open_sample_a_round_unless_cancelled(keeper, promised, row) -> None:
    with pytest.raises(RefusedError) as refused:
        promise_sample(keeper, row, STANDARD, share=50, least=1, document="KH 13")
    cancel_sample(keeper, promised, "đổi cỡ mẫu")

    assert refused.value.code == "twice"
    assert promise_sample(keeper, row, STANDARD, share=50, least=1, document="KH 13").promise != promised.promise


@pytest.mark.parametrize(("more", "field"), [({"share": 0}, "share"), ({"document": " "}, "document")])
def test_the_size_comes_from_a_document(keeper, row, more: dict, field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        promise_sample(keeper, row, STANDARD, **({"share": 50, "least": 1, "document": "KH 12"} | more))

    assert refused.value.field == field


def test_blind_rechecks_make_agreement(keeper, drawn, acting_for, communes) -> None:
    checkers = [acting_for("rechecker", commune) for commune in communes]
    by = {commune.pk: checker for commune, checker in zip(communes, checkers, strict=True)}
    for number, sampled in enumerate(SampledCase.objects.filter(plan=drawn).select_related("case", "commune")):
        checker = by[sampled.commune_id]
        sampled = assign_recheck(keeper, sampled, Checker(checker.user), on=TODAY, due=date(2026, 11, 27))
        told = {STANDARD: "not_poor" if number == 0 else sampled.stood}
        record_recheck(checker, sampled.recheck, RecheckFinding(Told(TODAY), "đã xem tận nơi", told))

    found = agreement_of(drawn)

    assert (found.whole.pairs, found.whole.same, found.whole.kappa) == (4, 3, None)
    assert sum(line.found.pairs for line in found.villages) == 4
    assert Result.objects.filter(case__in=SampledCase.objects.values("case"), proposed="not_poor").count() == 0


def test_the_form_of_a_recheck_is_blind_and_for_its_own_person(keeper, drawn, user_with, client_for, communes) -> None:
    sampled = SampledCase.objects.filter(plan=drawn, commune=communes[0]).first()
    desk = client_for("rechecker", communes[0])
    person = User.objects.latest("pk")
    url = reverse("trust:sampled", args=[sampled.pk])
    before = desk.get(url).status_code
    assign_recheck(keeper, sampled, Checker(person), on=TODAY, due=date(2026, 11, 27))

    page = desk.get(url)
    refused = desk.post(url, {"happened_on": "20/11/2026", STANDARD: "near_poor"})
    kept = desk.post(url, {"happened_on": "20/11/2026", STANDARD: "near_poor", "finding": "nhà tạm"})

    assert before == 404
    assert page.status_code == 200
    assert "Lò Văn" in page.content.decode()
    assert sampled.case.household.code not in page.content.decode()
    assert refused.status_code == 422
    assert kept.status_code == 302
    assert client_for("rechecker", communes[0]).get(url).status_code == 404


def test_the_reviewer_does_not_check_the_own_household(keeper, drawn, user_with, villages) -> None:
    sampled = SampledCase.objects.filter(plan=drawn).first()
    reviewer = user_with("reviewer", villages[0])
    sampled.case.reviewer = reviewer
    sampled.case.save()

    with pytest.raises(RefusedError) as refused:
        assign_recheck(keeper, sampled, Checker(reviewer), on=TODAY, due=date(2026, 11, 27))

    assert refused.value.code == "not-independent"


def test_pages_of_a_sample_ask_few_queries(
    client_for: Callable, province, drawn, keeper, scored, villages, django_assert_max_num_queries
) -> None:
    desk = client_for("province_officer", province)
    for url in (reverse("trust:plans"), reverse("trust:plan", args=[drawn.pk])):
        with django_assert_max_num_queries(20):
            assert desk.get(url).status_code == 200


def test_what_a_team_without_accounts_found_is_entered_by_who_draws(keeper, drawn, client_for, province) -> None:
    sampled = SampledCase.objects.filter(plan=drawn).first()
    assign_recheck(keeper, sampled, Checker(name="Đoàn phúc tra của tỉnh"), on=TODAY, due=date(2026, 11, 27))
    office, url = client_for("province_officer", province), reverse("trust:sampled", args=[sampled.pk])
    found = {"happened_on": "20/11/2026", STANDARD: "near_poor", "finding": "nhà tạm"}

    page = office.get(url)
    alone = office.post(url, found)
    kept = office.post(url, {**found, "on_behalf": "on", "acted": "Trưởng đoàn"})

    assert page.context["form"] is not None
    assert (alone.status_code, kept.status_code) == (422, 302)
    assert SampledCase.objects.get(pk=sampled.pk).recheck.done


def test_reviewers_without_an_account_are_told_apart_by_their_forms(keeper, drawn, acting_for, communes) -> None:
    checker = acting_for("rechecker", communes[0])
    for number, sampled in enumerate(SampledCase.objects.filter(plan=drawn, commune=communes[0])):
        case = sampled.case
        Submission.objects.filter(case=case).delete()
        Submission.objects.create(
            case=case, province=case.province, commune=case.commune, village=case.village, year=case.year, number=9,
            entry="keyed", sealed=b"", digest="x", happened_on=TODAY, acted=f"Rà soát viên {number}", on_behalf=True,
        )  # fmt: skip
        sampled = assign_recheck(keeper, sampled, Checker(checker.user), on=TODAY, due=date(2026, 11, 27))
        record_recheck(checker, sampled.recheck, RecheckFinding(Told(TODAY), "xem", {STANDARD: sampled.stood}))

    names = [line.name for line in agreement_of(drawn).reviewers]

    assert [name.partition(" (")[0] for name in names] == [f"Rà soát viên {at}" for at in range(len(names))]
    assert len(names) > 1


def test_a_team_is_given_a_village_in_one_go_but_for_what_it_may_not_see(
    keeper, drawn, client_for, province, villages
) -> None:
    mine = SampledCase.objects.filter(plan=drawn, village=villages[0])
    reviewed = mine.first().case
    reviewed.reviewer_name = "Đoàn Một"
    reviewed.save()
    desk = client_for("province_officer", province)
    address = reverse("trust:assign_many", args=[drawn.pk])
    told = {"name": "Đoàn Một", "on": "20/11/2026", "due": "27/11/2026", "place": villages[0].key}

    page = desk.post(address, told, follow=True).content.decode()
    again = desk.post(address, told)

    assert "Đã cử người phúc tra 2 hộ" in page
    assert f"{reviewed.head_name}: Đoàn Một đã rà soát hộ này" in page
    assert list(mine.exclude(case=reviewed).values_list("recheck__checker_name", flat=True)) == ["Đoàn Một"] * 2
    assert mine.get(case=reviewed).recheck is None
    assert again.status_code == 422
    assert SampledCase.objects.filter(plan=drawn, recheck__isnull=True).count() == 2


def test_nobody_of_another_commune_is_given_a_village(keeper, drawn, client_for, user_with, communes, province) -> None:
    stranger = user_with("rechecker", communes[1])
    desk = client_for("province_officer", province)
    told = {"user": stranger.pk, "on": "20/11/2026", "due": "27/11/2026", "place": communes[0].key}

    answer = desk.post(reverse("trust:assign_many", args=[drawn.pk]), told)

    assert answer.status_code == 422
    assert "không phúc tra ở xã ấy" in answer.content.decode()
    with pytest.raises(RefusedError):
        assign_rechecks(keeper, [], Checker(stranger), on=TODAY, due=date(2026, 11, 27))
