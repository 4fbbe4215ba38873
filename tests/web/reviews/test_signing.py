"""The signature of a decision, the second person, and what a chair is shown."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from rasoat.web.accounts.acting import acting_as
from rasoat.web.accounts.models import Assignment, DutyException
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.correct_number import correct_number
from rasoat.web.reviews.models import Result, RoundDecision, SignerForm, Submission
from rasoat.web.reviews.paper_data import decision_data
from rasoat.web.reviews.signing import to_sign

from .walking import Ground, confirm, make_ground, prepare, sign, to_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"number": " "}, "number"),
        ({"signed_on": date(2030, 1, 1)}, "signed_on"),
        ({"signed_on": date(2026, 10, 11)}, "signed_on"),
        ({"form": SignerForm.KT}, "signer_post"),
    ],
)
def test_what_the_signed_paper_must_say(ground: Ground, fields: dict, field: str) -> None:
    ground.case()
    to_ready(ground)
    row = prepare(ground)

    with pytest.raises(RefusedError) as refused:
        sign(ground, row, **fields)

    assert refused.value.field == field


def test_a_deputy_signs_with_the_post(ground: Ground) -> None:
    ground.case("ready")

    row = sign(ground, prepare(ground), form=SignerForm.KT, post="Phó Chủ tịch")

    data = decision_data(row)
    assert (data["signature"], data["post"], data["signer"]) == ("KT. CHỦ TỊCH", "Phó Chủ tịch", "Lường Văn Chủ")
    assert (data["poor"], data["near_poor"], len(data["recognised"])) == (1, 0, 1)


def test_a_number_is_used_once_a_year(ground: Ground, villages) -> None:
    ground.case("ready")
    sign(ground, prepare(ground))
    ground.case("ready", village=villages[1])

    with pytest.raises(RefusedError):
        sign(ground, prepare(ground, villages=[villages[1].pk]))


def test_number_corrected_before_it_is_confirmed(ground: Ground) -> None:
    ground.case("ready")
    row = sign(ground, prepare(ground))
    with pytest.raises(RefusedError):
        correct_number(ground.officer, row, reason="")

    correct_number(ground.officer, row, reason="gõ nhầm")

    assert sign(ground, row, number="46/QĐ-UBND").number == "46/QĐ-UBND"


def test_who_prepared_or_typed_does_not_confirm_without_an_exception(ground: Ground, communes) -> None:
    ground.case("ready")
    Assignment.objects.create(
        user=ground.chair.user, role="commune_officer", unit=ground.commune, valid_from=date(2025, 1, 1)
    )
    both = acting_as(ground.chair.user, "web")
    row = sign(ground, prepare(ground), by=both)

    with pytest.raises(RefusedError) as refused:
        confirm(ground, row, by=both)
    assert refused.value.code == "duties_apart"
    assert to_sign(both)[0].own
    today = timezone.localdate()
    DutyException.objects.create(
        user=ground.chair.user, duties="commune_chair+commune_officer", unit=ground.commune, valid_from=today,
        valid_until=today + timedelta(days=9), reason="thiếu người", document="QĐ thử", granted_by=ground.chair.user,
    )  # fmt: skip

    assert confirm(ground, row, by=both).state == "confirmed"


def test_who_may_confirm(ground: Ground, acting_for, communes) -> None:
    ground.case("ready")
    row = sign(ground, prepare(ground))

    for acting in (
        ground.officer,
        acting_for("commune_chair", communes[1]),
        acting_for("province_chair", ground.round.province),
    ):
        with pytest.raises(NotAllowedError):
            confirm(ground, row, by=acting)
    assert RoundDecision.objects.get().state == "signed"


def test_what_the_chair_sees(ground: Ground, django_assert_max_num_queries) -> None:
    ground.case("ready")
    ground.case("ready", opening="")
    ground.case("ready", proposed="not_poor")
    odd = ground.case("ready", relative_of_reviewer="em ruột", unlocks=1)
    Result.objects.filter(case=odd).update(departs=True)
    ground.case("complained", held=True)
    prepare(ground)

    with django_assert_max_num_queries(8):
        (told_of,) = to_sign(ground.chair)

    assert told_of.counts == {"recognised": 3, "escaped": 1, "refused": 0}
    assert (len(told_of.entering), len(told_of.leaving), told_of.held, told_of.own) == (1, 1, 1, False)
    ((line, why),) = told_of.exceptions
    assert (line.case_id, why) == (odd.pk, ["departs", "relative", "unlocked"])
    assert to_sign(ground.officer) == []


def test_a_number_without_its_symbol_is_refused(ground: Ground) -> None:
    ground.case("ready")
    draft = prepare(ground)

    with pytest.raises(RefusedError, match="thiếu ký hiệu"):
        sign(ground, draft, number="50")

    assert sign(ground, draft, number="50/QĐ-UBND").number == "50/QĐ-UBND"


def test_the_chair_sees_a_form_that_contradicts_itself(ground: Ground) -> None:
    case, other = ground.case("ready", proposed="not_poor"), ground.case("ready")
    for each, rule in ((case, "indicator-contradicts-facts"), (other, "id-missing")):
        Submission.objects.create(
            case=each, province=each.province, commune=each.commune, village=each.village, year=each.year, number=1,
            entry="keyed", sealed=b"", digest="x", happened_on=date(2026, 10, 1), standing=True,
            contradictions=[{"rule": rule, "column": "", "vi": "", "en": ""}],
        )  # fmt: skip
    prepare(ground)

    (told_of,) = to_sign(ground.chair)

    assert [(line.case_id, why) for line, why in told_of.exceptions] == [(case.pk, ["contradicted"])]
